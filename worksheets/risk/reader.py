"""A rule from plain data and back: from a programme's risk.yaml, and as `RuleVersion.definition` stores it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from program.alerting import Step
from program.choices import Door, Duty, Severity
from worksheets.risk.fields import Fields, RuleRefused
from worksheets.risk.rule import (
    SEES,
    SINCE,
    TEXTS,
    AtLeast,
    AtMost,
    BlanksAtLeast,
    Condition,
    Equals,
    FallsBy,
    Link,
    Phrases,
    RisesBy,
    Rule,
    Since,
    Source,
    UnansweredWeeks,
    WorsensReliably,
)

KEYS = (
    *("title", "severity", "door", "looks_at", "when", "told", "basis", "participant_sees"),
    *("act_within_hours", "steps", "incident_steps", "active", "reason"),
)
SOURCE_KEYS = ("measure", "item", "worksheet", "question", "texts")
STEP_KEYS = ("after_hours", "who")
NUMBERS = {Equals.kind, AtLeast.kind, AtMost.kind, RisesBy.kind, FallsBy.kind}
# A text that holds a phrase of one letter holds it by chance.
SHORTEST_PHRASE = 3


def read(key: str, version: int, definition: object) -> Rule:
    """Raises RuleRefused with the path of the first mistake."""
    fields = Fields(definition, (), KEYS)
    rule = Rule(
        key=key,
        version=version,
        title=fields.text("title", longest=120),
        severity=Severity(fields.choice("severity", Severity.values)),
        door=Door(fields.choice("door", Door.values)),
        source=_source(fields.below("looks_at", SOURCE_KEYS)),
        condition=_condition(fields),
        told=fields.text("told"),
        basis=fields.text("basis"),
        participant_sees=SEES[SEES.index(fields.choice("participant_sees", SEES))],
        act_within_hours=fields.whole("act_within_hours", least=1) if "act_within_hours" in fields else None,
        steps=_steps(fields),
        incident_steps=fields.texts("incident_steps"),
        active=fields.flag("active", default=True),
        reason=fields.text("reason", default=""),
    )
    _check(rule, fields)
    return rule


def definition_of(rule: Rule) -> dict[str, Any]:
    """What `read` takes, as JSON gives it back; key and version stand beside it."""
    optional = {
        "act_within_hours": rule.act_within_hours,
        "steps": [{"after_hours": step.after_hours, "who": step.who.value} for step in rule.steps],
        "incident_steps": list(rule.incident_steps),
        "reason": rule.reason,
    }
    source = {name: getattr(rule.source, name) for name in SOURCE_KEYS}
    return {
        "title": rule.title,
        "severity": rule.severity.value,
        "door": rule.door.value,
        "looks_at": {name: list(value) if name == "texts" else value for name, value in source.items() if value},
        "when": {"kind": rule.condition.kind, **_plain(rule.condition)},
        "told": rule.told,
        "basis": rule.basis,
        "participant_sees": rule.participant_sees,
        "active": rule.active,
        **{name: value for name, value in optional.items() if value},
    }


def _source(fields: Fields) -> Source:
    texts = fields.texts("texts")
    if unknown := set(texts) - set(TEXTS):
        sentence = _("“%(name)s” may name these: %(texts)s. “%(unknown)s” is none of them.")
        raise fields.refuse("texts", sentence, texts=", ".join(TEXTS), unknown=min(unknown))
    source = Source(
        measure=fields.text("measure", default=""),
        item=fields.text("item", default=""),
        worksheet=fields.text("worksheet", default=""),
        question=fields.text("question", default=""),
        texts=tuple(each for each in TEXTS if each in texts),
    )
    if sum(map(bool, (source.measure, source.question or source.worksheet, source.texts))) != 1:
        raise RuleRefused(fields.path, _("Expected one of: “measure”, “question”, “worksheet” or “texts”."))
    if source.item and not source.measure:
        raise fields.refuse("item", _("“%(name)s” belongs to a “measure”."))
    return source


def _condition(fields: Fields) -> Condition:
    given = fields.take("when")
    kind = fields.below("when", (*given,) if isinstance(given, dict) else ()).choice("kind", CONDITIONS)
    allowed, make = CONDITIONS[kind]
    return make(fields.below("when", ("kind", *allowed)))


def _equals(fields: Fields) -> Equals:
    value = fields.take("value")
    if isinstance(value, bool) or not isinstance(value, int | str) or value == "":
        raise fields.refuse("value", _("“%(name)s” must be a whole number, or an option's value in quotes."))
    return Equals(value)


def _phrases(fields: Fields) -> Phrases:
    languages = fields.below("phrases", (*fields.values["phrases"],) if _is_dict(fields, "phrases") else ())
    if not languages.values:
        raise fields.refuse("phrases", _("“%(name)s” must have a list for at least one language."))
    found = {language: languages.texts(language) for language in languages.values}
    for language, phrases in found.items():
        if not phrases:
            raise languages.refuse(language, _("“%(name)s” holds no phrase."))
        for phrase in phrases:
            if sum(sign.isalpha() for sign in phrase) < SHORTEST_PHRASE:
                sentence = _("“%(name)s” holds “%(phrase)s”, which is too short to mean one thing.")
                raise languages.refuse(language, sentence, phrase=phrase)
    return Phrases({language: list(phrases) for language, phrases in found.items()})


def _is_dict(fields: Fields, name: str) -> bool:
    return isinstance(fields.values.get(name), dict)


CONDITIONS: Mapping[str, tuple[tuple[str, ...], Callable[[Fields], Condition]]] = {
    Equals.kind: (("value",), _equals),
    AtLeast.kind: (("value",), lambda fields: AtLeast(fields.number("value"))),
    AtMost.kind: (("value",), lambda fields: AtMost(fields.number("value"))),
    RisesBy.kind: (("points", "since"), lambda fields: RisesBy(_above_zero(fields, "points"), _since(fields))),
    FallsBy.kind: (("points", "since"), lambda fields: FallsBy(_above_zero(fields, "points"), _since(fields))),
    WorsensReliably.kind: ((), lambda _fields: WorsensReliably()),
    BlanksAtLeast.kind: (("count",), lambda fields: BlanksAtLeast(fields.whole("count", least=1))),
    Phrases.kind: (("phrases",), _phrases),
    Link.kind: ((), lambda _fields: Link()),
    UnansweredWeeks.kind: (("weeks",), lambda fields: UnansweredWeeks(fields.whole("weeks", least=1))),
}


def _above_zero(fields: Fields, name: str) -> float:
    value = fields.number(name)
    if value <= 0:
        raise fields.refuse(name, _("“%(name)s” must be above 0."))
    return value


def _since(fields: Fields) -> Since:
    return SINCE[SINCE.index(fields.choice("since", SINCE))] if "since" in fields else SINCE[0]


def _plain(condition: Condition) -> dict[str, Any]:
    """Without what is so by itself: a rule that was stored before there was a choice stays word for word the same."""
    return {name: value for name, value in vars(condition).items() if (name, value) != ("since", SINCE[0])}


def _steps(fields: Fields) -> tuple[Step, ...]:
    steps = [
        Step(step.whole("after_hours"), Duty(step.choice("who", Duty.values)))
        for step in fields.each("steps", STEP_KEYS)
    ]
    hours = [step.after_hours for step in steps]
    if hours != sorted(hours):
        raise fields.refuse("steps", _("“%(name)s” must stand in the order of their hours."))
    return tuple(steps)


def _check(rule: Rule, fields: Fields) -> None:
    """What is right by itself and wrong together."""
    source, kind = rule.source, rule.condition.kind
    fits = {
        "total": source.measure and not source.item and kind not in {Phrases.kind, Link.kind},
        "item": source.item and kind in {*NUMBERS, UnansweredWeeks.kind},
        "question": source.question and kind in {*NUMBERS, Phrases.kind, Link.kind, UnansweredWeeks.kind},
        "sheet": source.is_whole_sheet and kind in {BlanksAtLeast.kind, UnansweredWeeks.kind},
        "texts": source.texts and kind in {Phrases.kind, Link.kind},
    }
    if not any(fits.values()):
        sentence = _("“%(kind)s” cannot be held against what this rule looks at.") % {"kind": kind}
        raise RuleRefused(("when", "kind"), sentence)
    if rule.participant_sees != "nothing" and (rule.severity == Severity.LOOK or kind == UnansweredWeeks.kind):
        sentence = _("“%(name)s” must be nothing: such a rule never interrupts anybody.")
        raise fields.refuse("participant_sees", sentence)
    if rule.asks and rule.door != Door.MYSELF:
        sentence = _("“%(name)s” may be questions only with the door “myself”, which they are about.")
        raise fields.refuse("participant_sees", sentence)
    if kind == Link.kind and not rule.incident_steps:
        sentence = _("“%(name)s” is missing: say what staff do, and never do, with such an address.")
        raise fields.refuse("incident_steps", sentence)
