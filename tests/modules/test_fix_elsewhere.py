"""What no urgent fix reaches is named where it holds the words, with who changes it and where."""

import pytest
from django.test import Client

from modules.elsewhere import elsewhere
from modules.mending import Words
from modules.models import HelpPage, ProgrammePage
from modules.unpublished import strings
from program.models import ConsentText, CrisisLine
from tests.modules.test_publishing import edit, publish
from tests.people import Person
from worksheets.measures.registry import REGISTRY
from worksheets.template_book import newest_templates

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("forgotten_fixes")]


def look(client: Client, page: ProgrammePage, old: str) -> tuple[int, str]:
    response = client.post(f"/cms/programme/{page.pk}/fix/", {"wrong": old, "right": "112 113", "reason": "Wrong."})
    return response.status_code, " ".join(response.content.decode().split())


def test_each_says_where_it_is_changed(arne: Person, page: ProgrammePage) -> None:
    """Also where no edition holds the words at all."""
    CrisisLine.objects.filter(program=page.program).update(number="0771 22 00 60")
    status, html = look(arne.client, page, "0771 22 00 60")
    assert status == 409
    assert "These words stand in no edition." in html
    assert "The clinical lead changes it at the desk, under “Crisis lines”." in html
    template = newest_templates(page.program_id).filter(retired=False, language="en")[0]
    consent = ConsentText.objects.filter(program=page.program, language="en").latest("version")
    measure = REGISTRY[next(key for point in page.assessments for key in point["instruments"] if key in REGISTRY)]
    help_page = HelpPage.objects.live()[0]
    for old, what in [
        (template.title, f"Letter template “{template.title}”"),
        (consent.title, f"Consent text, version {consent.version}"),
        (measure.title, f"Measure “{measure.title}”"),
        (help_page.title, help_page.title),
    ]:
        assert what in [each.what for each in elsewhere(page, Words(old, "x"))], what
    _status, html = look(arne.client, page, consent.title)
    assert f'<a href="/cms/pages/{page.pk}/edit/">Consent text, version {consent.version}</a>' in html


def test_what_a_block_is_called_is_no_word_of_it() -> None:
    block = {
        "type": "part",
        "id": "abc",
        "value": {"key": "first", "title": "A title", "text": "<p>Two <b>words</b>"},
    }
    assert list(strings([block])) == ["A title", "Two words"]


def test_it_stands_beside_the_places_that_change_and_after_the_fix(arne: Person, page: ProgrammePage) -> None:
    edit(page.modules()[0], aim="Call 0771 22 00 60 now.")
    publish(page)
    CrisisLine.objects.filter(program=page.program).update(number="0771 22 00 60")
    said = {"wrong": "0771 22 00 60", "right": "112 113", "reason": "Wrong."}
    url = f"/cms/programme/{page.pk}/fix/"
    shown = arne.client.post(url, said)
    assert shown.status_code == 200
    assert "under “Crisis lines”" in shown.content.decode()
    done = arne.client.post(url, said | {"confirmed": shown.context["look"].seen}, follow=True)
    assert "under “Crisis lines”" in done.content.decode()
    CrisisLine.objects.filter(program=page.program).update(number="112 113")
    assert "under “Crisis lines”" not in arne.client.get(f"{url}1/").content.decode()
