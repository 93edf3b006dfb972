"""Cover: a colleague holds a grant for every case of a therapist, for some days."""

from datetime import timedelta

import pytest

from program import clock
from program.actions import grants, staff
from program.actions.cover import CoverRefused, Days, end_cover, start_cover
from program.alerting import Step
from program.choices import Duty
from program.cover import covers, covers_of
from program.models import AuditEvent, CaseGrant, GrantKind, Program, Role
from tests import people
from tests.people import Person
from tests.program.alerts import alert_of, put_on_duty
from tests.program.staff_pages import verbs
from vault import holders
from vault.supervision import NotAdmitted

DAY = timedelta(days=1)


def days(first: int = 0, last: int = 4) -> Days:
    return Days(clock.today() + first * DAY, clock.today() + last * DAY)


def start(away: Person, to: Person, by: Person | None = None, *, on: Days | None = None) -> int:
    by = by or away
    return start_cover(
        therapist=away.account,
        colleague=to.account,
        days=on or days(),
        by=by.account,
        by_private=by.private,
        today=clock.today(),
    )


def end(away: Person, to: Person, by: Person | None = None, *, on: Days | None = None) -> int:
    return end_cover(
        therapist_id=away.account_id,
        colleague_id=to.account_id,
        days=on or days(),
        by=(by or away).account,
        today=clock.today(),
    )


def cover_grants() -> list[CaseGrant]:
    return list(CaseGrant.objects.filter(kind=GrantKind.COVER).order_by("pk"))


