"""Counts and means of a programme, made by the database: no row of any one person comes up, no id and no name.

A fixed number of statements, however many people take part. Alerts are the exception that is read row by row: what
they are about is under the server key. Only those of a year are read.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import (
    Avg,
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from evaluation.counts import AlertTime, ChangeCount, ScoreCount, Version, WaitCount, WeekCount
from program.alerting import facts_of, outcome_of
from program.models import Alert, Enrolment, MeasureFact, Program, Promise, WeekFact
from worksheets.measures.instrument import Instrument

ALERT_DAYS = 365
A_WHOLE = 1 - 1e-9
"""One, but for what dividing leaves: totals have few digits."""


def states(program: Program) -> Mapping[str, int]:
    """How many people stand where. One query, as each of those below."""
    return dict(Enrolment.objects.filter(program=program).order_by().values_list("state").annotate(Count("pk")))


def begun(program: Program) -> int:
    return Enrolment.objects.filter(program=program, started_on__isnull=False).count()


def weeks(program: Program) -> list[WeekCount]:
    rows = (
        WeekFact.objects.filter(enrolment__program=program)
        .order_by()
        .values("number")
        .annotate(opened=Count("pk"), sent=Count("submitted_on"))
        .order_by("number")
    )
    return [WeekCount(row["number"], row["opened"], row["sent"]) for row in rows]


def scores(program: Program) -> list[ScoreCount]:
    rows = (
        _totals(program)
        .values_list("instrument", "version", "point", "week")
        .annotate(n=Count("pk"), mean=Avg("total"), squares=Avg(F("total") * F("total")))
        .order_by("instrument", "version", "week", "point")
    )
    return [
        ScoreCount((key, version), point, week, n, mean, squares)
        for key, version, point, week, n, mean, squares in rows
    ]


def changes(program: Program, instruments: Mapping[Version, Instrument]) -> list[ChangeCount]:
    """From each person's first total to the newest, for every instrument that has a reliable change."""
    limits = _limits(instruments)
    if not limits:
        return []
    same = MeasureFact.objects.filter(
        enrolment=OuterRef("enrolment"), instrument=OuterRef("instrument"), version=OuterRef("version")
    ).exclude(total=None)
    oldest, newest = same.order_by("answered_on", "week", "pk"), same.order_by("-answered_on", "-week", "-pk")
    rows = (
        _totals(program)
        .alias(
            limit=Case(*limits, output_field=FloatField()),
            first_total=Subquery(oldest.values("total")[:1]),
            first_id=Subquery(oldest.values("pk")[:1]),
            newest_id=Subquery(newest.values("pk")[:1]),
        )
        .filter(pk=F("newest_id"), limit__isnull=False)
        .exclude(pk=F("first_id"))
        # Divided by the limit, which is below 0 where more is better: 1 and more is worse, -1 and less is better.
        .alias(moved=ExpressionWrapper((F("total") - F("first_total")) / F("limit"), FloatField()))
        .values_list("instrument", "version")
        .annotate(
            improved=Count("pk", filter=Q(moved__lte=-A_WHOLE)),
            worse=Count("pk", filter=Q(moved__gte=A_WHOLE)),
            n=Count("pk"),
        )
        .order_by("instrument", "version")
    )
    return [
        ChangeCount((key, version), improved, n - improved - worse, worse) for key, version, improved, worse, n in rows
    ]


def _limits(instruments: Mapping[Version, Instrument]) -> list[When]:
    """The points of a reliable change; below 0 where a higher total is better."""
    return [
        When(
            instrument=key,
            version=version,
            then=Value(float(found.reliable_change.points) * (1 if found.direction == "higher is worse" else -1)),
        )
        for (key, version), found in instruments.items()
        if found.reliable_change
    ]


def waits(program: Program) -> list[WaitCount]:
    """A histogram of whole days, which a median can be read from."""
    took = ExpressionWrapper(F("kept_on") - F("made_on"), DurationField())
    rows = (
        Promise.objects.filter(participant__enrolment__program=program)
        .order_by()
        .annotate(took=took, in_time=Case(When(kept_on__lte=F("due_on"), then=Value(1)), default=Value(0)))
        .values_list("kind", "took", "in_time")
        .annotate(n=Count("pk"))
    )
    return [WaitCount(kind, None if took is None else took.days, bool(in_time), n) for kind, took, in_time, n in rows]


def alerts(program: Program, today: date) -> list[AlertTime]:
    """Those of the last year, without whose they are and what they are about."""
    rows = Alert.objects.filter(
        participant__enrolment__program=program, raised_on__gt=today - timedelta(days=ALERT_DAYS)
    ).only("pk", "facts", "outcome")
    found = []
    for row in rows:
        facts, outcome = facts_of(row), outcome_of(row)
        at = outcome.at if outcome else None
        found.append(AlertTime(facts.severity, facts.raised_at, facts.act_by, at))
    return found


def _totals(program: Program) -> QuerySet[MeasureFact]:
    return MeasureFact.objects.filter(enrolment__program=program).exclude(total=None).order_by()
