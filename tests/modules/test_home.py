"""The home page answers one question, in every state somebody can be in."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from modules.models import ProgrammePage, StepProgress
from program import clock
from program.actions import weeks
from program.actions.cover import Days, start_cover
from program.models import ClosingDay, Enrolment, EnrolmentState, Notice, NoticeKind, Program, Promise, WeekFact
from tests import people
from tests.modules import states
from tests.people import Person

pytestmark = pytest.mark.django_db

# Session, account; and what the page itself reads.
ITS_OWN = 4
AROUND = 2
# While a letter is awaited: whether it is on its way and due.
AWAITING = 1


@pytest.fixture
def newcomer(programme: Program, therese: Person) -> Callable[[int], Person]:
    """Somebody who began so many days ago; the test decides what happened since."""

    def begun(days: int) -> Person:
        with people.days_ago(days):
            person = people.new_participant("quiet-harbour-11", programme)
            people.begin(person)
        Notice.objects.filter(account_id=person.account_id).update(read=True)
        return person

    return begun


def read_week(person: Person, week: int, step: int = 5) -> None:
    StepProgress.objects.create(enrolment=person.enrolment, week=week, furthest=step)


def hand_in(person: Person, week: int, days: int) -> None:
    with people.days_ago(days):
        weeks.hand_in(journey=person.journey, number=week, by=person.account_id)


def answer(person: Person, week: int, days: int, *, read: bool = True) -> None:
    with people.days_ago(days):
        today, by = clock.today(), person.account_id
        weeks.letter_sent(
            enrolment=person.enrolment, number=week, by=by, today=today, key=f"{person.account_id}:{week}"
        )
    if read:
        weeks.read_notices(account_id=person.account_id, kind=NoticeKind.LETTER, week=week)


def shown(person: Person) -> str:
    response = person.client.get("/home/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def main_of(html: str) -> str:
    return html.split("<main", 1)[1].split("</main>", 1)[0]


def one_primary(html: str) -> str:
    """Where the one primary button of the page itself leads; empty where there is none."""
    html = main_of(html)
    assert html.count("button-primary") <= 1
    if "button-primary" not in html:
        return ""
    before, after = html.split("button-primary")
    if 'href="' in after.split(">")[0]:
        return after.split('href="')[1].split('"')[0]
    return before.rsplit('action="', 1)[1].split('"')[0]


def test_somebody_invited_may_begin(sol: Person) -> None:
    html = shown(sol)
    assert "Welcome. Week 1 is ready when you are." in html
    assert one_primary(html) == "/home/begin/"
    assert html.count('class="dot dot-closed"') == 8


def test_beginning_opens_week_1_once(sol: Person) -> None:
    for _time in range(2):
        response = sol.client.post("/home/begin/")
        assert response.status_code == 302
        assert response["Location"] == "/week/1/"
    assert sol.enrolment.state == EnrolmentState.ACTIVE
    assert sol.enrolment.started_on == clock.today()
    assert sol.client.get("/week/1/").status_code == 200


def test_reading_that_has_not_begun_begins_at_the_week(newcomer: Callable[[int], Person]) -> None:
    html = shown(newcomer(0))
    assert "<h1>Week 1: Where I am</h1>" in html
    assert one_primary(html) == "/week/1/"
    assert "Begin this week" in html
    assert "Week 2 opens after you have sent this worksheet." in html
    assert html.count('class="dot dot-open"') == 1


def test_reading_goes_on_at_the_furthest_step(newcomer: Callable[[int], Person]) -> None:
    person = newcomer(1)
    read_week(person, 1, step=3)
    html = shown(person)
    assert one_primary(html) == "/week/1/3/"
    assert "Step 3 of 5" in html


def test_the_worksheet_comes_after_the_steps(newcomer: Callable[[int], Person]) -> None:
    person = newcomer(1)
    read_week(person, 1)
    html = shown(person)
    assert one_primary(html) == "/week/1/worksheet/"
    assert "Begin the worksheet" in html
    assert "nobody reads it until you send it" in html


def test_a_draft_is_gone_on_with(newcomer: Callable[[int], Person]) -> None:
    person = newcomer(1)
    read_week(person, 1)
    states.begin_worksheet(person, 1)
    assert "Go on with the worksheet" in shown(person)


def test_a_letter_is_promised_by_its_day(newcomer: Callable[[int], Person]) -> None:
    person = newcomer(1)
    read_week(person, 1)
    hand_in(person, 1, days=0)
    due = Promise.objects.get(participant_id=person.account_id).due_on
    html = shown(person)
    assert f"<h1>Your letter will be here by {due.strftime('%A')} {due.day} {due.strftime('%B')}</h1>" in html
    assert one_primary(html) == ""
    assert "Between now and next week" in html
    assert "Week 2 opens" in html


def test_a_late_letter_is_said_honestly(newcomer: Callable[[int], Person]) -> None:
    person = newcomer(4)
    hand_in(person, 1, days=4)
    Promise.objects.update(due_on=date(2026, 1, 2))
    html = shown(person)
    assert "<h1>Your letter is late. This is not about you.</h1>" in html
    assert "We promised it by Friday 2 January, and we are sorry." in html
    assert "The new day is" in html


def test_a_letter_that_came_is_the_first_thing(newcomer: Callable[[int], Person]) -> None:
    person = newcomer(4)
    hand_in(person, 1, days=3)
    answer(person, 1, days=0, read=False)
    html = shown(person)
    assert "<h1>A letter has come for you</h1>" in html
    assert one_primary(html) == "/week/1/letter/"
    assert "A letter has come: Week 1" not in html


def test_between_weeks_the_next_opening_is_said(newcomer: Callable[[int], Person]) -> None:
    person = newcomer(6)
    hand_in(person, 1, days=4)
    answer(person, 1, days=2)
    html = shown(person)
    assert "<h1>Week 2 opens tomorrow</h1>" in html
    assert one_primary(html) == ""
    assert "Read your goals once" in html
    assert html.count('class="dot dot-done"') == 1


def test_a_day_in_the_same_week_is_said_by_its_name(newcomer: Callable[[int], Person]) -> None:
    person = newcomer(3)
    hand_in(person, 1, days=3)
    answer(person, 1, days=2)
    state = person.journey.next_closed
    assert state is not None
    assert state.opens_on is not None
    assert f"<h1>Week 2 opens on {state.opens_on.strftime('%A')}</h1>" in shown(person)


def test_where_the_letter_is_the_gate_it_is_said(page: ProgrammePage, newcomer: Callable[[int], Person]) -> None:
    states.edition_with_gate(page, "letter")
    person = newcomer(1)
    hand_in(person, 1, days=0)
    assert "Week 2 opens when your letter has come." in shown(person)


def test_an_earlier_letter_is_promised_in_a_quiet_line(anna: Person) -> None:
    Promise.objects.filter(participant_id=anna.account_id).update(due_on=date(2099, 1, 2))
    html = shown(anna)
    assert "<h1>Week 2:" in html
    assert "Week 1: your letter will be here by Friday 2 January" in html
    assert html.count('class="dot dot-waiting"') == 1


def test_an_earlier_worksheet_waits_in_a_quiet_line(page: ProgrammePage, newcomer: Callable[[int], Person]) -> None:
    states.edition_with_gate(page, "time")
    person = newcomer(9)
    html = shown(person)
    assert "<h1>Week 2:" in html
    assert "Week 1: the worksheet is waiting for you" in html
    assert 'href="/week/1/worksheet/"' in html


def test_a_pause_can_be_ended(anna: Person) -> None:
    weeks.pause(journey=anna.journey, by=anna.account_id)
    html = shown(anna)
    assert "<h1>You are taking a break</h1>" in html
    assert one_primary(html) == "/account/resume/"


def finish(person: Person, through: int) -> None:
    began = person.enrolment.started_on
    assert began is not None
    for number in range(1, through + 1):
        fact = WeekFact.objects.get_or_create(enrolment=person.enrolment, number=number, defaults={"opened_on": began})[
            0
        ]
        fact.submitted_on = fact.letter_on = began
        fact.save()


def test_after_the_last_week_the_follow_up_has_a_day(newcomer: Callable[[int], Person]) -> None:
    person = newcomer(1)
    finish(person, through=8)
    state = person.journey.next_closed
    assert state is not None
    assert state.opens_on is not None
    day = state.opens_on
    html = shown(person)
    assert f"<h1>Follow-up opens on {day.strftime('%A')} {day.day} {day.strftime('%B')}</h1>" in html


def test_the_follow_up_when_it_is_due(newcomer: Callable[[int], Person]) -> None:
    person = newcomer(60)
    finish(person, through=8)
    html = shown(person)
    assert "<h1>Welcome back. Your follow-up is here.</h1>" in html
    assert one_primary(html) == "/week/9/"
    assert "Begin the follow-up" in html
    assert "Week 9:" not in person.client.get("/week/9/worksheet/").content.decode()
    assert html.count('class="dot dot-done"') == 8


def test_the_end(newcomer: Callable[[int], Person]) -> None:
    person = newcomer(60)
    finish(person, through=9)
    Enrolment.objects.filter(pk=person.enrolment.pk).update(state=EnrolmentState.COMPLETED, ended_on=clock.today())
    html = shown(person)
    assert "You have come to the end of the programme" in html
    assert one_primary(html) == ""


def test_the_last_letter_is_promised_after_the_end(newcomer: Callable[[int], Person]) -> None:
    person = newcomer(60)
    finish(person, through=8)
    hand_in(person, 9, days=0)
    assert person.enrolment.state == EnrolmentState.COMPLETED
    assert "<h1>Your letter will be here by" in shown(person)


def test_somebody_who_left(anna: Person) -> None:
    Enrolment.objects.filter(pk=anna.enrolment.pk).update(state=EnrolmentState.WITHDRAWN)
    html = shown(anna)
    assert "<h1>You have left the programme</h1>" in html
    assert "no worksheet was sent" in html
    assert "not open yet" not in html
    assert one_primary(html) == ""


def test_what_has_come_is_told_in_quiet_lines(anna: Person) -> None:
    tell = {"account_id": anna.account_id, "today": clock.today()}
    weeks.notify(key="a", kind=NoticeKind.MESSAGE, **tell)
    weeks.notify(key="a2", kind=NoticeKind.MESSAGE, **tell)
    weeks.notify(key="b", kind=NoticeKind.WEEK_OPEN, week=1, **tell)
    weeks.notify(key="c", kind=NoticeKind.WEEK_OPEN, week=2, **tell)
    html = shown(anna)
    assert html.count('href="/messages/">A message has come</a>') == 1
    assert 'href="/week/1/">Week 1 has opened</a>' in html
    assert "Week 2 has opened" not in html


def test_that_a_therapist_was_found_is_told_once(anna: Person) -> None:
    Notice.objects.filter(account_id=anna.account_id, kind=NoticeKind.THERAPIST).update(read=False)
    weeks.notify(account_id=anna.account_id, key="d", kind=NoticeKind.THERAPIST, today=clock.today())
    assert "A therapist has been found for you" in shown(anna)
    assert "A therapist has been found for you" not in shown(anna)


def test_home_costs_four_statements(anna: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    anna.client.get("/home/")
    with django_assert_num_queries(AROUND + ITS_OWN + AWAITING):
        anna.client.get("/home/")
    Promise.objects.update(kept_on=clock.today())
    with django_assert_num_queries(AROUND + ITS_OWN):
        anna.client.get("/home/")


def test_it_costs_no_more_than_six_where_everything_meets(
    anna: Person, therese: Person, tom: Person, programme: Program, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """A late answer, a closing day, a colleague who covers for a therapist who has just been found: one writes."""
    today = clock.today()
    Promise.objects.update(due_on=today - timedelta(days=3))
    ClosingDay.objects.create(program=programme, day=today - timedelta(days=1))
    start_cover(
        therapist=therese.account,
        colleague=tom.account,
        days=Days(today, today),
        by=therese.account,
        by_private=therese.private,
        today=today,
    )
    anna.client.get("/home/")
    Notice.objects.filter(account_id=anna.account_id, kind=NoticeKind.THERAPIST).update(read=False)
    with django_assert_num_queries(AROUND + ITS_OWN + AWAITING + 1):
        html = shown(anna)
    assert "is late" in html
    assert "answers in place of" in html
    assert "A therapist has been found for you" in html


def test_a_stranger_is_asked_to_sign_in(stranger: Client) -> None:
    for url in ("/home/", "/week/1/", "/week/1/1/"):
        response = stranger.get(url)
        assert response.status_code == 302
        assert response["Location"].startswith("/sign-in/")


def test_staff_have_no_home_here(therese: Person, arne: Person) -> None:
    for person in (therese, arne):
        assert person.client.get("/home/").status_code == 404
        assert person.client.post("/home/begin/").status_code == 404


def test_other_methods_are_refused(anna: Person) -> None:
    assert anna.client.post("/home/").status_code == 405
    assert anna.client.get("/home/begin/").status_code == 405
