"""Who has stopped answering: found from days alone, told once for each silence, and never of somebody on a break."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from program.actions import weeks
from program.alerting import facts_of
from program.assessment import Facts, Point
from program.choices import Severity
from program.models import Alert, AuditEvent, Enrolment, EnrolmentState, Pause, Program
from program.schedule import WeekState
from tests import people
from tests.people import Person
from tests.worksheets.measuring import answer_all
from tests.worksheets.test_watching import break_rule
from worksheets.access import measures_of
from worksheets.actions import silence
from worksheets.actions.measures import skip_measure
from worksheets.risk.silence import silent_since
from worksheets.tasks import raise_silent

DAY = date(2026, 3, 2)
WEEKLY = Point("weekly", "weekly", ("check",), tuple(range(1, 9)), window_days=5)
# Of each week: whether it was answered. It opens on a Monday, and can be answered until Friday.
ANSWERED = st.lists(st.booleans(), min_size=1, max_size=8)


@given(ANSWERED, st.integers(0, 80), st.integers(1, 4))
def test_it_counts_from_the_first_of_the_latest_that_nobody_answered(
    answered: list[bool], later: int, weeks_long: int
) -> None:
    opened = {week: DAY + timedelta(days=7 * (week - 1)) for week in range(1, len(answered) + 1)}
    today = DAY + timedelta(days=later)
    facts = Facts(
        [WEEKLY], [WeekState(week, is_open=True, opens_on=day) for week, day in opened.items()], started_on=DAY
    )
    settled = {("weekly", week, "check") for week in opened if answered[week - 1]}
    silent = silent_since(facts, settled, instrument="check", weeks=weeks_long, today=today)
    expected = None
    for week in sorted(opened, reverse=True):
        if answered[week - 1]:
            break
        if opened[week] + timedelta(days=5) <= today:
            expected = week
    if expected is not None and (today - opened[expected]).days < 7 * weeks_long:
        expected = None
    assert (silent.week if silent else None) == expected
    assert silent_since(facts, settled, instrument="another", weeks=weeks_long, today=today) is None


pytest_db = pytest.mark.django_db


@pytest.fixture
def silent(sol: Person) -> Person:
    """In week 4, whose questions wait: sent each worksheet, and never answered a check-in."""
    with people.days_ago(26):
        people.begin(sol)
    for week, ago in ((1, 24), (2, 17), (3, 10)):
        with people.days_ago(ago):
            people.send_worksheet(sol, week)
    return sol


def found(person: Person) -> list[Alert]:
    return list(Alert.objects.filter(participant_id=person.account_id).order_by("raised_on", "id"))


@pytest_db
def test_it_is_a_look_without_any_text(silent: Person) -> None:
    raise_silent()
    (alert,) = found(silent)
    facts = facts_of(alert)
    assert facts.source == "Your week"
    assert (facts.rule, facts.severity, facts.version) == ("check-in-silent", Severity.LOOK, 1)
    assert alert.answer is None
    assert AuditEvent.objects.filter(verb="alert.raised", case=str(silent.account_id), actor="system").count() == 1


@pytest_db
def test_it_is_told_once_for_each_silence(silent: Person) -> None:
    assert silence.raise_silent() == 1
    assert silence.raise_silent() == 0
    with people.days_ago(-7):
        silence.raise_silent()
    assert len(found(silent)) == 1


@pytest_db
def test_an_answer_ends_it(silent: Person) -> None:
    answer_all(silent, 1)
    assert silence.raise_silent() == 0


@pytest_db
def test_skipping_is_no_answer(silent: Person) -> None:
    journey = silent.journey
    for measure in measures_of(journey).due:
        skip_measure(journey=journey, asked=measure.asked, instrument=measure.instrument, by=silent.account_id)
    assert silence.raise_silent() == 1


@pytest_db
def test_whoever_is_stuck_in_a_week_is_not_asked_anew_and_is_silent(anna: Person) -> None:
    """Her worksheet of week 2 never comes, so no other week opens. She began eight days ago, and was asked then."""
    for ahead, expected in ((5, 0), (6, 1), (40, 1)):
        with people.days_ago(-ahead):
            silence.raise_silent()
            assert len(found(anna)) == expected, ahead


@pytest_db
def test_one_week_is_not_enough(anna: Person) -> None:
    assert silence.raise_silent() == 0


@pytest_db
def test_nobody_on_a_break(silent: Person) -> None:
    weeks.pause(journey=silent.journey, by=silent.account_id)
    assert silence.raise_silent() == 0


@pytest_db
def test_days_of_a_break_do_not_count(silent: Person) -> None:
    today = silent.journey.today
    Pause(enrolment=silent.enrolment, first_day=today - timedelta(26), last_day=today - timedelta(1)).save()
    assert silence.raise_silent() == 0


@pytest_db
@pytest.mark.parametrize("state", [EnrolmentState.COMPLETED, EnrolmentState.WITHDRAWN])
def test_nobody_who_has_finished_or_left(silent: Person, state: EnrolmentState) -> None:
    Enrolment.objects.filter(pk=silent.enrolment.pk).update(state=state)
    assert silence.raise_silent() == 0


@pytest_db
def test_a_rule_that_fails_says_so_once_a_day(
    silent: Person, programme: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_named: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(silence, "silent_since", fail)
    assert silence.raise_silent() >= 1
    assert silence.raise_silent() == 0
    (alert,) = found(silent)
    assert (facts_of(alert).severity, facts_of(alert).title) == (
        Severity.SOON,
        "The check-in was not answered for two weeks (the rule failed)",
    )
    assert programme.pk


@pytest_db
def test_without_a_rule_nobody_is_looked_for(silent: Person, programme: Program) -> None:
    break_rule(programme, "check-in-silent")
    assert silence.raise_silent() == 0


@pytest_db
def test_it_costs_the_same_for_many(
    silent: Person, anna: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    silence.raise_silent()
    with django_assert_max_num_queries(8):
        silence.raise_silent()
    assert anna.account_id