@pytest.mark.parametrize("who", ["therese", "stina"])
def test_every_case_is_opened_to_the_colleague(
    who: str, anna: Person, therese: Person, tom: Person, stina: Person, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(who)
    assert start(therese, tom, by) == 1
    (grant,) = cover_grants()
    key = holders.open_case_key(private=tom.private, row=grant, field="case_key", case_id=anna.account_id)
    assert key == anna.case_key
    assert Days(grant.first_day, grant.last_day or clock.today()) == days()
    assert verbs(grant.pk) == ["grant.made"]
    event = AuditEvent.objects.get(verb="cover.started")
    assert (event.actor, event.subject) == (str(by.account_id), str(therese.account_id))
    assert event.detail["staff"] == str(tom.account_id)
    assert event.detail["cases"] == 1


def test_it_opens_on_its_first_day_and_shuts_after_its_last(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom, on=days(2, 4))
    toms = CaseGrant.objects.filter(staff=tom.account_id, participant=anna.account_id)
    force = {ahead: toms.in_force(clock.today() + ahead * DAY).exists() for ahead in (1, 2, 4, 5)}
    assert force == {1: False, 2: True, 4: True, 5: False}


def test_the_end_is_logged_once_though_nobody_ended_it(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    (grant,) = cover_grants()
    later = clock.today() + 5 * DAY
    assert [grants.empty_past_keys(before=later, today=later) for _sweep in range(2)] == [1, 0]
    grant.refresh_from_db()
    assert grant.case_key is None
    assert verbs(grant.pk) == ["grant.made", "grant.ended"]
    assert AuditEvent.objects.get(verb="grant.ended", subject=grant.pk).actor == "system"


def test_the_same_again_adds_nothing(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    assert start(therese, tom) == 0
    assert start(therese, tom, on=days(1, 2)) == 0
    assert len(cover_grants()) == 1
    assert AuditEvent.objects.filter(verb="cover.started").count() == 1


@pytest.mark.parametrize("on", [(0, 0), (4, 9), (2, 5)])
def test_two_covers_of_one_day_are_refused(
    on: tuple[int, int], anna: Person, therese: Person, tom: Person, stina: Person
) -> None:
    start(therese, tom)
    with pytest.raises(CoverRefused, match="overlap"):
        start(therese, stina, on=days(*on))
    assert len(cover_grants()) == 1
    assert start(therese, stina, on=days(5, 9)) == 1


def test_days_and_people_that_cannot_be_are_refused(anna: Person, therese: Person, tom: Person) -> None:
    for on in (days(-1, 3), days(3, 2)):
        with pytest.raises(ValueError, match="for days that are not over"):
            start(therese, tom, on=on)
    with pytest.raises(ValueError, match="somebody else"):
        start(therese, therese)
    assert not cover_grants()


def test_nobody_covers_no_case(therese: Person, programme: Program) -> None:
    kim = people.new_staff("kim@clinic.example", "Kim", Role.THERAPIST)
    with pytest.raises(CoverRefused, match="cases"):
        start(kim, therese)


def test_nobody_but_a_supervisor_does_it_for_others(anna: Person, therese: Person, tom: Person) -> None:
    with pytest.raises(NotAdmitted):
        start(therese, tom, tom)
    assert not cover_grants()


def test_a_supervisor_covers_for_somebody_who_lost_the_password(
    anna: Person, therese: Person, tom: Person, stina: Person
) -> None:
    staff.reinvite(staff=therese.account, by="tests")
    assert start(therese, tom, stina) == 1
    assert covers(clock.today())[0].therapist == therese.account_id


def test_it_ends_early(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    assert [end(therese, tom) for _click in range(2)] == [1, 0]
    (grant,) = cover_grants()
    assert (grant.case_key, grant.last_day) == (None, clock.today())
    assert covers(clock.today()) == []
    assert AuditEvent.objects.filter(verb="cover.ended", actor=str(therese.account_id)).count() == 1
    assert verbs(grant.pk) == ["grant.made", "grant.ended"]


def test_one_that_has_not_begun_is_called_off(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom, on=days(3, 6))
    assert end(therese, tom, on=days(3, 6)) == 1
    assert covers(clock.today()) == []
    assert not CaseGrant.objects.in_force(clock.today() + 3 * DAY).filter(staff=tom.account_id).exists()
    assert start(therese, tom, on=days(3, 6)) == 1


def test_whoever_comes_meanwhile_is_covered_too(anna: Person, therese: Person, tom: Person, programme: Program) -> None:
    start(therese, tom)
    staff.set_capacity(staff=tom.account, capacity=0, by="tests")
    kim = people.new_participant("silent-meadow-55", programme)
    assert CaseGrant.objects.get(participant=kim.account_id, kind=GrantKind.ASSIGNED).staff_id == therese.account_id
    grant = CaseGrant.objects.get(participant=kim.account_id, kind=GrantKind.COVER)
    opened = holders.open_case_key(private=tom.private, row=grant, field="case_key", case_id=kim.account_id)
    assert opened == kim.case_key
    (cover,) = covers_of(therese.account_id, clock.today())
    assert (cover.colleague, cover.cases, cover.lost) == (tom.account_id, 2, 0)


def test_a_case_that_goes_to_another_leaves_the_cover(
    anna: Person, therese: Person, tom: Person, stina: Person
) -> None:
    kim = people.new_staff("kim@clinic.example", "Kim", Role.THERAPIST)
    start(therese, tom)
    grants.assign(
        participant=anna.participant,
        staff=kim.account,
        by=stina.account,
        by_private=stina.private,
        today=clock.today(),
    )
    standing = CaseGrant.objects.standing(clock.today()).filter(participant=anna.account_id)
    assert [grant.staff_id for grant in standing] == [kim.account_id]


def test_a_case_assigned_anew_to_the_same_stays_covered(
    anna: Person, therese: Person, tom: Person, stina: Person
) -> None:
    start(therese, tom)
    CaseGrant.objects.filter(kind=GrantKind.ASSIGNED).update(case_key=None)
    for _click in range(2):
        grants.assign(
            participant=anna.participant,
            staff=therese.account,
            by=stina.account,
            by_private=stina.private,
            today=clock.today(),
        )
    (cover,) = covers(clock.today())
    assert (cover.therapist, cover.colleague, cover.cases) == (therese.account_id, tom.account_id, 1)


def test_cover_stays_when_nobody_has_the_case_any_more(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    staff.suspend(staff=therese.account, by="tests")
    (cover,) = covers(clock.today())
    assert (cover.therapist, cover.colleague) == (None, tom.account_id)
    assert CaseGrant.objects.in_force(clock.today()).filter(staff=tom.account_id, participant=anna.account_id).exists()


def test_a_lost_key_is_told_and_comes_back(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    start(therese, tom)
    staff.reinvite(staff=tom.account, by="tests")
    (cover,) = covers(clock.today())
    assert (cover.cases, cover.lost) == (1, 1)
    assert covers_of(therese.account_id, clock.today()) == []


def test_an_alert_goes_to_whoever_covers(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    alert = alert_of(anna, steps=[Step(0, Duty.THERAPIST)])
    assert [step.staff_id for step in alert.steps.all()] == [tom.account_id]


def test_an_alert_before_the_cover_goes_to_the_therapist(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom, on=days(1, 4))
    alert = alert_of(anna, steps=[Step(0, Duty.THERAPIST)])
    assert [step.staff_id for step in alert.steps.all()] == [therese.account_id]


def test_on_duty_one_keeps_the_case_of_an_alert_though_cover_ends(
    anna: Person, therese: Person, tom: Person, stina: Person
) -> None:
    start(therese, tom, on=days(0, 1))
    put_on_duty(tom, None, stina)
    alert_of(anna)
    toms = CaseGrant.objects.filter(staff=tom.account_id, participant=anna.account_id)
    assert toms.in_force(clock.today() + 3 * DAY).get().kind == GrantKind.DUTY
