"""Editors write worksheets and see them as participants will; they never see an answer."""

import pytest
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from program.models import Program
from tests.people import Person
from tests.worksheets.sample import QUESTIONS
from worksheets.blocks import questions_stream
from worksheets.models import Response, StaleCopy, Worksheet, WorksheetVersion
from worksheets.wagtail_hooks import WorksheetViewSet

LIST = "wagtailsnippets_worksheets_worksheet:list"
EDIT = "wagtailsnippets_worksheets_worksheet:edit"


@pytest.fixture
def worksheet(anna: Person) -> Worksheet:
    worksheet: Worksheet = Worksheet.objects.get(key="pattern", locale__language_code="en")
    worksheet.questions = questions_stream(QUESTIONS)
    worksheet.save()
    worksheet.save_revision().publish()
    return worksheet


def test_the_list_names_the_worksheets(arne: Person, worksheet: Worksheet) -> None:
    page = arne.client.get(reverse(LIST))
    assert page.status_code == 200
    assert "My pattern" in page.content.decode()


def test_the_form_holds_every_question(arne: Person, worksheet: Worksheet) -> None:
    page = arne.client.get(reverse(EDIT, args=[worksheet.pk]))
    assert page.status_code == 200
    for question in QUESTIONS:
        assert question["key"] in page.content.decode()


def test_the_preview_is_the_form_that_participants_meet(arne: Person, worksheet: Worksheet) -> None:
    request = worksheet.make_preview_request(preview_mode="")
    text = request.content.decode()
    assert request.status_code == 200
    for question in QUESTIONS:
        assert question["label"] in text
    assert 'name="q-before_it"' in text
    assert 'action="/week/' not in text


def test_the_preview_of_an_unfinished_worksheet_says_what_is_left(anna: Person) -> None:
    unfinished = Worksheet(key="new", title="New", questions=questions_stream([QUESTIONS[2] | {"key": "Bad Key"}]))
    text = unfinished.make_preview_request(preview_mode="").content.decode()
    assert "Before people can be shown this" in text
    assert "Question 1: What was going on?" in text
    assert "&#x27;key&#x27; is &#x27;Bad Key&#x27;" in text


def test_the_one_of_the_right_programme_is_chosen(arne: Person, worksheet: Worksheet, programme: Program) -> None:
    """Two programmes may have worksheets of the same name."""
    other = Program.objects.create(slug="other", title="Another one")
    copy = Worksheet.objects.create(key=worksheet.key, title=worksheet.title, program=other, locale=worksheet.locale)
    url = reverse("wagtailsnippetchoosers_worksheets_worksheet:choose_results")
    everything = arne.client.get(url).content.decode()
    assert "Another one" in everything
    assert programme.title in everything
    assert str(worksheet.pk) in everything
    of_other = arne.client.get(url, {"program": str(other.pk)}).content.decode()
    assert str(copy.pk) in of_other
    assert str(worksheet.pk) not in of_other


@pytest.mark.parametrize("who", ["therese", "anna", "olle"])
def test_nobody_else_gets_there(who: str, worksheet: Worksheet, request: pytest.FixtureRequest) -> None:
    person: Person = request.getfixturevalue(who)
    assert person.client.get(reverse(LIST)).status_code == 404
    assert person.client.get(reverse(EDIT, args=[worksheet.pk])).status_code == 404


def test_no_response_is_registered_in_the_studio() -> None:
    registered = set(get_snippet_models())
    assert WorksheetViewSet.model in registered
    assert not registered & {Response, StaleCopy, WorksheetVersion}
