"""The team, as a supervisor sees it: who carries what, who lost a key, who may supervise."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import staff
from program.models import AuditEvent, CaseGrant, Role
from tests import people
from tests.people import Person
from vault import supervision

TEAM = "/staff/team/"
NEW = "four quite new words"


def page(person: Person) -> str:
    return person.client.get(TEAM).content.decode()


def post(person: Person, staff_id: object, do: str) -> str:
    return person.client.post(TEAM, {"staff": staff_id, "do": do}, follow=True).content.decode()


def lose_password(person: Person) -> None:
    code = staff.reinvite(staff=person.account, by="tests")
    staff.accept_invitation(email=person.name, code=code, password=NEW)


def test_it_shows_who_carries_what(anna: Person, therese: Person, stina: Person) -> None:
    shown = page(stina)
    assert "Therese" in shown
    assert "1 of 30" in shown
    assert "Stina" in shown


def test_editors_and_operators_are_not_in_it(stina: Person, arne: Person, olle: Person) -> None:
    assert "Arne" not in page(stina)
    assert "Olle" not in page(stina)


def test_a_therapist_with_a_new_key_gets_the_cases_back(anna: Person, therese: Person, stina: Person) -> None:
    lose_password(therese)
    assert "Open 1 case again" in page(stina)
    assert "Therese can read 1 case again." in post(stina, therese.account_id, "readmit")
    assert CaseGrant.objects.in_force(clock.today()).filter(staff=therese.account_id).count() == 1
    assert AuditEvent.objects.filter(verb="staff.readmitted", actor=str(stina.account_id)).count() == 1
    assert "case again" not in page(stina)


def test_somebody_who_has_not_signed_in_yet_waits(anna: Person, therese: Person, stina: Person) -> None:
    staff.reinvite(staff=therese.account, by="tests")
    assert "Has not signed in yet" in page(stina)
    assert stina.client.post(TEAM, {"staff": therese.account_id, "do": "readmit"}).status_code == 404


def test_a_new_supervisor_is_let_in(stina: Person) -> None:
    siri = people.new_staff("siri@clinic.example", "Siri", Role.SUPERVISOR)
    assert "Let in as a supervisor" in page(stina)
    assert "Siri can supervise now." in post(stina, siri.account_id, "admit")
    assert supervision.is_admitted(siri.account_id)
    assert "Let in as a supervisor" not in page(stina)


def test_a_supervisor_who_was_not_admitted_lets_nobody_in(stina: Person, therese: Person, anna: Person) -> None:
    siri = people.new_staff("siri@clinic.example", "Siri", Role.SUPERVISOR)
    lose_password(therese)
    for do, whom in (("admit", siri), ("readmit", therese)):
        assert "Another supervisor has to let you in first" in post(siri, whom.account_id, do)
    assert not supervision.is_admitted(siri.account_id)
    assert not CaseGrant.objects.in_force(clock.today()).exists()


@pytest.mark.parametrize("do", ["admit", "readmit"])
def test_only_clinical_colleagues_are_found(do: str, stina: Person, arne: Person, anna: Person) -> None:
    for staff_id in (arne.account_id, anna.account_id, uuid4()):
        assert stina.client.post(TEAM, {"staff": staff_id, "do": do}).status_code == 404


def test_a_therapist_is_not_let_in_as_a_supervisor(stina: Person, therese: Person) -> None:
    assert stina.client.post(TEAM, {"staff": therese.account_id, "do": "admit"}).status_code == 404
    assert not supervision.is_admitted(therese.account_id)


@pytest.mark.parametrize("fields", [{}, {"staff": "x", "do": "admit"}, {"do": "admit"}])
def test_bad_input_shows_the_page_again(fields: dict[str, str], stina: Person) -> None:
    assert stina.client.post(TEAM, fields).status_code == 200


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "olle"])
def test_it_is_for_supervisors_only(who: str, stina: Person, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(TEAM).status_code == 404
    assert client.post(TEAM, {"staff": stina.account_id, "do": "admit"}).status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(stina: Person, stranger: Client) -> None:
    assert stranger.get(TEAM).status_code == 302
    assert stina.unverified.get(TEAM).status_code == 302


def test_queries_do_not_grow_with_the_team(stina: Person, therese: Person) -> None:
    def queries() -> int:
        stina.client.get(TEAM)
        with CaptureQueriesContext(connection) as captured:
            stina.client.get(TEAM)
        return len(captured)

    before = queries()
    for number in range(3):
        people.new_staff(f"t{number}@clinic.example", f"T{number}", Role.THERAPIST)
    assert queries() == before
