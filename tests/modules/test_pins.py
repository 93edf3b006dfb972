"""Three editions come out while people stand at every week with a draft open: nobody in the middle is hurt.

The editions change words, take steps and questions out, add others, change the places of weeks and take one out; two of
them are offered to people under way. What anybody opened stays, to the letter; what they wrote stays theirs.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from modules.actions.fixing import fix_words, found_in_editions
from modules.actions.publishing import Audience
from modules.mending import Words
from modules.models import ProgrammePage
from modules.places import seen
from modules.queries import steps_of
from program import clock
from program.actions import weeks
from program.models import Program, WeekFact
from tests import people
from tests.modules.arranged import retire_templates, swap, take_out
from tests.modules.test_publishing import edit
from tests.modules.test_who_gets_it import publish
from tests.people import Person
from worksheets.access import frozen_version
from worksheets.contents import unseal
from worksheets.models import Response, ResponseState, Worksheet
from worksheets.reading import answered
from worksheets.template_book import newest_templates

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("forgotten_fixes")]

LONG_AGO = 160
WEEKS = range(1, 10)


def standing_in(program: Program, number: int) -> Person:
    """Somebody who has opened this many weeks, has had every letter but the newest, and has a draft in the last."""
    with people.days_ago(LONG_AGO):
        person = people.new_participant(f"walker-{number}-lane-11", program)
        people.begin(person)
    for week in range(1, number + 1):
        journey = person.journey
        weeks.latch_opening(journey=journey, number=week)
        if week < number:
            sent = WeekFact.objects.filter(enrolment=journey.enrolment, number=week)
            sent.update(submitted_on=journey.today, letter_on=journey.today, opened_on=journey.enrolment.started_on)
    write(person, number)
    return person


def write(person: Person, number: int) -> None:
    """A draft, through the page, under the first question that takes words."""
    url = f"/week/{number}/worksheet/"
    sheet = person.client.get(url).context["worksheet"]
    field = f"q-{first_in_words(sheet.questions)['key']}"
    response = person.client.post(url, {field: words_of(number), "base": "0", "do": "save"})
    assert response.status_code == 302, response.content


def first_in_words(questions: list[dict[str, Any]]) -> dict[str, Any]:
    return next(question for question in questions if question["kind"] in {"long_text", "short_text"})


def words_of(number: int) -> str:
    return f"What I wrote in week {number}."


def opened(person: Person) -> dict[int, Any]:
    """All that every opened week says to them: its words, its steps, its questions."""
    journey = person.journey
    return {
        week.number: (
            *(week.title, week.aim, week.expect_html, week.between_html, steps_of(week)),
            frozen_version(week.edition_id, week.number, week.language, week.fixes).questions,
        )
        for week in journey.weeks
        if week.number in journey.facts
    }


def reword(page: ProgrammePage) -> None:
    """Every week is told anew; steps and questions go and come."""
    for week in page.modules():
        week.steps[0].value["title"] = "Said anew"
        del week.steps[1]
        edit(week, aim="Told anew.")
        sheet = Worksheet.objects.get(pk=week.worksheet_id)
        place = next(n for n, block in enumerate(sheet.questions) if block.block_type in {"long_text", "short_text"})
        value = dict(sheet.questions[place].value)
        if not needed(page, value["key"]):
            del sheet.questions[place]
        sheet.questions.append(("long_text", {**value, "key": "newly_asked", "label": "Newly asked?", "core": False}))
        sheet.save_revision().publish()


def needed(page: ProgrammePage, key: str) -> bool:
    """Whether another week carries its answer forward, or a letter template quotes it."""
    sheets = (week.worksheet for week in page.modules())
    return newest_templates(page.program_id).filter(question=key).exists() or any(
        block.block_type == "carry_forward" and block.value["question"] == key
        for sheet in sheets
        if sheet is not None
        for block in sheet.questions
    )


def editions(page: ProgrammePage) -> Iterator[None]:
    """One after the other."""
    reword(page)
    publish(page)
    yield
    swap(page, 4)
    publish(page)
    yield
    retire_templates(page, 6)
    take_out(page, 6)
    publish(page, Audience.JOINING)
    yield


def test_nobody_in_the_middle_is_hurt(page: ProgrammePage) -> None:
    program = page.program
    everybody = {number: standing_in(program, number) for number in WEEKS}
    began = {number: opened(person) for number, person in everybody.items()}
    drafts = dict(Response.objects.filter(state=ResponseState.DRAFT).values_list("pk", "answers"))
    labels = {number: first_in_words(began[number][number][-1]) for number in WEEKS}
    assert len(drafts) == len(WEEKS)
    for _edition in editions(page):
        for number, person in everybody.items():
            assert opened(person) == began[number], f"somebody in week {number} reads something else"
            assert len(person.journey.weeks) == len(WEEKS)
            page_of_draft = person.client.get(f"/week/{number}/worksheet/").content.decode()
            assert words_of(number) in page_of_draft
        assert dict(Response.objects.filter(state=ResponseState.DRAFT).values_list("pk", "answers")) == drafts
    assert page.program.editions.count() == 4
    _the_next_week_is_new(everybody[2])
    for number, person in everybody.items():
        _draft_is_sent_under_its_question(person, number, labels[number])
    _a_fix_reaches_all(page, everybody)


def _the_next_week_is_new(person: Person) -> None:
    """Who stood at week 2 has not opened week 3: they read it as the newest edition offered to them tells it."""
    journey = person.journey
    assert [week.aim == "Told anew." for week in journey.weeks[:3]] == [False, False, True]
    assert [journey.weeks[place].title for place in (3, 4)] == [week.title for week in own_weeks(person)[3:5]]


def own_weeks(person: Person) -> list[Any]:
    return list(person.enrolment.edition.weeks.order_by("number"))


def _draft_is_sent_under_its_question(person: Person, number: int, question: dict[str, Any]) -> None:
    draft = Response.objects.get(participant=person.account_id, week=number)
    sent = person.client.post(f"/week/{number}/worksheet/send/", {"base": draft.base})
    assert sent.status_code == 302
    response = Response.objects.select_related("version").get(pk=draft.pk)
    assert response.state == ResponseState.SUBMITTED
    assert unseal(person.case_key, response).prompts[question["key"]] == question["label"]
    shown = {answer.key: (answer.label, answer.text) for answer in answered(person.case_key, response)}
    assert shown[question["key"]] == (question["label"], words_of(number))


def _a_fix_reaches_all(page: ProgrammePage, everybody: dict[int, Person]) -> None:
    """The first week's aim was read by all of them, in the edition that they began with."""
    old = own_weeks(everybody[1])[0].aim
    words = Words(old, "Somebody else says it better.")
    confirmed = seen(words, found_in_editions(page, words))
    fix_words(page=page, words=words, reason="It harms.", confirmed=confirmed, by="tests", today=clock.today())
    for person in everybody.values():
        html = person.client.get("/week/1/").content.decode()
        assert old not in html
        assert words.new in html
