"""What an editor may not save, because a participant would be hurt by it or an answer lost."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from modules.blocks import StepBlock, StepsBlock, TextBlock
from modules.models import ModulePage, ProgrammePage
from program.models import Program
from tests.people import Person

pytestmark = pytest.mark.django_db


def step(key: str) -> dict[str, Any]:
    body = [{"type": "text", "value": "<p>Words.</p>"}]
    return {"type": "step", "value": {"key": key, "title": "A title", "body": body}}


def test_a_link_elsewhere_is_refused() -> None:
    block = TextBlock()
    block.clean(RichText('<p><a href="/help/">Help</a></p>'))
    with pytest.raises(ValidationError, match="https://example.org/"):
        block.clean(RichText('<p><a href="https://example.org/">Away</a></p>'))


def test_two_steps_with_one_key_are_refused() -> None:
    block = StepsBlock()
    block.clean(block.to_python([step("one"), step("two")]))
    with pytest.raises(StreamBlockValidationError) as refused:
        block.clean(block.to_python([step("one"), step("one")]))
    assert list(refused.value.block_errors) == [1]


@pytest.mark.parametrize("key", ["", "One", "one_two", "-one"])
def test_a_key_is_plain(key: str) -> None:
    block = StepBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(step(key)["value"]))
    assert "key" in refused.value.block_errors


def test_two_weeks_with_one_number_are_refused(page: ProgrammePage) -> None:
    week = page.modules()[0]
    week.full_clean()
    week.number = 2
    with pytest.raises(ValidationError, match="Another week has this number"):
        week.full_clean()


@pytest.mark.parametrize("name", ["expect", "between"])
def test_a_link_elsewhere_is_refused_around_the_steps(page: ProgrammePage, name: str) -> None:
    week = page.modules()[0]
    setattr(week, name, '<p><a href="/account/">Account</a></p>')
    with pytest.raises(ValidationError) as refused:
        week.full_clean()
    assert list(refused.value.message_dict) == [name]


def test_one_page_for_a_programme_and_language(page: ProgrammePage, programme: Program) -> None:
    second = ProgrammePage(title="Once more", slug="once-more", program=programme, locale=page.locale)
    with pytest.raises(ValidationError, match="has a page in this language already"):
        second.clean()


def test_an_editor_adds_a_week(arne: Person, page: ProgrammePage) -> None:
    body = streamfield([("text", rich_text("<p>A short text.</p>"))])
    form = nested_form_data(
        {
            "title": "One more",
            "number": 10,
            "kind": "week",
            "aim": "Look back.",
            "minutes": 10,
            "length_days": 7,
            "after_days": 0,
            "gate": "time",
            "worksheet": "",
            "expect": rich_text("<p>Not much.</p>"),
            "between": rich_text(""),
            "steps": streamfield([("step", {"key": "last", "title": "The last", "body": body})]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
            "action-publish": "1",
        }
    )
    response = arne.client.post(f"/cms/pages/add/modules/modulepage/{page.pk}/", form)
    assert response.status_code == 302
    week = ModulePage.objects.get(title="One more")
    assert week.live
    assert week.slug == "one-more"
    assert [item.number for item in page.modules()] == list(range(1, 11))


def test_a_very_long_week_is_not_refused_for_its_length(page: ProgrammePage, arne: Person) -> None:
    typed = {f"steps-0-value-body-{number}-value": "" for number in range(1500)}
    posted = {"steps-count": "0", "expect": "null", "between": "null", **typed}
    response = arne.client.post(f"/cms/pages/{page.modules()[0].pk}/edit/", posted)
    assert response.status_code == 200, "said what is missing, with all that was typed"
