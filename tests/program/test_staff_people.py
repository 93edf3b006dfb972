"""What is done to staff accounts: invited, given roles, suspended, invited again."""

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client

from program.actions import grants, staff
from program.models import Account, AuthenticatorDevice, CaseGrant, GrantKind, RecoveryCodeDevice, Role
from program.models.accounts import name_index
from tests.people import Person
from tests.program.staff_pages import ACCOUNT, CODE, SIGN_IN, everything_stored, sign_in, verbs
from vault import holders, supervision
from vault.errors import SealBroken
from vault.models import KeyPair


def test_invited_account_holds_nothing_readable(db: None) -> None:
    account, code = staff.invite(
        email="Kimberley.Lee@clinic.example",
        work_name="Kimberley Lee",
        roles=[Role.THERAPIST, Role.EDITOR],
        capacity=12,
        by="tests",
    )
    account.refresh_from_db()
    assert (account.email, account.work_name, account.capacity) == ("Kimberley.Lee@clinic.example", "Kimberley Lee", 12)
    assert account.has_role(Role.THERAPIST)
    assert account.has_role(Role.EDITOR)
    assert not account.has_role(Role.SUPERVISOR)
    stored = everything_stored()
    for secret in ["Kimberley", "kimberley.lee", "clinic.example", code, code.replace("-", "")]:
        assert secret.encode() not in stored
    assert verbs(account.pk) == ["staff.invited"]


def test_invitation_code_has_more_than_eighty_bits(db: None) -> None:
    codes = {staff.invite(email=f"{n}@clinic.example", work_name="Kim", roles=[], by="tests")[1] for n in range(5)}
    assert len(codes) == 5
    assert all([len(group) for group in code.split("-")] == [4, 4, 4, 4, 4] for code in codes)


def test_address_is_invited_once(therese: Person) -> None:
    with pytest.raises(staff.AlreadyInvited), transaction.atomic():
        staff.invite(email=therese.name.upper(), work_name="Another", roles=[Role.EDITOR], by="tests")


def test_passwords_are_in_no_row(therese: Person) -> None:
    assert therese.secret.encode() not in everything_stored()


def test_failed_invitation_leaves_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_more: object) -> str:
        raise RuntimeError

    monkeypatch.setattr(staff, "new_invitation", fail)
    with pytest.raises(RuntimeError):
        staff.invite(email="kim@clinic.example", work_name="Kim", roles=[], by="tests")
    assert not Account.objects.filter(name_index=name_index("staff", "kim@clinic.example")).exists()


# Roles


def test_roles_are_replaced(therese: Person) -> None:
    staff.set_roles(staff=therese.account, roles=[Role.EDITOR], by="tests")
    assert therese.account.has_role(Role.EDITOR)
    assert not therese.account.has_role(Role.THERAPIST)
    assert verbs(therese.account_id)[-1] == "staff.roles-set"


def test_who_works_in_the_studio_is_in_the_group_of_each_role(therese: Person, arne: Person) -> None:
    """Their rights in the studio come by these groups, and go with them."""
    assert {group.name for group in arne.account.groups.all()} == {"Editors", "Publishers"}
    staff.set_roles(staff=arne.account, roles=[Role.THERAPIST, Role.TRANSLATOR], by="tests")
    assert [group.name for group in arne.account.groups.all()] == ["Translators"]
    assert not Group.objects.get(name="Editors").user_set.exists()


def test_who_is_no_clinician_any_more_loses_the_cases(anna: Person, therese: Person) -> None:
    staff.set_roles(staff=therese.account, roles=[Role.EDITOR], by="tests")
    assert not CaseGrant.objects.filter(staff=therese.account, case_key__isnull=False).exists()


def test_supervision_ends_with_the_role(anna: Person, stina: Person) -> None:
    private = stina.private
    grants.open_with_reason(
        participant=anna.participant,
        by=stina.account,
        by_private=private,
        reason="Asked for help",
        today=anna.journey.today,
    )
    staff.set_roles(staff=stina.account, roles=[Role.THERAPIST], by="tests")
    assert not supervision.is_admitted(stina.account_id)
    assert not CaseGrant.objects.filter(kind=GrantKind.SUPERVISION, case_key__isnull=False).exists()
    with pytest.raises(supervision.NotAdmitted):
        supervision.supervision_key(by=private)


# Suspended


def test_suspended_colleague_is_out_at_once(anna: Person, therese: Person, stranger: Client) -> None:
    client = therese.client
    staff.suspend(staff=therese.account, by="tests")
    assert client.get(ACCOUNT).headers["Location"] == SIGN_IN
    assert "do not go together" in sign_in(stranger, therese).content.decode()
    assert not KeyPair.objects.filter(holder=therese.account_id).exists()
    assert not AuthenticatorDevice.objects.filter(user=therese.account).exists()
    assert not CaseGrant.objects.filter(staff=therese.account, case_key__isnull=False).exists()
    assert therese.account.work_name == "Therese"
    assert verbs(therese.account_id)[-1] == "staff.suspended"


def test_suspended_supervisor_opens_nothing(stina: Person) -> None:
    private = stina.private
    staff.suspend(staff=stina.account, by="tests")
    with pytest.raises(supervision.NotAdmitted):
        supervision.supervision_key(by=private)


# Invited again


def test_old_password_opens_nothing_after_a_new_invitation(anna: Person, therese: Person, stranger: Client) -> None:
    client, private = therese.client, therese.private
    grant = CaseGrant.objects.get(staff=therese.account)
    staff.new_recovery_codes(account=therese.account)
    code = staff.reinvite(staff=therese.account, by="tests")
    assert client.get(ACCOUNT).headers["Location"] == SIGN_IN
    assert "do not go together" in sign_in(stranger, therese).content.decode()
    assert not RecoveryCodeDevice.objects.filter(user=therese.account).exists()
    grant.refresh_from_db()
    assert grant.case_key is None
    assert grant.last_day is None
    with pytest.raises(SealBroken):
        holders.open_case_key(private=private, row=grant, field="case_key", case_id=anna.account_id)
    _account, new = staff.accept_invitation(email=therese.name, code=code, password="four quite new words")
    assert new.raw != private.raw
    assert verbs(therese.account_id)[-2:] == ["staff.reinvited", "staff.joined"]


def test_only_the_newest_invitation_works(therese: Person) -> None:
    first = staff.reinvite(staff=therese.account, by="tests")
    second = staff.reinvite(staff=therese.account, by="tests")
    with pytest.raises(staff.InvitationRefused):
        staff.accept_invitation(email=therese.name, code=first, password="four quite new words")
    staff.accept_invitation(email=therese.name, code=second, password="four quite new words")
    with pytest.raises(staff.InvitationRefused):
        staff.accept_invitation(email=therese.name, code=second, password="four quite new words")


def test_suspended_colleague_may_come_back_without_the_cases(anna: Person, therese: Person, stina: Person) -> None:
    staff.suspend(staff=therese.account, by="tests")
    code = staff.reinvite(staff=therese.account, by="tests")
    staff.accept_invitation(email=therese.name, code=code, password="four quite new words")
    assert therese.account.is_active
    assert staff.readmit(by_private=stina.private, by=stina.account, staff=therese.account) == 0


def test_authenticator_of_before_does_not_count(therese: Person, stranger: Client) -> None:
    code = staff.reinvite(staff=therese.account, by="tests")
    staff.accept_invitation(email=therese.name, code=code, password="four quite new words")
    assert sign_in(stranger, therese, password="four quite new words").headers["Location"] == CODE
    assert "has no authenticator" in stranger.get(CODE).content.decode()
