"""No grant, no key: who may read a case, from which day to which."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from program import clock
from program.actions import grants
from program.models import Account, CaseGrant, GrantKind, Notice, NoticeKind, Role
from tests import people
from tests.people import Person
from tests.program.staff_pages import everything_stored, verbs
from vault import holders, sealing
from vault.errors import SealBroken
from vault.models import KeyPair
from vault.supervision import NotAdmitted

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def cover(anna: Person, by: Person, to: Person, *, reason: str = "", last_day: date | None = None) -> CaseGrant:
    return grants.grant_case(
        participant=anna.participant,
        staff=to.account,
        kind=GrantKind.COVER,
        key=anna.case_key,
        by=by.account_id,
        today=TODAY,
        last_day=last_day,
        reason=reason,
    )


def test_grant_opens_the_case_to_its_holder_alone(anna: Person, therese: Person, tom: Person) -> None:
    grant = cover(anna, therese, tom)
    opened = holders.open_case_key(private=tom.private, row=grant, field="case_key", case_id=anna.account_id)
    assert opened == anna.case_key
    with pytest.raises(SealBroken):
        holders.open_case_key(private=therese.private, row=grant, field="case_key", case_id=anna.account_id)
    assert verbs(grant.pk) == ["grant.made"]


def test_reason_is_sealed_with_the_case_key(anna: Person, therese: Person, tom: Person) -> None:
    grant = cover(anna, therese, tom, reason="Therese is on leave until Monday")
    grant.refresh_from_db()
    assert sealing.open(anna.case_key, grant, "reason") == "Therese is on leave until Monday"
    assert b"on leave" not in everything_stored()


@pytest.mark.parametrize(
    ("day", "open_"), [(TODAY - DAY, False), (TODAY, True), (TODAY + 3 * DAY, True), (TODAY + 4 * DAY, False)]
)
def test_both_ends_belong_to_the_grant(anna: Person, therese: Person, tom: Person, day: date, open_: bool) -> None:
    grant = cover(anna, therese, tom, last_day=TODAY + 3 * DAY)
    assert CaseGrant.objects.in_force(day).filter(pk=grant.pk).exists() is open_


def test_ending_a_grant_deletes_its_key(anna: Person, therese: Person, tom: Person) -> None:
    grant = cover(anna, therese, tom)
    grants.end_grant(grant=grant, by=therese.account_id, today=TODAY + DAY)
    grant.refresh_from_db()
    assert grant.case_key is None
    assert grant.last_day == TODAY + DAY
    assert not CaseGrant.objects.in_force(TODAY + DAY).filter(pk=grant.pk).exists()
    with pytest.raises(SealBroken):
        holders.open_case_key(private=tom.private, row=grant, field="case_key", case_id=anna.account_id)
    grants.end_grant(grant=grant, by=therese.account_id, today=TODAY + 2 * DAY)
    grant.refresh_from_db()
    assert grant.last_day == TODAY + DAY
    assert verbs(grant.pk) == ["grant.made", "grant.ended"]


def test_ending_does_not_lengthen_a_grant(anna: Person, therese: Person, tom: Person) -> None:
    grant = cover(anna, therese, tom, last_day=TODAY)
    grants.end_grant(grant=grant, by=therese.account_id, today=TODAY + 9 * DAY)
    grant.refresh_from_db()
    assert grant.last_day == TODAY


def test_sweep_removes_the_keys_of_past_grants_only(anna: Person, therese: Person, tom: Person) -> None:
    past, last_day = cover(anna, therese, tom, last_day=TODAY), cover(anna, therese, tom, last_day=TODAY + DAY)
    assert grants.empty_past_keys(before=TODAY + DAY, today=TODAY + DAY) == 1
    assert CaseGrant.objects.get(pk=past.pk).case_key is None
    assert CaseGrant.objects.get(pk=last_day.pk).case_key is not None


def test_key_of_another_case_is_refused(anna: Person, sol: Person, therese: Person, tom: Person) -> None:
    with pytest.raises(ValueError, match="another case"):
        grants.grant_case(
            participant=anna.participant,
            staff=tom.account,
            kind=GrantKind.COVER,
            key=sol.case_key,
            by=therese.account_id,
            today=TODAY,
        )


def test_only_clinical_staff_hold_cases(anna: Person, sol: Person, therese: Person, arne: Person) -> None:
    for person in [sol, arne]:
        with pytest.raises(ValueError, match="Only active therapists"):
            cover(anna, therese, person)


def test_somebody_without_a_key_pair_gets_no_grant(anna: Person, therese: Person, tom: Person) -> None:
    holders.erase_holder(tom.account_id)
    with pytest.raises(KeyPair.DoesNotExist), transaction.atomic():
        cover(anna, therese, tom)
    assert not CaseGrant.objects.filter(staff=tom.account, participant=anna.participant).exists()


# Automatic assignment is in test_assignment.py; here a supervisor decides.


def test_supervisor_hands_a_case_over(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    grant = assign(anna, tom, stina)
    assert (
        holders.open_case_key(private=tom.private, row=grant, field="case_key", case_id=anna.account_id)
        == anna.case_key
    )
    standing = CaseGrant.objects.filter(participant=anna.participant, case_key__isnull=False)
    assert standing.get() == grant
    assert Notice.objects.filter(key=f"therapist:{grant.pk}", account_id=anna.account_id).count() == 1


def test_assigning_the_same_therapist_again_changes_nothing(anna: Person, therese: Person, stina: Person) -> None:
    before = CaseGrant.objects.get(participant=anna.participant)
    notices = Notice.objects.filter(kind=NoticeKind.THERAPIST).count()
    assert assign(anna, therese, stina) == before
    assert Notice.objects.filter(kind=NoticeKind.THERAPIST).count() == notices


def test_supervisor_may_assign_beyond_the_capacity(anna: Person, tom: Person, stina: Person) -> None:
    Account.objects.filter(pk=tom.account_id).update(capacity=0)
    assert assign(anna, tom, stina).staff == tom.account


def test_therapist_cannot_assign(anna: Person, tom: Person) -> None:
    with pytest.raises(NotAdmitted):
        assign(anna, tom, tom)


def test_failed_assignment_leaves_the_therapist_of_before(anna: Person, therese: Person, stina: Person) -> None:
    """All or nothing: a case is never left without anybody because the second half failed."""
    keyless = people.new_staff("kim@clinic.example", "Kim", Role.THERAPIST)
    holders.erase_holder(keyless.account_id)
    with pytest.raises(KeyPair.DoesNotExist):
        assign(anna, keyless, stina)
    assert CaseGrant.objects.in_force(clock.today()).get(participant=anna.participant).staff == therese.account


def test_database_allows_one_assigned_therapist(anna: Person, tom: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        grants.grant_case(
            participant=anna.participant,
            staff=tom.account,
            kind=GrantKind.ASSIGNED,
            key=anna.case_key,
            by=tom.account_id,
            today=TODAY,
        )


def test_supervisor_reads_a_case_today_and_says_why(anna: Person, stina: Person) -> None:
    grant = grants.open_with_reason(
        participant=anna.participant,
        by=stina.account,
        by_private=stina.private,
        reason="  Therese asked me to look at week 2 ",
        today=TODAY,
    )
    assert (grant.first_day, grant.last_day, grant.kind) == (TODAY, TODAY, GrantKind.SUPERVISION)
    assert sealing.open(anna.case_key, grant, "reason") == "Therese asked me to look at week 2"
    assert not CaseGrant.objects.in_force(TODAY + DAY).filter(pk=grant.pk).exists()
    assert verbs(grant.pk) == ["grant.made"]


@pytest.mark.parametrize("reason", ["", "   "])
def test_no_case_is_read_without_a_reason(anna: Person, stina: Person, reason: str) -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        grants.open_with_reason(
            participant=anna.participant, by=stina.account, by_private=stina.private, reason=reason, today=TODAY
        )


def test_therapist_cannot_read_another_case_with_a_reason(anna: Person, tom: Person) -> None:
    with pytest.raises(NotAdmitted):
        grants.open_with_reason(
            participant=anna.participant, by=tom.account, by_private=tom.private, reason="Curious", today=TODAY
        )


def assign(anna: Person, to: Person, by: Person) -> CaseGrant:
    return grants.assign(
        participant=anna.participant, staff=to.account, by=by.account, by_private=by.private, today=clock.today()
    )
