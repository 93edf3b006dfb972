"""Whether a rule can ever hold: the instrument, the item, the worksheet and the question it names are there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from worksheets.kinds import Question
from worksheets.measures.instrument import Instrument
from worksheets.risk.fields import RuleRefused
from worksheets.risk.given import COMPARABLE
from worksheets.risk.rule import AtLeast, AtMost, BlanksAtLeast, Equals, Rule, WorsensReliably

NUMERIC = {"scale", "number"}


@dataclass(frozen=True)
class Known:
    """`instrument` raises RuleRefused for a key that cannot be asked; `worksheets` are the questions of each by key."""

    instrument: Callable[[str], Instrument]
    worksheets: Mapping[str, Sequence[Question]]


def check(rule: Rule, known: Known) -> None:
    """Raises RuleRefused for the first thing that is not there, or that could never hold."""
    if rule.source.measure:
        check_measure(rule, known.instrument(rule.source.measure))
    elif rule.source.question:
        for question in _questions(rule, known):
            _check_question(rule, question)


def check_measure(rule: Rule, instrument: Instrument) -> None:
    """The same for a rule about this measure."""
    if rule.source.item:
        _check_item(rule, instrument)
        return
    if isinstance(rule.condition, BlanksAtLeast):
        _refuse_above(("when", "count"), rule.condition.count, len(instrument.items))
    elif isinstance(rule.condition, WorsensReliably) and instrument.reliable_change is None:
        raise RuleRefused(("when", "kind"), f"Nobody has published a reliable change for “{instrument.key}”.")
    elif isinstance(rule.condition, AtLeast | AtMost | Equals):
        if instrument.total is None:
            raise RuleRefused(("looks_at", "measure"), f"“{instrument.key}” has no total; name an “item”.")
        low, high = instrument.ends(instrument.total)
        _check_reach(rule.condition, low, high)


def _check_item(rule: Rule, instrument: Instrument) -> None:
    values = {item.link_id: [option.value for option in item.options] for item in instrument.items}
    if rule.source.item not in values:
        known = ", ".join(values)
        raise RuleRefused(("looks_at", "item"), f"“{instrument.key}” has no such item; expected one of: {known}.")
    offered = values[rule.source.item]
    if isinstance(rule.condition, Equals) and rule.condition.value not in offered:
        raise RuleRefused(("when", "value"), f"Expected one of: {', '.join(map(str, offered))}.")
    if isinstance(rule.condition, AtLeast | AtMost):
        _check_reach(rule.condition, min(offered), max(offered))


def _check_reach(condition: AtLeast | AtMost | Equals, low: float, high: float) -> None:
    if isinstance(condition.value, str) or not low <= condition.value <= high:
        raise RuleRefused(("when", "value"), f"Expected a number from {low:g} to {high:g}.")


def _refuse_above(path: tuple[str, ...], value: int, most: int) -> None:
    if value > most:
        raise RuleRefused(path, f"Expected at most {most}.")


def _questions(rule: Rule, known: Known) -> list[Question]:
    source = rule.source
    if source.worksheet and source.worksheet not in known.worksheets:
        expected = ", ".join(sorted(known.worksheets))
        raise RuleRefused(
            ("looks_at", "worksheet"), f"There is no worksheet “{source.worksheet}”; known are {expected}."
        )
    sheets = [known.worksheets[source.worksheet]] if source.worksheet else [*known.worksheets.values()]
    found = [question for sheet in sheets for question in sheet if question["key"] == source.question]
    if not found:
        raise RuleRefused(("looks_at", "question"), f"No worksheet here asks “{source.question}”.")
    return found


def _check_question(rule: Rule, question: Question) -> None:
    condition, kind = rule.condition, question["kind"]
    if isinstance(condition, AtLeast | AtMost) and kind not in NUMERIC:
        raise RuleRefused(
            ("when", "kind"), f"“{rule.source.question}” is a {kind}: only a scale or a number has more or less."
        )
    if not isinstance(condition, Equals):
        return
    if kind not in COMPARABLE:
        raise RuleRefused(("when", "kind"), f"“{rule.source.question}” is a {kind}, which equals no one thing.")
    if kind in NUMERIC and isinstance(condition.value, str):
        raise RuleRefused(("when", "value"), "Expected a number, not in quotes.")
    offered = ["yes", "no"] if kind == "yes_no" else [option["value"] for option in question.get("options", [])]
    if offered and condition.value not in offered:
        raise RuleRefused(("when", "value"), f"Expected one of: {', '.join(offered)}.")
