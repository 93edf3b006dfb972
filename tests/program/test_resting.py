"""Somebody quiet is met with a warm line; after four weeks their place rests, and they come back on any day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import admission, clock, tasks
from program.actions import silence, weeks
from program.models import (
    Account,
    Assignment,
    CaseGrant,
    Enrolment,
    EnrolmentState,
    GrantKind,
    Notice,
    NoticeKind,
    OutboxRow,
    Pause,
    Program,
    Promise,
)
from tests import people
from tests.people import Person
from tests.program.alerts import alert_of
from tests.program.test_cover import start
from tests.therapist import crowd, desk
from therapist.queries import unassigned

pytestmark = pytest.mark.django_db

FIRST = "Good to see you. Your week has waited for you; nothing is lost."
LATER = "Good that you are here. It has been a while"
BACK = "/account/come-back/"


def sweep() -> None:
    tasks.watch_silence()
    tasks.deliver_outbox()


def quiet_for(person: Person, days: int) -> None:
    """They were here so many days ago, and it has been their turn since then."""
    Enrolment.objects.filter(pk=person.enrolment.pk).update(seen_on=clock.today() - timedelta(days=days))


def answered(anna: Person, therese: Person) -> None:
    """The letter has come, and week 2 is open: it is her turn."""
    desk.send(anna, therese)


def signed_in(person: Person) -> Client:
    client = Client()
    client.post("/sign-in/", {"name": person.name, "passphrase": person.secret})
    return client


def home(client: Client) -> str:
    return " ".join(client.get("/home/").content.decode().split())


def lines(person: Person) -> list[str]:
    kinds = (NoticeKind.QUIET_FIRST, NoticeKind.QUIET_LATER)
    return list(Notice.objects.filter(account_id=person.account_id, kind__in=kinds).values_list("kind", flat=True))


def assigned(person: Person) -> list[object]:
    grants = CaseGrant.objects.in_force(clock.today()).filter(participant=person.account_id, kind=GrantKind.ASSIGNED)
    return list(grants.values_list("staff_id", flat=True))


@pytest.mark.parametrize(("days", "met"), [(6, []), (7, ["quiet-first"]), (14, ["quiet-first", "quiet-later"])])
def test_a_line_waits_on_days_seven_and_fourteen(days: int, met: list[str], anna: Person, therese: Person) -> None:
    answered(anna, therese)
    for _day in range(days):
        clock.forward(1)
        sweep()
        sweep()
    assert sorted(lines(anna)) == met


def test_it_is_read_where_it_is_shown_and_one_line_alone(anna: Person, therese: Person) -> None:
    answered(anna, therese)
    for _day in range(15):
        clock.forward(1)
        sweep()
    client = signed_in(anna)
    shown = home(client)
    assert LATER in shown
    assert FIRST not in shown
    assert LATER not in home(client)


def test_it_goes_where_somebody_came_before_it_was_shown(anna: Person, therese: Person) -> None:
    answered(anna, therese)
    clock.forward(7)
    sweep()
    weeks.seen(participant_id=anna.account_id, today=clock.today())
    sweep()
    assert FIRST not in home(signed_in(anna))


def test_days_on_which_they_wait_for_us_are_not_counted(anna: Person) -> None:
    clock.forward(60)
    sweep()
    assert lines(anna) == []
    assert anna.enrolment.state == EnrolmentState.ACTIVE


def test_days_until_a_week_opens_are_not_counted(sol: Person, tom: Person) -> None:
    people.begin(sol)
    people.send_worksheet(sol, 1)
    desk.send(sol, tom)
    clock.forward(7)
    sweep()
    assert lines(sol) == []
    clock.forward(7)
    sweep()
    assert lines(sol) == ["quiet-first"]


def test_a_pause_stops_it(anna: Person, therese: Person) -> None:
    answered(anna, therese)
    weeks.pause(journey=anna.journey, by=anna.account_id)
    clock.forward(90)
    sweep()
    weeks.resume(journey=anna.journey, by=anna.account_id)
    sweep()
    assert lines(anna) == []
    assert anna.enrolment.state == EnrolmentState.ACTIVE


def rest(anna: Person, therese: Person) -> None:
    answered(anna, therese)
    clock.forward(28)
    sweep()


def test_after_four_weeks_the_place_rests_and_the_seat_is_free(
    anna: Person, therese: Person, tom: Person, programme: Program
) -> None:
    taken = admission.taken_places(programme)
    start(therese, tom)
    rest(anna, therese)
    assert anna.enrolment.state == EnrolmentState.RESTING
    assert assigned(anna) == []
    assert not CaseGrant.objects.standing(clock.today()).filter(participant=anna.account_id).exists()
    assert admission.taken_places(programme) == taken - 1
    assert desk.verbs(anna.account_id)[-1] == "programme.resting"
    assert anna.account_id not in {row.participant for row in unassigned(today=clock.today()).rows}
    assert anna.participant.alias not in therese.client.get("/staff/caseload/").content.decode()
    assert therese.client.get(f"/staff/case/{anna.account_id}/").status_code == 404


def test_it_rests_once(anna: Person, therese: Person) -> None:
    rest(anna, therese)
    sweep()
    assert desk.verbs(anna.account_id).count("programme.resting") == 1
    assert Pause.objects.filter(enrolment=anna.enrolment).count() == 1


def test_whoever_never_began_rests_too(sol: Person) -> None:
    clock.forward(28)
    sweep()
    assert sol.enrolment.state == EnrolmentState.RESTING
    client = signed_in(sol)
    client.post(BACK)
    assert sol.enrolment.state == EnrolmentState.INVITED
    assert "Week 1 is ready when you are." in home(client)


def test_not_while_an_alert_is_open(anna: Person, therese: Person) -> None:
    answered(anna, therese)
    alert_of(anna)
    clock.forward(40)
    sweep()
    assert anna.enrolment.state == EnrolmentState.ACTIVE


def test_not_while_an_answer_is_promised(anna: Person, therese: Person) -> None:
    answered(anna, therese)
    desk.ask(anna)
    clock.forward(40)
    sweep()
    assert anna.enrolment.state == EnrolmentState.ACTIVE


def test_home_has_one_button_and_coming_back_goes_on(anna: Person, therese: Person) -> None:
    answered(anna, therese)
    before = [(state.number, state.is_open) for state in anna.journey.states]
    clock.forward(28)
    sweep()
    client = signed_in(anna)
    shown = home(client)
    assert "Your place has been resting." in shown
    assert "A therapist has been found for you" not in shown
    assert "Come back" in shown
    assert LATER not in shown
    assert client.post(BACK).headers["Location"] == "/home/"
    assert anna.enrolment.state == EnrolmentState.ACTIVE
    assert [(state.number, state.is_open) for state in anna.journey.states] == before
    assert desk.verbs(anna.account_id)[-1] == "programme.come-back"
    sweep()
    assert anna.enrolment.state == EnrolmentState.ACTIVE


def test_the_same_therapist_has_it_again_where_there_is_room(anna: Person, therese: Person, tom: Person) -> None:
    rest(anna, therese)
    assert Account.objects.get(pk=tom.account_id).capacity > Account.objects.get(pk=therese.account_id).capacity
    signed_in(anna).post(BACK)
    assert assigned(anna) == [therese.account_id]
    assert therese.client.get(desk.letter_url(anna)).status_code == 200


def test_somebody_else_has_it_where_there_is_none(anna: Person, therese: Person, tom: Person) -> None:
    rest(anna, therese)
    Account.objects.filter(pk=therese.account_id).update(capacity=0)
    signed_in(anna).post(BACK)
    assert assigned(anna) == [tom.account_id]


def test_return_is_open_though_every_place_is_taken(anna: Person, therese: Person, programme: Program) -> None:
    rest(anna, therese)
    Account.objects.filter(pk=therese.account_id).update(capacity=0)
    Program.objects.filter(pk=programme.pk).update(places=0)
    signed_in(anna).post(BACK)
    assert anna.enrolment.state == EnrolmentState.ACTIVE
    assert anna.account_id in {row.participant for row in unassigned(today=clock.today()).rows}


def test_a_supervisor_assigns_where_the_programme_says_so(anna: Person, therese: Person, programme: Program) -> None:
    rest(anna, therese)
    Program.objects.filter(pk=programme.pk).update(assignment=Assignment.SUPERVISOR)
    signed_in(anna).post(BACK)
    assert assigned(anna) == []


def test_whoever_writes_has_come_back(anna: Person, therese: Person) -> None:
    rest(anna, therese)
    client = signed_in(anna)
    assert "Your place is resting." in client.get("/messages/").content.decode()
    client.post("/messages/", desk.form(client, "/messages/", text="I am back."))
    assert anna.enrolment.state == EnrolmentState.ACTIVE
    assert assigned(anna) == [therese.account_id]
    assert Promise.objects.filter(participant=anna.account_id, kept_on=None).count() == 1


def test_whoever_sends_a_worksheet_has_come_back(anna: Person, therese: Person) -> None:
    rest(anna, therese)
    client = signed_in(anna)
    desk.begin_worksheet(anna, 2, "A quiet week.")
    shown = client.get("/week/2/worksheet/review/")
    posted = {"base": shown.context["draft"].base, "form_key": str(shown.context["form_key"])}
    client.post("/week/2/worksheet/send/", posted)
    assert anna.enrolment.state == EnrolmentState.ACTIVE
    assert assigned(anna) == [therese.account_id]


def test_nothing_is_asked_and_nothing_told_meanwhile(anna: Person, therese: Person) -> None:
    rest(anna, therese)
    tasks.plan_notices()
    assert anna.journey.due(frozenset()) == []
    rows = OutboxRow.objects.filter(account_id=anna.account_id, done_on=None)
    assert not rows.exists()


def test_coming_back_is_a_button_and_nothing_else(anna: Person, therese: Person, stranger: Client) -> None:
    assert anna.client.get(BACK).status_code == 405
    assert stranger.post(BACK).status_code == 302
    assert therese.client.post(BACK).status_code == 404
    before = desk.verbs(anna.account_id)
    anna.client.post(BACK)
    assert desk.verbs(anna.account_id) == before


@pytest.mark.parametrize("number", [5, 50])
def test_it_reads_few_statements_for_any_number_of_people(number: int, programme: Program) -> None:
    crowd.participants(number, programme, joined_on=clock.today() - timedelta(days=10))
    with CaptureQueriesContext(connection) as counted:
        silence.watch()
    assert len(counted) <= 8
    assert OutboxRow.objects.filter(kind="quiet-first").count() == number
