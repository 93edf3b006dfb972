"""Holding the rules in force against an answer: called in the transaction that keeps the answer, before it ends.

What was answered is looked at in memory. What a rule finds is sealed into its alert, and is nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from program.actions.alerts import raise_alert
from program.alerting import Found, facts_of
from program.assessment import Occurrence
from program.journey import Journey
from program.models import Alert, Enrolment, MeasureFact
from vault import keyfile
from vault.sealing import CaseKey
from worksheets.contents import Contents, unseal
from worksheets.measures.instrument import Instrument
from worksheets.measures.scoring import Answers
from worksheets.models import MeasureResponse, Response
from worksheets.risk.evaluate import Finding, concerns, evaluate
from worksheets.risk.given import Given, GivenMeasure, GivenMessage, GivenSheet
from worksheets.risk.rule import RisesBy, Rule
from worksheets.rulebook import rules_in_force


@dataclass(frozen=True)
class Raised:
    """The alerts that stand because of one answer, the most pressing first, and where its writer is led.

    `leads_to` is the most pressing alert that shows its writer something; `asks`: the short questions come first.
    """

    alerts: tuple[Alert, ...] = ()
    leads_to: UUID | None = None
    asks: bool = False


NOTHING = Raised()


@dataclass(frozen=True)
class _Place:
    """Whose answer it is, and what names it: an alert is raised once for each rule and answer."""

    enrolment: Enrolment
    name: str
    source: str
    week: int | None
    key: CaseKey
    by: UUID

    def found(self, finding: Finding) -> Found:
        rule = finding.rule
        return Found(
            key=effect(self.name, rule),
            rule=rule.key,
            version=rule.version,
            title=_("%(title)s (the rule failed)") % {"title": rule.title} if finding.failed else rule.title,
            severity=finding.severity,
            door=rule.door,
            source=self.source,
            week=self.week,
            steps=rule.steps if finding.severity == rule.severity else (),
            within_hours=rule.act_within_hours if finding.severity == rule.severity else None,
            grading=rule.asks and not finding.failed,
            answer=_told(finding),
        )


def watch_sheet(*, journey: Journey, response: Response, contents: Contents, key: CaseKey, by: UUID) -> Raised:
    """A worksheet that is being sent, in plain."""
    place = _Place(
        enrolment=journey.enrolment,
        name=f"response:{response.pk}",
        source=_("Worksheet of week %(week)d") % {"week": response.week},
        week=response.week,
        key=key,
        by=by,
    )
    version = response.version
    return _watch(place, GivenSheet(version.key, version.questions, contents.answers))


def watch_measure(
    *, journey: Journey, fact: MeasureFact, instrument: Instrument, answers: Answers, key: CaseKey, by: UUID
) -> Raised:
    """A measure that is being answered, in plain. Reads what was answered before only where a rule compares."""
    place = _Place(
        enrolment=journey.enrolment,
        name=f"measure:{fact.pk}",
        source=instrument.title,
        week=fact.week or None,
        key=key,
        by=by,
    )
    rules = _concerned(place, GivenMeasure(instrument, answers))
    before = _answers_before(fact, key) if _compares_items(rules) else {}
    totals = _totals_before(fact) if any(not rule.source.item for rule in rules) else []
    return _raise(place, evaluate(rules, GivenMeasure(instrument, answers, totals, before)))


def watch_message(*, enrolment: Enrolment, message_id: UUID, text: str, key: CaseKey, by: UUID) -> Raised:
    """A message that is being sent, in plain."""
    place = _Place(enrolment, f"message:{message_id}", _("Message"), None, key, by)
    return _watch(place, GivenMessage(text))


def sheet_raised(*, enrolment: Enrolment, response: Response) -> Raised:
    """What stands open because of a worksheet that was sent already."""
    return raised_already(enrolment=enrolment, name=f"response:{response.pk}")


def measure_raised(*, enrolment: Enrolment, occurrence: Occurrence) -> Raised:
    """What stands open because of a measure that was answered already."""
    point, week, instrument = occurrence
    fact = MeasureFact.objects.filter(enrolment=enrolment, point=point, week=week, instrument=instrument).first()
    return raised_already(enrolment=enrolment, name=f"measure:{fact.pk}") if fact else NOTHING


def raised_already(*, enrolment: Enrolment, name: str) -> Raised:
    """What stands open because of an answer that was taken already, so that a second click leads to the same place.

    `name` is that of the answer: `response:`, `measure:` or `message:` and its id.
    """
    rules = {keyfile.index("alert", effect(name, rule)): rule for rule in rules_in_force(enrolment.program_id)}
    rows = Alert.objects.filter(participant_id=enrolment.participant_id, key__in=rules)
    standing = [(rules[row.key], row) for row in rows if row.is_open]
    standing.sort(key=lambda each: each[0].pressing)
    leading = [row for rule, row in standing if rule.participant_sees != "nothing"]
    if not leading:
        return Raised(tuple(row for _rule, row in standing))
    return Raised(tuple(row for _rule, row in standing), leading[0].pk, facts_of(leading[0]).grading)


def effect(name: str, rule: Rule) -> str:
    """Names what one rule finds in one answer."""
    return f"{name}:{rule.key}"


def _watch(place: _Place, given: Given) -> Raised:
    return _raise(place, evaluate(_concerned(place, given), given))


def _concerned(place: _Place, given: Given) -> list[Rule]:
    rules = rules_in_force(place.enrolment.program_id)
    return [rule for rule in rules if rule.active and concerns(rule, given)]


def _raise(place: _Place, findings: Iterable[Finding]) -> Raised:
    """The most pressing first, as they come. A failed rule is the desk's concern: it leads nobody anywhere."""
    alerts: list[Alert] = []
    leading: list[tuple[UUID, bool]] = []
    for finding in findings:
        found = place.found(finding)
        alert = raise_alert(
            participant=place.enrolment.participant,
            program=place.enrolment.program,
            found=found,
            key=place.key,
            by=place.by,
        )
        if alert is None:
            continue
        alerts.append(alert)
        if finding.rule.participant_sees != "nothing" and not finding.failed:
            leading.append((alert.pk, found.grading))
    leads_to, asks = leading[0] if leading else (None, False)
    return Raised(tuple(alerts), leads_to, asks)


