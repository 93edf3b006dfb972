"""Holding rules against what was answered. Pure. A rule that fails finds something: it is never silently false."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from program.choices import Severity
from worksheets.measures.scoring import change
from worksheets.risk.given import Given, GivenMeasure, GivenMessage, GivenSheet, Passage, shown, values
from worksheets.risk.phrases import first_found
from worksheets.risk.pointers import has_pointer, without_pointers
from worksheets.risk.rule import (
    MESSAGES,
    WORKSHEETS,
    AtLeast,
    AtMost,
    BlanksAtLeast,
    Equals,
    Link,
    Phrases,
    RisesBy,
    Rule,
    Source,
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
    """Whether a rule looks at this answer at all. A worksheet of an older edition may not ask the question yet."""
    source = rule.source
    match given:
        case _ if isinstance(rule.condition, Unreadable):
            return True
        case GivenMessage():
            return MESSAGES in source.texts
        case GivenSheet(key=key):
            if source.question:
                return source.worksheet in {"", key} and given.question(source.question) is not None
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
        question = rule.source.question
        return _in_words(condition, [each for each in given.passages if question in {"", each.question}])
    if isinstance(given, GivenSheet):
        return _chosen(condition, rule.source, given)
    raise TypeError(f"{condition.kind} cannot be held against this.")


def _in_words(condition: Phrases | Link, written: Iterable[Passage]) -> str | None:
    for passage in written:
        if isinstance(condition, Link):
            if has_pointer(passage.text):
                return _("%(label)s – something that leads elsewhere was written. It is not shown here.") % {
                    "label": passage.label
                }
            continue
        phrase = first_found((each for one in condition.phrases.values() for each in one), passage.line)
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


def _rises(condition: RisesBy, source: Source, given: GivenMeasure) -> str | None:
    last_total = given.totals[-1] if given.totals else None
    now, before = _now(source, given), given.before.get(source.item) if source.item else last_total
    if before is None or now is None or now - before < condition.points:
        return None
    return f"{_said(source, given)}\n{_('The last time: %(before)g.') % {'before': before}}"


def _worsens(_condition: WorsensReliably, source: Source, given: GivenMeasure) -> str | None:
    first = given.totals[0] if given.totals else None
    moved = change(given.instrument, first, given.score.total)
    if moved.threshold is None:
        raise ValueError("This instrument has no reliable change.")
    if moved.reliable != "deteriorated":
        return None
    words = {"first": first, "points": moved.threshold.points}
    return f"{_said(source, given)}\n{_('The first time: %(first)g. A reliable change is %(points)g.') % words}"


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
    RisesBy.kind: _rises,
    WorsensReliably.kind: _worsens,
    BlanksAtLeast.kind: _blank,
}
