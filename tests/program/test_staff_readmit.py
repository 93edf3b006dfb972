"""After a lost password a supervisor opens the cases again; a supervisor admits another."""

from datetime import timedelta

import pytest

from program import clock
from program.actions import grants, staff
from program.models import CaseGrant, GrantKind, Role
from tests import people
from tests.people import Person
from tests.program.staff_pages import verbs
from vault import holders, supervision
from vault.holders import PrivateKey
from vault.supervision import NotAdmitted

NEW = "four quite new words"


def lose_password(person: Person) -> PrivateKey:
    """Invited again and back, with a new key that opens nothing yet."""
    code = staff.reinvite(staff=person.account, by="tests")
    return staff.accept_invitation(email=person.name, code=code, password=NEW)[1]


def test_cases_open_again_to_the_new_key(anna: Person, therese: Person, stina: Person) -> None:
    case_key, private = anna.case_key, lose_password(therese)
    assert CaseGrant.objects.in_force(clock.today()).filter(staff=therese.account).count() == 0
    assert staff.readmit(by_private=stina.private, by=stina.account, staff=therese.account) == 1
    grant = CaseGrant.objects.in_force(clock.today()).get(staff=therese.account)
    assert holders.open_case_key(private=private, row=grant, field="case_key", case_id=anna.account_id) == case_key
    assert grant.kind == GrantKind.ASSIGNED
    assert "grant.sealed-again" in verbs(grant.pk)
    assert verbs(therese.account_id)[-1] == "staff.readmitted"


def test_cover_opens_again_with_its_last_day(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    cover = grants.grant_case(
        participant=anna.participant,
        staff=tom.account,
        kind=GrantKind.COVER,
        key=anna.case_key,
        by=therese.account_id,
        today=clock.today(),
        last_day=clock.today() + timedelta(days=7),
    )
    lose_password(tom)
    assert staff.readmit(by_private=stina.private, by=stina.account, staff=tom.account) == 1
    again = CaseGrant.objects.get(pk=cover.pk)
    assert again.case_key is not None
    assert again.last_day == cover.last_day


def test_case_that_went_on_elsewhere_stays_there(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    lose_password(therese)
    grants.assign(
        participant=anna.participant, staff=tom.account, by=stina.account, by_private=stina.private, today=clock.today()
    )
    assert staff.readmit(by_private=stina.private, by=stina.account, staff=therese.account) == 0
    assert CaseGrant.objects.in_force(clock.today()).get(participant=anna.participant).staff == tom.account


def test_ended_grants_do_not_come_back(anna: Person, therese: Person, stina: Person) -> None:
    grants.end_grant(grant=CaseGrant.objects.get(staff=therese.account), by="tests", today=clock.today())
    lose_password(therese)
    assert staff.readmit(by_private=stina.private, by=stina.account, staff=therese.account) == 0


def test_readmitting_twice_changes_nothing(anna: Person, therese: Person, stina: Person) -> None:
    lose_password(therese)
    staff.readmit(by_private=stina.private, by=stina.account, staff=therese.account)
    assert staff.readmit(by_private=stina.private, by=stina.account, staff=therese.account) == 0


def test_only_a_supervisor_readmits(anna: Person, therese: Person, tom: Person) -> None:
    lose_password(therese)
    with pytest.raises(NotAdmitted):
        staff.readmit(by_private=tom.private, by=tom.account, staff=therese.account)
    assert not CaseGrant.objects.filter(staff=therese.account, case_key__isnull=False).exists()


def test_invitation_comes_first(anna: Person, therese: Person, stina: Person) -> None:
    staff.reinvite(staff=therese.account, by="tests")
    with pytest.raises(staff.NoKeyPair):
        staff.readmit(by_private=stina.private, by=stina.account, staff=therese.account)


def test_supervisor_who_lost_the_password_is_admitted_by_another(stina: Person, programme: object) -> None:
    siri = people.new_staff("siri@clinic.example", "Siri", Role.SUPERVISOR)
    staff.admit_supervisor(by_private=stina.private, by=stina.account, staff=siri.account)
    assert "supervisor.admitted" in verbs(siri.account_id)
    private = lose_password(stina)
    with pytest.raises(NotAdmitted):
        supervision.supervision_key(by=private)
    staff.admit_supervisor(by_private=siri.private, by=siri.account, staff=stina.account)
    assert supervision.supervision_key(by=private).holder == supervision.SUPERVISION


def test_only_a_supervisor_admits(therese: Person, stina: Person) -> None:
    siri = people.new_staff("siri@clinic.example", "Siri", Role.SUPERVISOR)
    with pytest.raises(NotAdmitted):
        staff.admit_supervisor(by_private=therese.private, by=therese.account, staff=siri.account)
    with pytest.raises(ValueError, match="Only an active supervisor"):
        staff.admit_supervisor(by_private=stina.private, by=stina.account, staff=therese.account)
    assert not supervision.is_admitted(siri.account_id)
    assert not supervision.is_admitted(therese.account_id)