def _told(finding: Finding) -> str:
    """What the desk reads: what was answered, and why the rule looks at it."""
    if finding.failed:
        failed = _(
            "This rule could not be held against the answer, so nobody knows whether it applies. Please read it."
        )
        return f"{failed}\n\n{finding.rule.told}".strip()
    return f"{finding.answer}\n\n{finding.rule.told}"


def _compares_items(rules: Iterable[Rule]) -> bool:
    return any(rule.source.item and isinstance(rule.condition, RisesBy) for rule in rules)


def _totals_before(fact: MeasureFact) -> list[float]:
    """Of the same version, oldest first."""
    rows = MeasureFact.objects.filter(
        enrolment_id=fact.enrolment_id, instrument=fact.instrument, version=fact.version, total__isnull=False
    ).exclude(pk=fact.pk)
    return [
        total for total in rows.order_by("answered_on", "week").values_list("total", flat=True) if total is not None
    ]


def _answers_before(fact: MeasureFact, key: CaseKey) -> Answers:
    """The answers of the last time, opened in memory; empty where there were none."""
    rows = MeasureResponse.objects.filter(
        fact__enrolment_id=fact.enrolment_id, fact__instrument=fact.instrument, fact__version=fact.version
    )
    last = rows.exclude(fact=fact).order_by("fact__answered_on", "fact__week").last()
    given = unseal(key, last).answers if last else {}
    return {link_id: answer["value"] if answer else None for link_id, answer in given.items()}
