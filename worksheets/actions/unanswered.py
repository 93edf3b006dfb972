"""A question or an item that was left blank week after week: looked for when it is left blank once more, with its
writer's own key.

A worksheet or measure that does not come at all is found by the sweep (`silence`), which holds no key. Both name a
silence by where it began, so that it is told once, whichever finds it first.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from program.actions.alerts import raise_alert
from program.journey import Journey
from vault.sealing import CaseKey
from worksheets.actions.silence import Silence, measure_silence, occurrence_of, sheet_silence, silences, source_of
from worksheets.contents import unseal
from worksheets.measures.instrument import Instrument
from worksheets.measures.scoring import Answers
from worksheets.models import MeasureResponse
from worksheets.risk.given import GivenSheet
from worksheets.risk.rule import Rule, UnansweredWeeks


def left_blank(rules: Iterable[Rule], given: GivenSheet) -> list[Rule]:
    """Those that wait for an answer to a question which this worksheet asks, and was sent without."""
    return [
        rule
        for rule in rules
        if isinstance(rule.condition, UnansweredWeeks)
        and rule.source.worksheet in {"", given.key}
        and rule.source.question in given.blank
    ]


def raise_questions(
    *,
    journey: Journey,
    rules: Iterable[Rule],
    given: GivenSheet,
    others: Sequence[GivenSheet] | None,
    key: CaseKey,
    by: UUID,
) -> None:
    """Raise an alert for each of these rules whose question nobody has answered for so long. `others` are the newest of
    the other weeks; None where one could not be opened: then the rule fails, and says so."""
    for rule in rules:
        question = given.question(rule.source.question)
        label = str(question["label"]) if question else rule.source.question
        _raise(rule, journey, partial(_look_in_sheets, rule, journey, others), {}, label, key, by)


def raise_items(
    *, journey: Journey, rules: Iterable[Rule], instrument: Instrument, answers: Answers, key: CaseKey, by: UUID
) -> None:
    """The same for items of a measure that is being answered. What was answered before is read, in one statement, only
    where such a rule waits for an item that is blank."""
    waiting = [
        rule
        for rule in rules
        if isinstance(rule.condition, UnansweredWeeks)
        and rule.source.item
        and rule.source.measure == instrument.key
        and answers.get(rule.source.item) is None
    ]
    if not waiting:
        return
    given = MeasureResponse.objects.filter(fact__enrolment=journey.enrolment, fact__instrument=instrument.key)
    rows, titles = list(given.select_related("fact")), {instrument.key: instrument.title}
    for rule in waiting:
        label = next((each.text for each in instrument.items if each.link_id == rule.source.item), rule.source.item)
        _raise(rule, journey, partial(_look_in_measures, rule, journey, rows, key), titles, label, key, by)


def _raise(
    rule: Rule,
    journey: Journey,
    look: Callable[[], Silence | None],
    titles: dict[str, str],
    label: str,
    key: CaseKey,
    by: UUID,
) -> None:
    for found in silences(rule, journey, look, partial(source_of, rule, titles)):
        raise_alert(
            participant=journey.enrolment.participant,
            program=journey.enrolment.program,
            found=replace(found, answer=f"{_told(label, failed=':failed:' in found.key)}\n\n{rule.told}"),
            key=key,
            by=by,
        )


def _look_in_sheets(rule: Rule, journey: Journey, others: Sequence[GivenSheet] | None) -> Silence | None:
    if others is None:
        raise TypeError("The other worksheets could not be read.")
    return sheet_silence(rule, journey, {each.week for each in others if _answers(rule, each)})


def _look_in_measures(rule: Rule, journey: Journey, rows: Sequence[MeasureResponse], key: CaseKey) -> Silence | None:
    """Raises SealBroken for an answer that cannot be opened."""
    answered = {occurrence_of(row.fact) for row in rows if unseal(key, row).answers.get(rule.source.item)}
    return measure_silence(rule, journey, answered, {occurrence_of(row.fact) for row in rows} - answered)


def _answers(rule: Rule, sheet: GivenSheet) -> bool:
    question = rule.source.question
    asked = rule.source.worksheet in {"", sheet.key} and sheet.question(question) is not None
    return asked and question not in sheet.blank


def _told(label: str, *, failed: bool) -> str:
    """What the desk reads."""
    if failed:
        return _("This rule could not be held against the answer, so nobody knows whether it applies. Please read it.")
    return _("%(label)s – left blank. It was asked weeks ago, and has not been answered since.") % {"label": label}
