"""Before an editor takes a question out, the studio says who is in the middle of it and what would look at nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from program.models import Program
from tests.people import Person
from tests.worksheets.sample import QUESTIONS
from tests.worksheets.written import URLS, as_posted, save
from worksheets.blocks import questions_stream
from worksheets.models import Response, Worksheet, WorksheetVersion


def sheet(key: str) -> Worksheet:
    worksheet: Worksheet = Worksheet.objects.get(key=key, locale__language_code="en")
    return worksheet


def edit_page(arne: Person, worksheet: Worksheet) -> str:
    html = arne.client.get(reverse(f"{URLS}:edit", args=[worksheet.pk])).content.decode()
    return " ".join(html.split())


def start_writing(person: Person) -> None:
    """A correction of week 1 that was never sent."""
    version = WorksheetVersion.objects.get(edition=person.enrolment.edition, week=1)
    Response.objects.create(participant=person.participant, version=version, week=1, number=2)


def without(worksheet: Worksheet, *keys: str) -> list[dict[str, Any]]:
    return [each for each in as_posted(worksheet) if each["key"] not in keys]


def test_the_page_names_what_looks_at_each_question(arne: Person, anna: Person) -> None:
    page = edit_page(arne, sheet("review"))
    assert "Was there a setback in the past four weeks?</strong> <code>setback</code>" in page
    assert "The risk rule “A setback”" in page
    assert "could never hold" not in page
    assert "“Your warning signs from week 8. Would you add or change any?” in “Looking back and ahead”" in edit_page(
        arne, sheet("plan")
    )
    assert "The letter template “The first letter: you came, and you set a goal”" in edit_page(arne, sheet("start"))


@pytest.mark.parametrize(
    ("key", "gone", "sentence"),
    [
        ("review", "setback", "The risk rule “A setback” could never hold with these questions."),
        (
            "plan",
            "warning_signs",
            "“What are your warning signs?” is no longer asked, and this looks at it: “Your warning",
        ),
        ("start", "goals", "The letter template “The first letter: you came, and you set a goal”"),
    ],
)
def test_what_would_look_at_nothing_is_said_on_the_page_and_when_it_is_published(
    arne: Person, anna: Person, key: str, gone: str, sentence: str
) -> None:
    worksheet = sheet(key)
    save(arne, worksheet, without(worksheet, gone))
    assert sentence in edit_page(arne, worksheet)
    published = save(arne, worksheet, without(worksheet, gone), "publish")
    assert sentence in published.content.decode()


def test_an_edit_of_words_takes_nothing_away(arne: Person, anna: Person) -> None:
    worksheet = sheet("review")
    questions = [each | {"label": f"{each['label']} Really?"} for each in as_posted(worksheet)]
    page = save(arne, worksheet, questions, "publish").content.decode()
    assert "could never hold" not in page
    assert "is no longer asked" not in page
    assert "this draft does not" not in edit_page(arne, worksheet)


def test_a_scale_that_a_rule_can_no_longer_reach_is_said(arne: Person, anna: Person) -> None:
    worksheet = sheet("review")
    questions = as_posted(worksheet)
    control = next(each for each in questions if each["key"] == "control")
    control["max"] = 2
    save(arne, worksheet, questions)
    assert "The risk rule “Less sure of keeping from doing harm” could never hold" in edit_page(arne, worksheet)


def test_drafts_are_counted_and_small_numbers_hidden(arne: Person, anna: Person) -> None:
    worksheet = sheet("start")
    assert "not sent it yet" not in edit_page(arne, worksheet)
    start_writing(anna)
    assert "Fewer than 5 people have begun this worksheet and not sent it yet." in edit_page(arne, worksheet)
    Program.objects.update(smallest_cell=1)
    assert "1 person has begun this worksheet and not sent it yet." in edit_page(arne, worksheet)
    save(arne, worksheet, without(worksheet, "goals"))
    page = edit_page(arne, worksheet)
    assert "Whoever gets the next edition before opening this week will not find them." in page
    told = save(arne, worksheet, without(worksheet, "goals"), "publish").content.decode()
    assert "They keep this week as they began it, with every question" in told


def test_a_new_worksheet_has_nothing_to_say(arne: Person, anna: Person) -> None:
    page = arne.client.get(reverse(f"{URLS}:add"))
    assert page.status_code == 200
    assert "Before you change it" not in page.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_questions(
    arne: Person, anna: Person, django_assert_max_num_queries: Callable[..., CaptureQueriesContext]
) -> None:
    worksheet = sheet("start")
    edit_page(arne, worksheet)
    counts = []
    for questions in (QUESTIONS[2:3], QUESTIONS):
        worksheet.questions = questions_stream(questions)
        worksheet.save_revision()
        with django_assert_max_num_queries(90) as made:
            edit_page(arne, worksheet)
        counts.append(len(made))
    assert counts[0] == counts[1]
