"""Leaving the programme: the weeks stop, what was sent is answered, nothing is erased; and back on any day."""

import pytest
from django.test import Client

from program import tasks
from program.models import AuditEvent, CaseGrant, Enrolment, EnrolmentState, GrantKind, Pause
from tests import people
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import words

pytestmark = pytest.mark.django_db
PAGE = "/account/leave-programme/"
AGAIN = "/account/take-part-again/"


def reads(person: Person) -> bool:
    """Whether a therapist holds a key to this case."""
    return CaseGrant.objects.filter(participant_id=person.account_id, case_key__isnull=False).exists()


def test_what_happens_is_said_before(anna: Person) -> None:
    page = words(anna.client.get(PAGE))
    assert "stays for you to read" in page
    assert "come back on any day" in page
    assert anna.enrolment.state == EnrolmentState.ACTIVE


def test_what_was_sent_is_still_answered_and_then_nobody_reads(anna: Person, therese: Person) -> None:
    assert anna.client.post(PAGE)["Location"] == "/home/"
    assert anna.enrolment.state == EnrolmentState.WITHDRAWN
    assert reads(anna), "Her first letter is promised."
    tasks.close_cases()
    assert reads(anna)
    desk.send(anna, therese)
    tasks.close_cases()
    tasks.close_cases()
    assert not reads(anna)
    assert anna.enrolment.state == EnrolmentState.WITHDRAWN
    assert (anna.enrolment.seen_on, anna.enrolment.closes_on) == (None, None)
    assert anna.client.get("/week/1/letter/").status_code == 200


def test_nothing_being_open_the_therapist_reads_no_more_at_once(sol: Person, tom: Person) -> None:
    people.begin(sol)
    assert reads(sol)
    sol.client.post(PAGE)
    assert not reads(sol)
    assert tom.client.get(f"/staff/case/{sol.account_id}/").status_code == 404


def test_a_sign_in_after_it_leaves_no_day(sol: Person) -> None:
    people.begin(sol)
    sol.client.post(PAGE)
    Client().post("/sign-in/", {"name": sol.name, "passphrase": sol.secret})
    assert sol.enrolment.seen_on is None


@pytest.mark.parametrize("in_between", ["at once", "after the case was let go"])
def test_they_come_back_and_go_on_where_they_stopped(in_between: str, anna: Person, therese: Person) -> None:
    before = [(state.number, state.is_open) for state in anna.journey.states]
    if in_between != "at once":
        desk.send(anna, therese)
    anna.client.post(PAGE)
    assert reads(anna) == (in_between == "at once")
    for _ in range(2):
        assert anna.client.post(AGAIN)["Location"] == "/home/"
    assert [(state.number, state.is_open) for state in anna.journey.states] == before
    enrolment = anna.enrolment
    assert (enrolment.state, enrolment.ended_on, enrolment.closes_on) == (EnrolmentState.ACTIVE, None, None)
    assert not Pause.objects.filter(enrolment=enrolment, last_day=None).exists()
    grant = CaseGrant.objects.get(participant_id=anna.account_id, kind=GrantKind.ASSIGNED, case_key__isnull=False)
    assert grant.staff_id == therese.account_id
    assert AuditEvent.objects.filter(verb="programme.come-back").count() == 1


def test_out_of_a_pause_and_before_the_beginning(anna: Person, sol: Person) -> None:
    anna.client.post("/account/pause/")
    for person, state in ((anna, EnrolmentState.ACTIVE), (sol, EnrolmentState.INVITED)):
        person.client.post(PAGE)
        assert person.enrolment.state == EnrolmentState.WITHDRAWN
        person.client.post(AGAIN)
        assert person.enrolment.state == state


@pytest.mark.parametrize("state", [EnrolmentState.RESTING, EnrolmentState.COMPLETED, EnrolmentState.CLOSED])
def test_where_there_is_nothing_to_leave(state: EnrolmentState, anna: Person) -> None:
    Enrolment.objects.filter(pk=anna.enrolment.pk).update(state=state)
    assert PAGE not in anna.client.get("/account/").content.decode()
    assert anna.client.get(PAGE)["Location"] == "/account/"
    anna.client.post(PAGE)
    anna.client.post(AGAIN)
    assert anna.enrolment.state == state


def test_pressed_twice_it_is_done_once(anna: Person) -> None:
    for _ in range(2):
        assert anna.client.post(PAGE)["Location"] == "/home/"
    assert AuditEvent.objects.filter(verb="programme.left").count() == 1


def test_it_is_for_its_owner_only(therese: Person, stranger: Client, anna: Person) -> None:
    for path in (PAGE, AGAIN):
        assert therese.client.post(path).status_code == 404
        assert stranger.post(path)["Location"].startswith("/sign-in/")
    assert anna.client.get(AGAIN).status_code == 405
