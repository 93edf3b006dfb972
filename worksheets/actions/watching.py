"""Holding the rules in force against an answer: called in the transaction that keeps the answer, before it ends.

What was answered is looked at in memory. What a rule finds is sealed into its alert, and is nowhere else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from program.actions.alerts import raise_alert
from program.alerting import Found, facts_of
from program.assessment import Occurrence
from program.journey import Journey
from program.models import Alert, Enrolment, MeasureFact
from vault import keyfile
from vault.sealing import CaseKey
from worksheets.actions import unanswered
from worksheets.actions.sent_before import alerts_repeated, effect, name_of, other_weeks, sent_before
from worksheets.contents import Contents, unseal
from worksheets.measures.instrument import Instrument
from worksheets.measures.scoring import Answers
from worksheets.models import MeasureResponse, Response
from worksheets.risk.evaluate import Finding, concerns, evaluate
from worksheets.risk.given import Given, GivenMeasure, GivenMessage, GivenSheet
from worksheets.risk.rule import FallsBy, RisesBy, Rule
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
            key=effect(self.name, rule.key),
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
    """A worksheet that is being sent, in plain. What was sent before is read, in one statement, only where a rule
    compares, or where this corrects what was sent: then what it merely repeats raises no second alert. A question that
    was left blank for weeks raises its alert beside these, and leads nobody anywhere."""
    place = _Place(
        enrolment=journey.enrolment,
        name=name_of(response.pk),
        source=_("Worksheet of week %(week)d") % {"week": response.week},
        week=response.week,
        key=key,
        by=by,
    )
    version = response.version
    given = GivenSheet(version.key, version.questions, contents.answers, response.week)
    active = [rule for rule in rules_in_force(place.enrolment.program_id) if rule.active]
    rules, blank = [rule for rule in active if concerns(rule, given)], unanswered.left_blank(active, given)
    looks_back = bool(blank) or _compares(rules)
    rows = sent_before(response) if response.number > 1 or looks_back else []
    others = other_weeks(rows, response, key) if looks_back else []
    given = replace(given, earlier=None if others is None else [each for each in others if each.week < response.week])
    findings = evaluate(rules, given)
    raised = _raise(place, findings, alerts_repeated(findings, given, rows, response, key))
    unanswered.raise_questions(journey=journey, rules=blank, given=given, others=others, key=key, by=by)
    return raised


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
    active = [rule for rule in rules_in_force(place.enrolment.program_id) if rule.active]
    rules = [rule for rule in active if concerns(rule, GivenMeasure(instrument, answers))]
    compares = _compares([rule for rule in rules if rule.source.item])
    first, before = _answers_before(fact, key) if compares else ({}, {})
    totals = _totals_before(fact) if any(not rule.source.item for rule in rules) else []
    raised = _raise(place, evaluate(rules, GivenMeasure(instrument, answers, totals, before, first)))
    unanswered.raise_items(journey=journey, rules=active, instrument=instrument, answers=answers, key=key, by=by)
    return raised


def watch_message(*, enrolment: Enrolment, message_id: UUID, text: str, key: CaseKey, by: UUID) -> Raised:
    """A message that is being sent, in plain."""
    place = _Place(enrolment, f"message:{message_id}", _("Message"), None, key, by)
    return _watch(place, GivenMessage(text))


def sheet_raised(*, enrolment: Enrolment, response: Response) -> Raised:
    """What stands open because of a worksheet that was sent already, or of the versions that it corrects."""
    versions = Response.objects.filter(participant_id=response.participant_id, week=response.week)
    earlier = versions.filter(number__lt=response.number).values_list("pk", flat=True) if response.number > 1 else []
    return raised_already(enrolment=enrolment, names=[name_of(pk) for pk in (response.pk, *earlier)])


def measure_raised(*, enrolment: Enrolment, occurrence: Occurrence) -> Raised:
    """What stands open because of a measure that was answered already."""
    point, week, instrument = occurrence
    fact = MeasureFact.objects.filter(enrolment=enrolment, point=point, week=week, instrument=instrument).first()
    return raised_already(enrolment=enrolment, names=[f"measure:{fact.pk}"]) if fact else NOTHING


def raised_already(*, enrolment: Enrolment, names: Sequence[str]) -> Raised:
    """What stands open because of an answer that was taken already, so that a second click leads to the same place.

    `names` are those of the answer: `response:`, `measure:` or `message:` and its id.
    """
    rules = {
        keyfile.index("alert", effect(name, rule.key)): rule
        for rule in rules_in_force(enrolment.program_id)
        for name in names
    }
    rows = Alert.objects.filter(participant_id=enrolment.participant_id, key__in=rules)
    standing = [(rules[row.key], row) for row in rows if row.is_open]
    standing.sort(key=lambda each: each[0].pressing)
    leading = [row for rule, row in standing if rule.participant_sees != "nothing"]
    if not leading:
        return Raised(tuple(row for _rule, row in standing))
    return Raised(tuple(row for _rule, row in standing), leading[0].pk, facts_of(leading[0]).grading)


def _watch(place: _Place, given: Given) -> Raised:
    return _raise(place, evaluate(_concerned(place, given), given))


def _concerned(place: _Place, given: Given) -> list[Rule]:
    rules = rules_in_force(place.enrolment.program_id)
    return [rule for rule in rules if rule.active and concerns(rule, given)]


def _raise(place: _Place, findings: Iterable[Finding], repeated: Mapping[str, Alert] | None = None) -> Raised:
    """The most pressing first, as they come. A failed rule is the desk's concern: it leads nobody anywhere.

    What is `repeated` stands already, and leads to the same place as it did.
    """
    alerts: list[Alert] = []
    leading: list[tuple[UUID, bool]] = []
    for finding in findings:
        standing = (repeated or {}).get(finding.rule.key)
        alert = standing or _raise_one(place, finding)
        if alert is None:
            continue
        alerts.append(alert)
        if finding.rule.participant_sees != "nothing" and not finding.failed:
            leading.append((alert.pk, facts_of(alert).grading))
    leads_to, asks = leading[0] if leading else (None, False)
    return Raised(tuple(alerts), leads_to, asks)


def _raise_one(place: _Place, finding: Finding) -> Alert | None:
    return raise_alert(
        participant=place.enrolment.participant,
        program=place.enrolment.program,
        found=place.found(finding),
        key=place.key,
        by=place.by,
    )


def _told(finding: Finding) -> str:
    """What the desk reads: what was answered, and why the rule looks at it."""
    if finding.failed:
        failed = _(
            "This rule could not be held against the answer, so nobody knows whether it applies. Please read it."
        )
        return f"{failed}\n\n{finding.rule.told}".strip()
    return f"{finding.answer}\n\n{finding.rule.told}"


def _compares(rules: Iterable[Rule]) -> bool:
    return any(isinstance(rule.condition, RisesBy | FallsBy) for rule in rules)


def _totals_before(fact: MeasureFact) -> list[float]:
    """Of the same version, oldest first."""
    rows = MeasureFact.objects.filter(
        enrolment_id=fact.enrolment_id, instrument=fact.instrument, version=fact.version, total__isnull=False
    ).exclude(pk=fact.pk)
    return [
        total for total in rows.order_by("answered_on", "week").values_list("total", flat=True) if total is not None
    ]


def _answers_before(fact: MeasureFact, key: CaseKey) -> tuple[Answers, Answers]:
    """The answers of the first and of the last time, opened in memory; empty where there were none."""
    rows = MeasureResponse.objects.filter(
        fact__enrolment_id=fact.enrolment_id, fact__instrument=fact.instrument, fact__version=fact.version
    )
    known = list(rows.exclude(fact=fact).order_by("fact__answered_on", "fact__week"))
    return (_chosen(known[0], key), _chosen(known[-1], key)) if known else ({}, {})


def _chosen(row: MeasureResponse, key: CaseKey) -> Answers:
    given = unseal(key, row).answers
    return {link_id: answer["value"] if answer else None for link_id, answer in given.items()}
