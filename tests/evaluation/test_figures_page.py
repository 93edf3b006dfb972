"""The figures of a programme in the staff pages: counted by the database, small cells hidden, nobody named."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evaluation import queries, report
from program import clock
from program.actions import alerts
from program.choices import OutcomeKind, PromiseKind, Severity
from program.models import AuditEvent, Enrolment, MeasureFact, Participant, Program, Promise, Role, WeekFact
from tests import people
from tests.people import Person
from tests.program.alerts import alert_of
from tests.therapist import crowd
from worksheets.measures.registry import REGISTRY

FIGURES = "/staff/figures/"
DAY = timedelta(days=1)
READERS = ["stina", "lena"]


def some(number: int, program: Program) -> list[Participant]:
    return crowd.participants(number, program, joined_on=clock.today() - 40 * DAY)


def reached(rows: list[Participant], week: int, *, sent: int) -> None:
    """All of them opened it, the first `sent` handed in their worksheet."""
    today = clock.today()
    WeekFact.objects.bulk_create(
        WeekFact(
            enrolment=Enrolment.objects.get(participant=row),
            number=week,
            opened_on=today - 30 * DAY,
            submitted_on=today - 25 * DAY if place < sent else None,
        )
        for place, row in enumerate(rows)
    )


def answered(rows: list[Participant], week: int, total: float, instrument: str = "phq_9") -> None:
    MeasureFact.objects.bulk_create(
        MeasureFact(
            enrolment=Enrolment.objects.get(participant=row),
            point="weekly" if week else "baseline",
            week=week,
            instrument=instrument,
            version=REGISTRY[instrument].version,
            answered_on=clock.today() - (60 - 7 * week) * DAY,
            total=total,
            complete=True,
        )
        for row in rows
    )


def waited(rows: list[Participant], days: int | None, *, promised: int = 3) -> None:
    made = clock.today() - 30 * DAY
    Promise.objects.bulk_create(
        Promise(
            participant=row,
            kind=PromiseKind.LETTER,
            week=1,
            made_on=made,
            due_on=made + promised * DAY,
            kept_on=None if days is None else made + days * DAY,
        )
        for row in rows
    )


def page(person: Person) -> str:
    return re.sub(r"\s+", " ", person.client.get(FIGURES).content.decode())


def test_completion_is_counted_week_by_week(programme: Program, stina: Person) -> None:
    rows = some(20, programme)
    reached(rows, 1, sent=14)
    reached(rows[:14], 2, sent=7)
    found = report.counted(programme)
    assert [(week.number, week.opened, week.sent) for week in found.weeks] == [(1, 20, 14), (2, 14, 7)]
    assert found.begun == 20
    assert "Week 1" in page(stina)
    assert "70 %" in page(stina)


@pytest.mark.parametrize("instrument", ["phq_9", "who_5"])
def test_reliable_change_goes_by_the_direction_of_the_instrument(instrument: str, programme: Program) -> None:
    rows = some(15, programme)
    rule = REGISTRY[instrument].reliable_change
    assert rule is not None
    sign = 1 if REGISTRY[instrument].direction == "higher is worse" else -1
    answered(rows, 0, 50, instrument)
    answered(rows, 2, 50 + 99 * sign, instrument)  # in between, and not looked at
    answered(rows[:6], 4, 50 - rule.points * sign, instrument)
    answered(rows[6:11], 4, 50 + (rule.points - 1) * sign, instrument)
    answered(rows[11:], 4, 50 + rule.points * sign, instrument)
    [found] = report.counted(programme).changes
    assert (found.improved, found.same, found.worse) == (6, 5, 4)


def test_one_total_is_no_change(programme: Program) -> None:
    answered(some(6, programme), 0, 10)
    assert report.counted(programme).changes == []


def test_scores_come_with_how_many_they_are_of(programme: Program, stina: Person) -> None:
    rows = some(9, programme)
    answered(rows[:5], 0, 10)
    answered(rows[5:], 0, 19)
    answered(rows[:6], 4, 7)
    answered(rows[:4], 8, 3)
    answered(rows[:1], 12, 3)
    start, middle, end, one = report.counted(programme).scores
    assert (start.n, start.mean, start.week) == (9, 14.0, 0)
    assert start.spread == pytest.approx(4.74, abs=0.01)
    assert (middle.n, end.n, one.n, one.spread) == (6, 4, 1, 0)
    shown = page(stina)
    assert "14.0" in shown
    assert "chart" in shown
    assert not re.search(r"Week 8 \(weekly\)</th>\s*<td[^>]*>\s*<span[^>]*>[^<]*</span>\s*4\b", shown)


def test_waiting_time_and_what_was_kept(programme: Program, stina: Person) -> None:
    rows = some(30, programme)
    waited(rows[:10], 1)
    waited(rows[10:20], 3)
    waited(rows[20:25], 8)
    waited(rows[25:], None)
    counted = {(wait.days, wait.in_time): wait.n for wait in queries.waits(programme)}
    assert counted == {(1, True): 10, (3, True): 10, (8, False): 5, (None, False): 5}
    shown = page(stina)
    assert "3 days" in shown
    assert "8 days" in shown


def test_alerts_are_counted_by_severity_and_time(programme: Program, anna: Person, stina: Person) -> None:
    programme.smallest_cell = 2
    programme.save()
    for _ in range(3):
        alert = alert_of(anna)
        alerts.acknowledge(
            alert=alert, key=None, outcome=OutcomeKind.NOTHING, false_alarm=False, note="", by=stina.account
        )
    alert_of(anna, Severity.SOON)
    found = queries.alerts(programme, clock.today())
    assert sorted(each.severity for each in found) == ["soon", "urgent", "urgent", "urgent"]
    assert sum(each.is_in_time is True for each in found) == 3
    shown = page(stina)
    assert "Urgent" in shown
    assert "0 hours" in shown


def test_small_cells_are_hidden_by_the_threshold_of_the_programme(programme: Program, stina: Person) -> None:
    rows = some(20, programme)
    reached(rows, 1, sent=17)
    assert "<span>hidden</span>" in re.search(r"Week 1\b.*?</tr>", page(stina))[0]  # type: ignore[index]
    Program.objects.update(smallest_cell=3)
    assert "<span>hidden</span>" not in re.search(r"Week 1\b.*?</tr>", page(stina))[0]  # type: ignore[index]


def test_nobody_is_named_and_no_id_is_shown(programme: Program, anna: Person, stina: Person) -> None:
    rows = some(12, programme)
    reached(rows, 1, sent=12)
    shown = page(stina)
    for row in [*rows, anna.participant]:
        assert row.alias not in shown
        assert str(row.pk) not in shown
    assert "Therese" not in shown
    main = shown.split("<main", 1)[1]
    assert not [word for word in re.findall(r"[0-9a-f-]{36}", main) if UUID(word)]


@pytest.mark.parametrize("who", READERS)
def test_supervisors_and_the_lead_read_it_and_the_log_says_so(who: str, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    assert "Figures" in page(person)
    page(person)
    assert AuditEvent.objects.filter(verb="figures.read", actor=str(person.account_id)).count() == 1


def test_a_researcher_lands_here(programme: Program) -> None:
    rosa = people.new_staff("rosa@clinic.example", "Rosa", Role.RESEARCHER)
    assert rosa.client.get("/staff/sign-in/code/")["Location"] == FIGURES
    assert rosa.client.get(f"{FIGURES}eight-weeks/").status_code == 200


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "olle", "anna"])
def test_it_does_not_exist_for_others(who: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(FIGURES).status_code == 404
    assert client.get(f"{FIGURES}eight-weeks/").status_code == 404
    assert not AuditEvent.objects.filter(verb="figures.read").exists()


def test_it_is_closed_to_strangers_and_passwords_alone(stina: Person, stranger: Client) -> None:
    assert stranger.get(FIGURES).status_code == 302
    assert stina.unverified.get(FIGURES).status_code == 302


def test_it_refuses_other_methods_and_unknown_programmes(stina: Person) -> None:
    assert stina.client.post(FIGURES).status_code == 405
    assert stina.client.get(f"{FIGURES}nine-weeks/").status_code == 404


def test_each_programme_has_its_own(programme: Program, stina: Person) -> None:
    Program.objects.create(slug="another", title="Another programme")
    reached(some(9, programme), 1, sent=9)
    other = stina.client.get(f"{FIGURES}another/").content.decode()
    assert "Nobody has begun yet." in other
    assert "/staff/figures/eight-weeks/" in other


def test_queries_do_not_grow_with_people(programme: Program, stina: Person) -> None:
    def grow() -> None:
        rows = some(7, programme)
        reached(rows, 1, sent=5)
        for week, total in ((0, 12), (4, 5)):
            answered(rows, week, total)
        waited(rows, 2)

    def read() -> int:
        with CaptureQueriesContext(connection) as captured:
            stina.client.get(FIGURES)
        return len(captured)

    grow()
    read()
    before = read()
    for _ in range(4):
        grow()
    assert read() == before
    with CaptureQueriesContext(connection) as captured:
        report.counted(programme)
    assert len(captured) == 8
