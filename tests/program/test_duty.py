"""The rota: who is on duty, and what is refused."""

from datetime import datetime, time, timedelta

import pytest

from program import clock, duty, watch
from program.actions import duty as actions
from program.actions.duty import ShiftRefused
from program.models import AuditEvent, ClosingDay, DutyShift, Program
from tests.people import Person
from tests.program.alerts import put_on_duty

DAY = timedelta(days=1)


@pytest.fixture
def program(programme: Program) -> Program:
    DutyShift.objects.all().delete()
    return programme


def shift(program: Program, person: Person, by: Person, **changes: object) -> DutyShift:
    today = clock.today(program.zone)
    usual = {"first_day": today, "last_day": today + 6 * DAY, "clinician": person.account, "deputy": None}
    return actions.set_shift(program=program, by=by.account, **{**usual, **changes})  # type: ignore[arg-type]


def test_shift_is_named_and_audited(program: Program, therese: Person, tom: Person, stina: Person) -> None:
    shift(program, therese, stina, deputy=tom.account)
    today = clock.today(program.zone)
    found = duty.on_duty(program, today)
    assert found is not None
    assert (found.clinician_id, found.deputy_id) == (therese.account_id, tom.account_id)
    assert AuditEvent.objects.filter(verb="duty.set", actor=str(stina.account_id)).count() == 1
    assert duty.on_duty(program, today + 7 * DAY) is None


def test_next_shift_answers_for_days_without_one(program: Program, therese: Person, stina: Person) -> None:
    today = clock.today(program.zone)
    shift(program, therese, stina, first_day=today + 5 * DAY, last_day=today + 9 * DAY)
    assert duty.on_duty(program, today) is not None
    assert duty.on_duty(program, today - 3 * DAY) is None


@pytest.mark.parametrize(
    ("reason", "first", "last"), [("order", 3, 2), ("overlap", 6, 9), ("overlap", -3, 0), ("overlap", 2, 3)]
)
def test_days_that_cannot_be_are_refused(
    reason: str, first: int, last: int, program: Program, therese: Person, stina: Person
) -> None:
    shift(program, therese, stina)
    today = clock.today(program.zone)
    with pytest.raises(ShiftRefused) as refused:
        shift(program, therese, stina, first_day=today + first * DAY, last_day=today + last * DAY)
    assert refused.value.args == (reason,)
    assert DutyShift.objects.count() == 1


def next_read(program: Program) -> datetime | None:
    now = clock.now().astimezone(program.zone)
    return watch.next_read(duty.rota(program, now.date()), now)


def is_watched(program: Program) -> bool:
    now = clock.now().astimezone(program.zone)
    return watch.is_watched(duty.rota(program, now.date()), now)


def test_only_clinical_staff_with_a_key_are_on_duty(
    program: Program, therese: Person, arne: Person, stina: Person
) -> None:
    for changes in ({"clinician": arne.account}, {"deputy": arne.account}):
        with pytest.raises(ShiftRefused) as refused:
            shift(program, therese, stina, **changes)
        assert refused.value.args == ("person",)
    with pytest.raises(ShiftRefused) as refused:
        shift(program, therese, stina, deputy=therese.account)
    assert refused.value.args == ("same",)


def test_shift_that_is_removed_leaves_nobody(program: Program, therese: Person, stina: Person) -> None:
    actions.remove_shift(shift=put_on_duty(therese, None, stina), by=stina.account)
    assert duty.on_duty(program, clock.today(program.zone)) is None
    assert next_read(program) is None
    assert AuditEvent.objects.filter(verb="duty.removed").exists()


def test_hours_decide_when_somebody_reads(program: Program, therese: Person, stina: Person) -> None:
    shift(program, therese, stina, last_day=clock.today(program.zone) + 60 * DAY)
    actions.set_hours(program=program, days=0b1111111, start=time(0), end=time(23, 59, 59), by=stina.account)
    assert is_watched(program)
    today = clock.today(program.zone)
    ClosingDay.objects.bulk_create(
        [ClosingDay(program=program, day=today), ClosingDay(program=program, day=today + DAY)]
    )
    assert not is_watched(program)
    reads = next_read(program)
    assert reads is not None
    assert reads.date() == today + 2 * DAY


@pytest.mark.parametrize(("days", "start", "end"), [(0, time(9), time(16)), (1, time(16), time(9))])
def test_hours_without_any_time_are_refused(days: int, start: time, end: time, program: Program, stina: Person) -> None:
    with pytest.raises(ValueError, match=r"duty|Duty"):
        actions.set_hours(program=program, days=days, start=start, end=end, by=stina.account)
