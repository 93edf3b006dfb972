"""Who has no therapist, and giving them one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import grants, staff
from program.models import CaseGrant, Notice, NoticeKind, Program, Role
from tests import people
from tests.people import Person
from tests.therapist import crowd, desk

UNASSIGNED = "/staff/unassigned/"


@pytest.fixture
def nora(programme: Program) -> Person:
    """Joined while nobody had room."""
    Program.objects.update(assignment="supervisor")
    return people.new_participant("silent-meadow-55", programme)


def shown(person: Person) -> list[str]:
    return [row.alias for row in person.client.get(UNASSIGNED).context["page"].rows]


def post(person: Person, participant: Person, therapist: Person) -> str:
    fields = {"participant": participant.account_id, "therapist": therapist.account_id}
    return person.client.post(UNASSIGNED, fields, follow=True).content.decode()


def test_it_shows_who_has_nobody_and_who_has_room(nora: Person, therese: Person, stina: Person) -> None:
    page = stina.client.get(UNASSIGNED).content.decode()
    assert nora.participant.alias in page
    assert "Therese (0 of 30)" in page


def test_assigning_opens_the_case_and_tells_the_participant(nora: Person, therese: Person, stina: Person) -> None:
    assert therese.client.get(f"/staff/case/{nora.account_id}/").status_code == 404
    assert "is with Therese now." in post(stina, nora, therese)
    assert shown(stina) == []
    assert therese.client.get(f"/staff/case/{nora.account_id}/").status_code == 200
    assert Notice.objects.filter(account=nora.account_id, kind=NoticeKind.THERAPIST).count() == 1
    assert "grant.made" in desk.verbs(nora.account_id)


def test_assigning_twice_makes_one_grant(nora: Person, therese: Person, stina: Person) -> None:
    for _click in range(2):
        post(stina, nora, therese)
    assert CaseGrant.objects.in_force(clock.today()).filter(participant=nora.account_id).count() == 1


def test_whoever_has_a_therapist_is_not_in_it(anna: Person, stina: Person) -> None:
    assert shown(stina) == []
    assert "Everybody has a therapist." in stina.client.get(UNASSIGNED).content.decode()


def test_an_ended_assignment_brings_the_case_back_at_once(anna: Person, stina: Person) -> None:
    grants.end_grant(grant=CaseGrant.objects.get(), by="tests", today=clock.today())
    assert shown(stina) == [anna.participant.alias]


def test_a_case_whose_key_was_lost_waits_for_its_therapist(anna: Person, therese: Person, stina: Person) -> None:
    staff.reinvite(staff=therese.account, by="tests")
    assert shown(stina) == []


def test_the_longest_wait_is_first(nora: Person, stina: Person, programme: Program) -> None:
    older = crowd.participants(1, programme, joined_on=clock.today() - timedelta(days=9))[0]
    assert shown(stina) == [older.alias, nora.participant.alias]


def test_whoever_has_finished_is_not_in_it(nora: Person, stina: Person) -> None:
    enrolment = nora.enrolment
    enrolment.state = "withdrawn"
    enrolment.save()
    assert shown(stina) == []


def test_without_therapists_it_says_so(nora: Person, stina: Person) -> None:
    assert "No therapist can take a case yet." in stina.client.get(UNASSIGNED).content.decode()


def test_a_supervisor_who_was_not_admitted_is_told_what_to_do(nora: Person, therese: Person, stina: Person) -> None:
    siri = people.new_staff("siri@clinic.example", "Siri", Role.SUPERVISOR)
    assert "Another supervisor has to let you in first" in post(siri, nora, therese)
    assert shown(siri) == [nora.participant.alias]


def test_bad_input_changes_nothing(nora: Person, therese: Person, stina: Person, arne: Person) -> None:
    assert (
        "Please choose a therapist." in stina.client.post(UNASSIGNED, {"participant": nora.account_id}).content.decode()
    )
    for participant, therapist in (("x", "y"), (nora.account_id, uuid4()), (uuid4(), therese.account_id)):
        stina.client.post(UNASSIGNED, {"participant": participant, "therapist": therapist})
    assert (
        stina.client.post(UNASSIGNED, {"participant": nora.account_id, "therapist": arne.account_id}).status_code == 404
    )
    assert not CaseGrant.objects.exists()


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "olle"])
def test_it_is_for_supervisors_only(who: str, nora: Person, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(UNASSIGNED).status_code == 404
    assert client.post(UNASSIGNED, {"participant": nora.account_id}).status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(stina: Person, stranger: Client) -> None:
    assert stranger.get(UNASSIGNED).status_code == 302
    assert stina.unverified.get(UNASSIGNED).status_code == 302


def test_it_refuses_other_methods(stina: Person) -> None:
    assert stina.client.put(UNASSIGNED).status_code == 405


@pytest.mark.parametrize("number", [10, 300])
def test_queries_stay_few(number: int, stina: Person, therese: Person, programme: Program) -> None:
    crowd.participants(number, programme, joined_on=clock.today())
    client = stina.client
    client.get(UNASSIGNED)
    with CaptureQueriesContext(connection) as captured:
        client.get(UNASSIGNED)
    assert len(captured) <= 6
