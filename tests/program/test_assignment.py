"""Automatic assignment: to the therapist with most room, never beyond anybody's capacity."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from program.actions import grants
from program.choices import Continent
from program.models import (
    Account,
    AccountKind,
    Assignment,
    CaseGrant,
    Notice,
    NoticeKind,
    Participant,
    Program,
)
from program.queries import rooms
from vault import holders
from vault.sealing import CaseKey

TODAY = date(2026, 3, 2)


def therapist(number: int, capacity: int, *, role: str = "is_therapist", active: bool = True) -> Account:
    account = Account.objects.create(
        id=UUID(int=number + 1),
        kind=AccountKind.STAFF,
        name_index=f"staff-{number}",
        capacity=capacity,
        is_active=active,
    )
    setattr(account, role, True)
    account.save()
    holders.new_pair(holder=account.pk, kind="staff")
    return account


def newcomer() -> Participant:
    account = Account.objects.create(kind=AccountKind.PARTICIPANT, name_index=str(uuid4()))
    return Participant.objects.create(account=account, alias=str(uuid4()), continent=Continent.UNSAID, adult=True)


def assign(program: Program, participant: Participant | None = None) -> Account | None:
    person = participant or newcomer()
    return grants.assign_automatically(participant=person, program=program, key=CaseKey.new(person.pk), today=TODAY)


@pytest.fixture
def clinic(db: None) -> Program:
    return Program.objects.create(slug="clinic", title="Clinic")


@pytest.mark.slow
@given(
    capacities=st.lists(st.integers(min_value=0, max_value=4), min_size=0, max_size=4),
    ended=st.sets(st.integers(min_value=0, max_value=15)),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_always_the_therapist_with_most_room(clinic: Program, capacities: list[int], ended: set[int]) -> None:
    """Compared with a plain count in memory, while grants end in between."""
    with transaction.atomic():
        compare(clinic, capacities, ended)
        transaction.set_rollback(True)


def compare(clinic: Program, capacities: list[int], ended: set[int]) -> None:
    staff = [therapist(number, capacity) for number, capacity in enumerate(capacities)]
    load = {account.pk: 0 for account in staff}
    for arrival in range(sum(capacities) + 2):
        with_room = [account for account in staff if load[account.pk] < account.capacity]
        expected = min(with_room, key=lambda each: (load[each.pk] - each.capacity, str(each.pk)), default=None)
        chosen = assign(clinic)
        assert chosen == expected
        if chosen is None:
            continue
        load[chosen.pk] += 1
        assert load[chosen.pk] <= chosen.capacity
        if arrival in ended:
            newest = CaseGrant.objects.filter(staff=chosen, case_key__isnull=False).latest("pk")
            grants.end_grant(grant=newest, by="tests", today=TODAY)
            load[chosen.pk] -= 1
    assert {room.therapist.pk: room.load for room in rooms(TODAY)} == load


def test_participant_is_told_once(clinic: Program) -> None:
    therapist(0, 5)
    person = newcomer()
    assign(clinic, person)
    notice = Notice.objects.get(account_id=person.pk)
    assert (notice.kind, notice.on_day, notice.read) == (NoticeKind.THERAPIST, TODAY, False)


def test_nobody_is_assigned_where_a_supervisor_decides(clinic: Program) -> None:
    therapist(0, 5)
    clinic.assignment = Assignment.SUPERVISOR
    assert assign(clinic) is None
    assert not CaseGrant.objects.exists()


def test_case_waits_where_nobody_has_room(clinic: Program) -> None:
    therapist(0, 1)
    assert assign(clinic) is not None
    assert assign(clinic) is None
    assert CaseGrant.objects.count() == Notice.objects.count() == 1


def test_only_active_therapists_with_a_key_are_asked(clinic: Program) -> None:
    therapist(0, 5, active=False)
    therapist(1, 5, role="is_supervisor")
    keyless = therapist(2, 5)
    holders.erase_holder(keyless.pk)
    assert assign(clinic) is None
    assert rooms(TODAY) == []


def test_case_whose_key_was_lost_still_weighs(clinic: Program) -> None:
    """Or a therapist back from a lost password would get new cases on top of those that wait to be opened again."""
    therapist(0, 1)
    assign(clinic)
    CaseGrant.objects.update(case_key=None)
    assert assign(clinic) is None


@pytest.mark.parametrize(("days", "load"), [(-1, 0), (0, 1), (1, 1)])
def test_case_weighs_to_its_last_day(clinic: Program, days: int, load: int) -> None:
    therapist(0, 2)
    assign(clinic)
    CaseGrant.objects.update(last_day=TODAY + timedelta(days=days))
    assert rooms(TODAY)[0].load == load


def test_two_queries_whatever_the_size(clinic: Program, django_assert_num_queries: object) -> None:
    for number in range(6):
        therapist(number, 3)
    for _ in range(4):
        assign(clinic)
    with django_assert_num_queries(2):  # type: ignore[operator]
        rooms(TODAY)
