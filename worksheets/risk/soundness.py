"""Whether a rule can ever hold: the instrument, the item, the worksheet and the question it names are there."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from worksheets.kinds import Question
from worksheets.measures.instrument import Instrument
from worksheets.risk.fields import RuleRefused
from worksheets.risk.given import COMPARABLE, NUMERIC, asks
from worksheets.risk.rule import (
    EVERY,
    AtLeast,
    AtMost,
    BlanksAtLeast,
    Equals,
    FallsBy,
    RisesBy,
    Rule,
    UnansweredWeeks,
    WorsensReliably,
)


@dataclass(frozen=True)
class Known:
    """`instrument` raises RuleRefused for a key that cannot be asked; `worksheets` are the questions of each by key,
    and `weeks` says in how many weeks each question is asked."""

    instrument: Callable[[str], Instrument]
    worksheets: Mapping[str, Sequence[Question]]
    weeks: Mapping[str, int] = field(default_factory=dict)


def weeks_asking(sheets: Iterable[Sequence[Question]]) -> Counter[str]:
    """In how many of these worksheets each question is asked."""
    return Counter(question["key"] for sheet in sheets for question in sheet)


def check(rule: Rule, known: Known) -> None:
    """Raises RuleRefused for the first thing that is not there, or that could never hold."""
    if rule.source.measure:
        check_measure(rule, known.instrument(rule.source.measure))
    elif rule.source.question:
        for question in _questions(rule, known):
            _check_question(rule, question)
        if (
            isinstance(rule.condition, RisesBy | FallsBy | UnansweredWeeks)
            and known.weeks.get(rule.source.question, 0) < 2
        ):
            sentence = _("“%(question)s” is asked in one week only, so there is nothing to hold it against.")
            raise RuleRefused(("looks_at", "question"), sentence % {"question": rule.source.question})
    elif rule.source.worksheet:
        _check_sheet(rule, known)


def check_measure(rule: Rule, instrument: Instrument) -> None:
    """The same for a rule about this measure."""
    if rule.source.item:
        _check_item(rule, instrument)
        return
    if isinstance(rule.condition, BlanksAtLeast):
        _refuse_above(("when", "count"), rule.condition.count, len(instrument.items))
    elif isinstance(rule.condition, WorsensReliably) and instrument.reliable_change is None:
        sentence = _("Nobody has published a reliable change for “%(instrument)s”.") % {"instrument": instrument.key}
        raise RuleRefused(("when", "kind"), sentence)
    elif isinstance(rule.condition, AtLeast | AtMost | Equals):
        if instrument.total is None:
            sentence = _("“%(instrument)s” has no total; name an “item”.") % {"instrument": instrument.key}
            raise RuleRefused(("looks_at", "measure"), sentence)
        low, high = instrument.ends(instrument.total)
        _check_reach(rule.condition, low, high)


def _check_item(rule: Rule, instrument: Instrument) -> None:
    values = {item.link_id: [option.value for option in item.options] for item in instrument.items}
    if rule.source.item not in values:
        sentence = _("“%(instrument)s” has no such item; expected one of: %(items)s.")
        raise RuleRefused(("looks_at", "item"), sentence % {"instrument": instrument.key, "items": ", ".join(values)})
    offered = values[rule.source.item]
    if isinstance(rule.condition, Equals) and rule.condition.value not in offered:
        raise RuleRefused(("when", "value"), _one_of(map(str, offered)))
    if isinstance(rule.condition, AtLeast | AtMost):
        _check_reach(rule.condition, min(offered), max(offered))


def _check_reach(condition: AtLeast | AtMost | Equals, low: float, high: float) -> None:
    if isinstance(condition.value, str) or not low <= condition.value <= high:
        sentence = _("Expected a number from %(low)g to %(high)g.") % {"low": low, "high": high}
        raise RuleRefused(("when", "value"), sentence)


def _refuse_above(path: tuple[str, ...], value: int, most: int) -> None:
    if value > most:
        raise RuleRefused(path, _("Expected at most %(most)d.") % {"most": most})


def _questions(rule: Rule, known: Known) -> list[Question]:
    source = rule.source
    sheets = _sheets(source.worksheet, known) if source.worksheet else [*known.worksheets.values()]
    found = [question for sheet in sheets for question in sheet if question["key"] == source.question]
    if not found:
        sentence = _("No worksheet here asks “%(question)s”.") % {"question": source.question}
        raise RuleRefused(("looks_at", "question"), sentence)
    return found


def _sheets(key: str, known: Known) -> list[Sequence[Question]]:
    if key not in known.worksheets:
        sentence = _("There is no worksheet “%(key)s”; known are %(worksheets)s.")
        named = {"key": key, "worksheets": ", ".join(sorted(known.worksheets))}
        raise RuleRefused(("looks_at", "worksheet"), sentence % named)
    return [known.worksheets[key]]


def _check_sheet(rule: Rule, known: Known) -> None:
    """A rule about a worksheet as a whole."""
    key = rule.source.worksheet
    sheets = [*known.worksheets.values()] if key == EVERY else _sheets(key, known)
    if isinstance(rule.condition, BlanksAtLeast):
        longest = max((sum(map(asks, sheet)) for sheet in sheets), default=0)
        _refuse_above(("when", "count"), rule.condition.count, longest)


def _check_question(rule: Rule, question: Question) -> None:
    condition, kind = rule.condition, question["kind"]
    if isinstance(condition, RisesBy | FallsBy):
        _check_change(rule, condition, question)
    if isinstance(condition, AtLeast | AtMost) and kind not in NUMERIC:
        sentence = _("“%(question)s” is of the kind “%(kind)s”: only a scale or a number has more or less.")
        raise RuleRefused(("when", "kind"), sentence % {"question": rule.source.question, "kind": kind})
    if not isinstance(condition, Equals):
        return
    if kind not in COMPARABLE:
        sentence = _("“%(question)s” is of the kind “%(kind)s”, which equals no one thing.")
        raise RuleRefused(("when", "kind"), sentence % {"question": rule.source.question, "kind": kind})
    if kind in NUMERIC and isinstance(condition.value, str):
        raise RuleRefused(("when", "value"), _("Expected a number, not in quotes."))
    offered = ["yes", "no"] if kind == "yes_no" else [option["value"] for option in question.get("options", [])]
    if offered and condition.value not in offered:
        raise RuleRefused(("when", "value"), _one_of(offered))


def _one_of(values: Iterable[str]) -> str:
    return _("Expected one of: %(values)s.") % {"values": ", ".join(values)}


def _check_change(rule: Rule, condition: RisesBy | FallsBy, question: Question) -> None:
    if question["kind"] not in NUMERIC:
        sentence = _("“%(question)s” is of the kind “%(kind)s”: only a scale or a number rises or falls.")
        named = {"question": rule.source.question, "kind": question["kind"]}
        raise RuleRefused(("when", "kind"), sentence % named)
    if "min" in question and "max" in question and condition.points > question["max"] - question["min"]:
        sentence = _("Expected at most %(most)g, which is all of the scale.")
        raise RuleRefused(("when", "points"), sentence % {"most": question["max"] - question["min"]})
