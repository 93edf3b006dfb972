"""The sweep that finds people who have stopped answering. It holds no key, and reads days only: for a rule about one
item or question, a measure or worksheet that was sent counts as an answer here (see `unanswered`)."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from program import clock
from program.actions.alerts import raise_alert
from program.alerting import Found
from program.assessment import Occurrence
from program.audit.record import SYSTEM
from program.choices import Severity
from program.journey import Journey, assessment_facts, prefetched_journey, schedule_facts
from program.models import Alert, Enrolment, EnrolmentState, MeasureFact, Program
from vault import keyfile
from worksheets.queries import weeks_of_question, weeks_of_worksheet
from worksheets.risk.rule import Rule, UnansweredWeeks
from worksheets.risk.silence import silent_since, unsent_since
from worksheets.rulebook import instruments_of, rules_in_force

# What names a silence: the point that was asked at, or SHEET; and the week.
Silence = tuple[str, int]
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
        found += [(enrolment, one) for rule in rules for one in _swept(rule, journey, titles)]
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


def _swept(rule: Rule, journey: Journey, titles: Mapping[str, str]) -> Iterator[Found]:
    """`titles` are those of the measures, by key."""
    yield from silences(rule, journey, partial(_silence, rule, journey), partial(source_of, rule, titles))


def silences(
    rule: Rule, journey: Journey, look: Callable[[], Silence | None], source: Callable[[int | None], str]
) -> Iterator[Found]:
    """At most one: what `look` finds, in words. A rule that fails says so, once a day for each person: it is never
    silently false."""
    try:
        since = look()
    except Exception:  # noqa: BLE001 (whatever went wrong, a person has to look)
        severity = Severity.SOON if rule.severity == Severity.LOOK else rule.severity
        title = f"{rule.title} (the rule failed)"
        yield _named(rule, journey, f"failed:{journey.today}", source(None), title=title, severity=severity, week=None)
        return
    if since is not None:
        point, week = since
        yield _named(
            rule, journey, f"{point}:{week}", source(week), title=rule.title, severity=rule.severity, week=week or None
        )


def source_of(rule: Rule, titles: Mapping[str, str], week: int | None) -> str:
    """What was not answered, as staff know it."""
    if rule.source.measure:
        return titles.get(rule.source.measure, rule.source.measure)
    return _("Worksheet of week %(week)d") % {"week": week} if week else _("Worksheet")


def _silence(rule: Rule, journey: Journey) -> Silence | None:
    if not rule.source.measure:
        sent = {number for number, fact in journey.facts.items() if fact.submitted_on is not None}
        return sheet_silence(rule, journey, sent)
    facts = journey.enrolment.measure_facts.all()
    return measure_silence(rule, journey, {occurrence_of(fact) for fact in facts if not fact.skipped})


def measure_silence(
    rule: Rule, journey: Journey, answered: Collection[Occurrence], blank: Collection[Occurrence] = ()
) -> Silence | None:
    """For a rule about a measure or one item of it; `blank`: sent without this item, and not to be asked again."""
    since = silent_since(
        assessment_facts(journey),
        answered,
        instrument=rule.source.measure,
        weeks=_weeks(rule),
        today=journey.today,
        blank=blank,
    )
    return (since.point.key, since.week) if since else None


def occurrence_of(fact: MeasureFact) -> Occurrence:
    return fact.point, fact.week, fact.instrument


def _weeks(rule: Rule) -> int:
    if not isinstance(rule.condition, UnansweredWeeks):
        raise TypeError("Only silence is looked for here.")
    return rule.condition.weeks


def sheet_silence(rule: Rule, journey: Journey, answered: Collection[int]) -> Silence | None:
    """For a rule about a worksheet or one question of it: the first of the latest weeks that asked and were not
    answered, where that is long enough ago. Nobody has to take an extra week."""
    edition, source = journey.enrolment.edition_id, rule.source
    if source.question:
        asking = weeks_of_question(edition, source.worksheet, source.question)
    else:
        asking = weeks_of_worksheet(edition, source.worksheet)
    states = [state for state in journey.states if state.number in asking - journey.boosters]
    pauses = schedule_facts(journey).pauses
    week = unsent_since(states, pauses, answered, weeks=_weeks(rule), today=journey.today)
    return None if week is None else (SHEET, week)


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
