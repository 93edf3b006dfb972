"""Holding rules against what was answered. Pure. A rule that fails finds something: it is never silently false."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from program.choices import Severity
from worksheets.measures.scoring import change
from worksheets.risk.given import Given, GivenMeasure, GivenMessage, GivenSheet, Passage, asks, shown, values
from worksheets.risk.phrases import first_found
from worksheets.risk.pointers import has_pointer, without_pointers
from worksheets.risk.rule import (
    EVERY,
    MESSAGES,
    WORKSHEETS,
    AtLeast,
    AtMost,
    BlanksAtLeast,
    Equals,
    FallsBy,
    Link,
    Phrases,
    RisesBy,
    Rule,
    Source,
    UnansweredWeeks,
    Unreadable,
    WorsensReliably,
)

LONGEST = 600


@dataclass(frozen=True)
class Finding:
    """`answer` says what was answered, for the desk. `failed`: nobody knows, as the rule itself went wrong."""

    rule: Rule
    answer: str = field(default="", repr=False)
    failed: bool = False

    @property
    def severity(self) -> Severity:
        """Not knowing is never less than 'soon'."""
        is_low = self.failed and self.rule.severity == Severity.LOOK
        return Severity.SOON if is_low else self.rule.severity


def evaluate(rules: Iterable[Rule], given: Given) -> list[Finding]:
    """What these rules find, the most pressing first. No exception leaves this function, and none carries an answer."""
    found = (_found(rule, given) for rule in rules if rule.active)
    return sorted((finding for finding in found if finding), key=lambda finding: finding.rule.pressing)


def concerns(rule: Rule, given: Given) -> bool:
    """Whether a rule looks at this answer at all. A worksheet of an older edition may not ask the question yet; what is
    not answered for weeks is looked for over all of them (`worksheets.actions.unanswered`)."""
    source = rule.source
    match given:
        case _ if isinstance(rule.condition, Unreadable):
            return True
        case GivenMessage():
            return MESSAGES in source.texts
        case GivenSheet(key=key):
            if isinstance(rule.condition, UnansweredWeeks):
                return False
            if source.question:
                return source.worksheet in {"", key} and given.question(source.question) is not None
            if source.worksheet:
                return source.worksheet in {EVERY, key} and isinstance(rule.condition, BlanksAtLeast)
            return WORKSHEETS in source.texts
        case GivenMeasure(instrument=instrument):
            return source.measure == instrument.key and rule.condition.kind in MEASURED


def _found(rule: Rule, given: Given) -> Finding | None:
    try:
        answer = _look(rule, given) if concerns(rule, given) else None
    except Exception:  # noqa: BLE001 (whatever went wrong, a person has to look; what was answered may not be logged)
        return Finding(rule, failed=True)
    return None if answer is None else Finding(rule, answer)


def _look(rule: Rule, given: Given) -> str | None:
    """What was answered, where the condition holds; None where it does not."""
    condition: Any = rule.condition
    if isinstance(condition, Unreadable):
        raise TypeError("This rule cannot be read.")
    if isinstance(given, GivenMeasure):
        return MEASURED[condition.kind](condition, rule.source, given)
    if isinstance(condition, Phrases | Link):
        return _in_words(condition, concerned_passages(rule, given))
    if isinstance(given, GivenSheet):
        return SHEETS.get(condition.kind, _chosen)(condition, rule.source, given)
    raise TypeError(f"{condition.kind} cannot be held against this.")


def concerned_passages(rule: Rule, given: GivenSheet | GivenMessage) -> list[Passage]:
    """Those of the texts that a rule about words looks at."""
    return [each for each in given.passages if rule.source.question in {"", each.question}]


def is_in(condition: Phrases | Link, passage: Passage) -> str | None:
    """The phrase that stands there, or an empty text for something that leads elsewhere; None where neither does."""
    if isinstance(condition, Link):
        return "" if has_pointer(passage.text) else None
    return first_found((each for one in condition.phrases.values() for each in one), passage.line)


def _in_words(condition: Phrases | Link, written: Iterable[Passage]) -> str | None:
    for passage in written:
        phrase = is_in(condition, passage)
        if phrase == "":
            return _("%(label)s – something that leads elsewhere was written. It is not shown here.") % {
                "label": passage.label
            }
        if phrase is not None:
            words = {"label": passage.label, "phrase": phrase, "text": _shortened(passage.text)}
            return _("%(label)s – the words “%(phrase)s” were written:\n%(text)s") % words
    return None


def _shortened(text: str) -> str:
    """Nothing that leads elsewhere is carried into an alert."""
    plain = without_pointers(text, _("[address hidden]"))
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"


def _chosen(condition: Any, source: Source, given: GivenSheet) -> str | None:
    question = given.question(source.question)
    if question is None:
        return None
    answer, holds = given.answers.get(source.question), COMPARED[condition.kind]
    if not any(holds(condition.value, each) for each in values(question, answer)):
        return None
    return f"{question['label']} – {shown(question, answer)}"


def _compared(condition: Any, source: Source, given: GivenMeasure) -> str | None:
    now = _now(source, given)
    if now is None or not COMPARED[condition.kind](condition.value, now):
        return None
    return _said(source, given)


def _changed(condition: RisesBy | FallsBy, source: Source, given: GivenMeasure) -> str | None:
    now, before = _now(source, given), _before(condition, source, given)
    if before is None or now is None or condition.moved(before, now) < condition.points:
        return None
    words = _("The last time: %(before)g.") if condition.since == "last" else _("The first time: %(before)g.")
    return f"{_said(source, given)}\n{words % {'before': before}}"


def _before(condition: RisesBy | FallsBy, source: Source, given: GivenMeasure) -> float | None:
    is_last = condition.since == "last"
    if source.item:
        return (given.before if is_last else given.first).get(source.item)
    return given.totals[-1 if is_last else 0] if given.totals else None


def _sheet_changed(condition: RisesBy | FallsBy, source: Source, given: GivenSheet) -> str | None:
    """Against the newest answer to the same question in an earlier week, or against the first one."""
    question, now = given.question(source.question), given.number(source.question)
    known = given.numbers_before(source.question)
    if question is None or now is None or not known:
        return None
    before = known[-1 if condition.since == "last" else 0]
    if condition.moved(before.value, now) < condition.points:
        return None
    words = _("In week %(week)d it was %(before)g.") % {"week": before.week, "before": before.value}
    return f"{question['label']} – {shown(question, now)}\n{words}"


def _sheet_blank(condition: BlanksAtLeast, _source: Source, given: GivenSheet) -> str | None:
    if len(given.blank) < condition.count:
        return None
    words = {"blanks": len(given.blank), "questions": sum(map(asks, given.questions))}
    return _("%(blanks)d of %(questions)d questions were left blank.") % words


def _worsens(_condition: WorsensReliably, source: Source, given: GivenMeasure) -> str | None:
    first = given.totals[0] if given.totals else None
    moved = change(given.instrument, first, given.score.total)
    if moved.threshold is None:
        raise ValueError("This instrument has no reliable change.")
    if moved.reliable != "deteriorated":
        return None
    words = _("The first time: %(first)g. A reliable change is %(points)g.")
    return f"{_said(source, given)}\n{words % {'first': first, 'points': moved.threshold.points}}"


def _blank(condition: BlanksAtLeast, _source: Source, given: GivenMeasure) -> str | None:
    if given.blanks < condition.count:
        return None
    words = {"title": given.instrument.title, "blanks": given.blanks, "items": len(given.instrument.items)}
    return _("%(title)s – %(blanks)d of %(items)d were left blank.") % words


def _now(source: Source, given: GivenMeasure) -> float | None:
    """Raises KeyError for an item that the instrument does not have: that is a mistake, and no blank."""
    if not source.item:
        return given.score.total
    return given.answers.get(given.instrument.item(source.item).link_id)


def _said(source: Source, given: GivenMeasure) -> str:
    title = given.instrument.title
    if not source.item:
        return _("%(title)s – total %(total)g.") % {"title": title, "total": given.score.total}
    item, chosen = given.instrument.item(source.item), given.answers[source.item]
    label = next(option.label for option in item.options if option.value == chosen)
    return f"{title}: {item.text} – {label}"


def _is_at_least(least: float, value: Any) -> bool:
    return float(value) >= least


def _is_at_most(most: float, value: Any) -> bool:
    return float(value) <= most


def _is(expected: int | str, value: Any) -> bool:
    return bool(expected == value)


COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    Equals.kind: _is,
    AtLeast.kind: _is_at_least,
    AtMost.kind: _is_at_most,
}


MEASURED: dict[str, Callable[[Any, Source, GivenMeasure], str | None]] = {
    **dict.fromkeys(COMPARED, _compared),
    RisesBy.kind: _changed,
    FallsBy.kind: _changed,
    WorsensReliably.kind: _worsens,
    BlanksAtLeast.kind: _blank,
}


SHEETS: dict[str, Callable[[Any, Source, GivenSheet], str | None]] = {
    RisesBy.kind: _sheet_changed,
    FallsBy.kind: _sheet_changed,
    BlanksAtLeast.kind: _sheet_blank,
}
