"""What a rule looks at, and when it finds something, in a sentence."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from program.alerting import DEFAULT_STEPS, Step
from worksheets.measures.instrument import Instrument, Item
from worksheets.risk.rule import (
    EVERY,
    MESSAGES,
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


def looks_at(rule: Rule, instruments: Mapping[str, Instrument]) -> str:
    """'PHQ-9, “Feeling tired”: at least 1'. An instrument that is not among these is told by its key."""
    if isinstance(rule.condition, Unreadable):
        return _("This rule cannot be read. Every answer raises an alert until it is put right.")
    return _("%(source)s: %(condition)s") % {
        "source": _source(rule.source, instruments),
        "condition": CONDITIONS[rule.condition.kind](rule.condition),
    }


def options(rule: Rule, instruments: Mapping[str, Instrument]) -> str:
    """'0 Not at all, 1 Several days': what the threshold of an item is counted in; empty for anything else."""
    item = _item(rule.source, instruments)
    return ", ".join(f"{option.value} {option.label}" for option in item.options) if item else ""


def steps(rule: Rule) -> list[str]:
    """Who is told, and when; those of the severity where the rule has none of its own."""
    return [_step(step) for step in rule.steps or DEFAULT_STEPS[rule.severity]]


def _step(step: Step) -> str:
    if not step.after_hours:
        return _("At once: %(who)s") % {"who": step.who.label}
    later = ngettext("After %(hours)d hour: %(who)s", "After %(hours)d hours: %(who)s", step.after_hours)
    return later % {"hours": step.after_hours, "who": step.who.label}


def _item(source: Source, instruments: Mapping[str, Instrument]) -> Item | None:
    items = instruments[source.measure].items if source.measure in instruments else ()
    return next((item for item in items if item.link_id == source.item), None)


def _source(source: Source, instruments: Mapping[str, Instrument]) -> str:
    if source.measure:
        measure = instruments[source.measure].title if source.measure in instruments else source.measure
        item = _item(source, instruments)
        named = f"“{item.text}”" if item else source.item
        return f"{measure}, {named}" if named else measure
    if source.worksheet and source.question:
        return _("Question %(question)s of worksheet %(worksheet)s") % {
            "question": source.question,
            "worksheet": source.worksheet,
        }
    if source.question:
        return _("Question %(question)s of every worksheet") % {"question": source.question}
    if source.worksheet:
        every = source.worksheet == EVERY
        return _("Every worksheet") if every else _("Worksheet %(worksheet)s") % {"worksheet": source.worksheet}
    if len(source.texts) == 1:
        return _("Messages") if MESSAGES in source.texts else _("All that is written in worksheets")
    return _("All that is written, in worksheets and messages")


RISES = {
    "last": gettext_lazy("%(points)g points or more above the last time"),
    "first": gettext_lazy("%(points)g points or more above the first time"),
}
FALLS = {
    "last": gettext_lazy("%(points)g points or more below the last time"),
    "first": gettext_lazy("%(points)g points or more below the first time"),
}
CONDITIONS: dict[str, Callable[[Any], str]] = {
    Equals.kind: lambda condition: _("is %(value)s") % {"value": condition.value},
    AtLeast.kind: lambda condition: _("at least %(value)g") % {"value": condition.value},
    AtMost.kind: lambda condition: _("at most %(value)g") % {"value": condition.value},
    RisesBy.kind: lambda condition: RISES[condition.since] % {"points": condition.points},
    FallsBy.kind: lambda condition: FALLS[condition.since] % {"points": condition.points},
    WorsensReliably.kind: lambda _condition: _("reliably worse than the first time"),
    BlanksAtLeast.kind: lambda condition: _("%(count)d items or more left blank") % {"count": condition.count},
    Phrases.kind: lambda condition: (
        _("one of %(count)d phrases in %(languages)s")
        % {"count": sum(map(len, condition.phrases.values())), "languages": ", ".join(sorted(condition.phrases))}
    ),
    Link.kind: lambda _condition: _("an address that leads elsewhere"),
    UnansweredWeeks.kind: lambda condition: _("not answered for %(weeks)d weeks") % {"weeks": condition.weeks},
}
