"""A step that waits for an answer is named to whoever takes the question, or that answer, out of its worksheet."""

import pytest
from django.urls import reverse

from modules.models import ProgrammePage
from tests.modules.test_conditions import choice, only
from tests.people import Person
from tests.worksheets.written import URLS, as_posted, save
from worksheets.models import Worksheet


@pytest.fixture
def asking(page: ProgrammePage) -> tuple[Worksheet, str]:
    """Week 1's worksheet, and the key of a question there that a step of week 2 waits for."""
    key, value = choice(page)
    only(page.modules()[1], answer=f"1/{key}/{value}")
    worksheet = page.modules()[0].worksheet
    assert worksheet is not None
    return worksheet, key


def edit_page(arne: Person, worksheet: Worksheet) -> str:
    return arne.client.get(reverse(f"{URLS}:edit", args=[worksheet.pk])).content.decode()


def test_the_step_is_named_and_nothing_is_wrong_yet(arne: Person, asking: tuple[Worksheet, str]) -> None:
    page = edit_page(arne, asking[0])
    assert "which shows something only after one answer" in page
    assert "is no longer asked, and this looks at it: Week 2" not in page
    assert "Week 2" not in edit_page(arne, Worksheet.objects.get(key="review", locale__language_code="en"))


def test_without_the_question_the_editor_is_told(arne: Person, asking: tuple[Worksheet, str]) -> None:
    worksheet, key = asking
    save(arne, worksheet, [each for each in as_posted(worksheet) if each["key"] != key])
    assert "is no longer asked, and this looks at it: Week 2" in edit_page(arne, worksheet)


def test_without_the_answer_the_editor_is_told(arne: Person, page: ProgrammePage) -> None:
    worksheet = page.modules()[0].worksheet
    assert worksheet is not None
    key = choice(page)[0]
    only(page.modules()[1], answer=f"1/{key}/an_answer_that_was")
    assert "can no longer be given, and this waits for it: Week 2" in edit_page(arne, worksheet)
