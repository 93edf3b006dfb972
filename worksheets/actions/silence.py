"""The sweep that finds people who have stopped answering. It holds no key, and reads days only."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from program import clock
from program.actions.alerts import raise_alert
from program.alerting import Found
from program.audit.record import SYSTEM
from program.choices import Severity
from program.journey import Journey, assessment_facts, prefetched_journey, schedule_facts
from program.models import Alert, Enrolment, EnrolmentState, Program
from vault import keyfile
from worksheets.queries import weeks_of_worksheet
from worksheets.risk.rule import Rule, UnansweredWeeks
from worksheets.risk.silence import silent_since, unsent_since
from worksheets.rulebook import instruments_of, rules_in_force

CHUNK = 500
SHEET = "worksheet"


def raise_silent() -> int:
    """Raise an alert for everybody who is active and silent, once for each silence; how many were new.

    Nobody on a break, and nobody who has finished or left. A few statements for each program, and for each CHUNK of
    people; more only for those who are silent.
    """
    return sum(_raise_in(program) for program in Program.objects.order_by("pk"))


def _raise_in(program: Program) -> int:
    rules = [rule for rule in rules_in_force(program.pk) if rule.active and isinstance(rule.condition, UnansweredWeeks)]
    if not rules:
        return 0
    today = clock.today(program.zone)
    titles = {key: instrument.title for key, instrument in instruments_of(rules).items()}
    found: list[tuple[Enrolment, Found]] = []
    for enrolment in _active(program):
        journey = prefetched_journey(enrolment, today)
        found += [(enrolment, one) for rule in rules for one in _found(rule, journey, titles)]
    known = _raised_before([one.key for _enrolment, one in found])
    return sum(_raise(enrolment, one) for enrolment, one in found if one.key not in known)


@transaction.atomic
def _raise(enrolment: Enrolment, found: Found) -> bool:
    """False where another sweep was quicker, or where the person paused, finished or left meanwhile."""
    active = Enrolment.objects.select_for_update().filter(pk=enrolment.pk, state=EnrolmentState.ACTIVE)
    if not active.exists():
        return False
    return (
        raise_alert(participant=enrolment.participant, program=enrolment.program, found=found, key=None, by=SYSTEM)
        is not None
    )


def _found(rule: Rule, journey: Journey, titles: Mapping[str, str]) -> Iterator[Found]:
    """At most one; `titles` are those of the measures, by key.

    A rule that fails says so, once a day for each person: it is never silently false.
    """
    try:
        since = _silence(rule, journey)
    except Exception:  # noqa: BLE001 (whatever went wrong, a person has to look)
        severity = Severity.SOON if rule.severity == Severity.LOOK else rule.severity
        title = f"{rule.title} (the rule failed)"
        named = _source(rule, None, titles)
        yield _named(rule, journey, f"failed:{journey.today}", named, title=title, severity=severity, week=None)
        return
    if since is not None:
        point, week = since
        named = _source(rule, week, titles)
        yield _named(
            rule, journey, f"{point}:{week}", named, title=rule.title, severity=rule.severity, week=week or None
        )


def _source(rule: Rule, week: int | None, titles: Mapping[str, str]) -> str:
    """What was not answered, as staff know it."""
    if rule.source.measure:
        return titles.get(rule.source.measure, rule.source.measure)
    return _("Worksheet of week %(week)d") % {"week": week} if week else _("Worksheet")


def _silence(rule: Rule, journey: Journey) -> tuple[str, int] | None:
    """What names the silence: the point that was asked at, or SHEET; and the week."""
    if not isinstance(rule.condition, UnansweredWeeks):
        raise TypeError("Only silence is found by a sweep.")
    if rule.source.is_whole_sheet:
        week = _unsent(rule.source.worksheet, rule.condition.weeks, journey)
        return None if week is None else (SHEET, week)
    facts = journey.enrolment.measure_facts.all()
    since = silent_since(
        assessment_facts(journey),
        {(fact.point, fact.week, fact.instrument) for fact in facts if not fact.skipped},
        instrument=rule.source.measure,
        weeks=rule.condition.weeks,
        today=journey.today,
    )
    return (since.point.key, since.week) if since else None


def _unsent(key: str, weeks: int, journey: Journey) -> int | None:
    """Days only: what is in a worksheet is sealed, and a sweep holds no key."""
    facts, asking = schedule_facts(journey), weeks_of_worksheet(journey.enrolment.edition_id, key) - journey.boosters
    return unsent_since(
        [state for state in journey.states if state.number in asking],
        facts.pauses,
        {number for number, fact in journey.facts.items() if fact.submitted_on is not None},
        weeks=weeks,
        today=journey.today,
    )


def _named(
    rule: Rule, journey: Journey, period: str, source: str, *, title: str, severity: Severity, week: int | None
) -> Found:
    return Found(
        key=f"silence:{journey.enrolment.pk}:{rule.key}:{period}",
        rule=rule.key,
        version=rule.version,
        title=title,
        severity=severity,
        door=rule.door,
        source=source,
        week=week,
        steps=rule.steps,
        within_hours=rule.act_within_hours,
    )


def _active(program: Program) -> Iterator[Enrolment]:
    """Keyset chunks, each with pauses, weeks and answers."""
    rows = (
        Enrolment.objects.filter(program=program, state=EnrolmentState.ACTIVE)
        .select_related("program", "participant")
        .prefetch_related("pauses", "week_facts", "measure_facts")
        .order_by("pk")
    )
    last: UUID | None = None
    while chunk := list((rows if last is None else rows.filter(pk__gt=last))[:CHUNK]):
        yield from chunk
        last = chunk[-1].pk


def _raised_before(keys: list[str]) -> set[str]:
    """Those of these effects that stand already."""
    hashed = {keyfile.index("alert", key): key for key in keys}
    known: set[str] = set()
    names = list(hashed)
    for start in range(0, len(names), CHUNK):
        rows = Alert.objects.filter(key__in=names[start : start + CHUNK])
        known |= {hashed[key] for key in rows.values_list("key", flat=True)}
    return known
