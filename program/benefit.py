"""Who is unlikely to benefit if nothing changes: a rule that anybody can follow. Pure: no clock, no database.

It looks for signs: a measure that got clearly worse, no measure that eased, few worksheets, few sign-ins. Each sign is
said in words with its numbers. What is not known is said and counts for nothing, neither for nor against.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

SOURCES: Mapping[str, Any] = {
    "from_week": gettext_lazy(
        "Change by week 4 predicted the outcome of internet-based CBT best (Schibbye and others, PLoS ONE 2014; "
        "9(6): e100614)."
    ),
    "measures": gettext_lazy(
        "Measures of what people come for predicted better than general ones (Schibbye 2014). Which ones they are here "
        "is our own choice: depression, anxiety and well-being."
    ),
    "eased_percent": gettext_lazy(
        "Own choice. A plain difference predicted as well as a slope (Schibbye 2014), but no share was published for "
        "this programme or these people."
    ),
    "room_percent": gettext_lazy("Own choice: whoever begins close to the best end of a scale cannot ease much on it."),
    "worksheets_percent": gettext_lazy("Own choice."),
    "sign_ins_a_week": gettext_lazy("Own choice: less than this is less than once for each week's text."),
    "signs_needed": gettext_lazy(
        "Own choice: one sign alone marks many who do well. Look at the clinic's own figures before relying on it."
    ),
    "change_is_enough": gettext_lazy(
        "Own choice, since change predicts best (Schibbye 2014). Clearly worse means the reliable change of the "
        "measure; its source stands with the measure."
    ),
}
"""Where each threshold comes from."""

LIMITS: Mapping[str, tuple[float, float]] = {
    "from_week": (2, 52),
    "eased_percent": (1, 100),
    "room_percent": (0, 100),
    "worksheets_percent": (0, 100),
    "sign_ins_a_week": (0, 50),
    "signs_needed": (1, 3),
}


@dataclass(frozen=True)
class Thresholds:
    """What a clinic decides. `measures` are keys of the instruments whose totals are looked at."""

    from_week: int = 4
    measures: tuple[str, ...] = ("phq_9", "phq_2", "gad_7", "gad_2", "who_5")
    eased_percent: int = 20
    room_percent: int = 20
    worksheets_percent: int = 50
    sign_ins_a_week: float = 1.0
    signs_needed: int = 2
    change_is_enough: bool = True

    def __post_init__(self) -> None:
        for name, (low, high) in LIMITS.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} must be between {low:g} and {high:g}.")

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"measures": list(self.measures)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Thresholds":
        """Raises ValueError for anything but what `as_json` gives out: a threshold is never guessed."""
        default = asdict(cls())
        if set(stored) != set(default):
            raise ValueError("These are not the thresholds of this rule.")
        values = dict(stored) | {"measures": tuple(stored["measures"])}
        for name, value in values.items():
            allowed: tuple[type, ...] = (int, float) if isinstance(default[name], float) else (type(default[name]),)
            if type(value) not in allowed:
                raise ValueError(f"{name} is of another kind.")
        if not all(type(key) is str for key in values["measures"]):
            raise ValueError("measures must be keys.")
        return cls(**values)


NAMES = tuple(field.name for field in fields(Thresholds))


@dataclass(frozen=True)
class Measured:
    """One instrument with two totals. `eased` is how far it got better, below 0 where worse; `room` how far the first
    total was from the best end of the scale, and `span` how long the scale is. `clearly_worse` is a reliable change."""

    key: str
    title: str
    first: float
    newest: float
    eased: float
    room: float
    span: float
    clearly_worse: bool = False


@dataclass(frozen=True)
class Facts:
    """All that the rule looks at. `week` is the week since the beginning, by days that were not paused.

    `due` worksheets could have been sent by now; `sign_ins` is None where they were not counted.
    """

    week: int
    measured: Sequence[Measured] = ()
    sent: int = 0
    due: int = 0
    sign_ins: int | None = None


@dataclass(frozen=True)
class Verdict:
    """`reasons` are the signs that were found, also where they are too few; `unknown` what could not be looked at."""

    unlikely: bool
    reasons: Sequence[str] = ()
    unknown: Sequence[str] = ()
    is_early: bool = False


def judge(facts: Facts, thresholds: Thresholds) -> Verdict:
    """Better scores, more worksheets and more sign-ins never turn a verdict to the worse."""
    if facts.week < thresholds.from_week:
        return Verdict(False, is_early=True)
    looked_at = [each for each in facts.measured if each.key in thresholds.measures]
    worse = [_said_worse(each) for each in looked_at if each.clearly_worse]
    found = [_uneased(looked_at, thresholds), _worksheets(facts, thresholds), _sign_ins(facts, thresholds)]
    signs = [sign.said for sign in found if sign.is_there]
    changed_badly = bool(worse) or found[0].is_there
    return Verdict(
        unlikely=len(signs) >= thresholds.signs_needed or (changed_badly and thresholds.change_is_enough),
        reasons=[*worse, *signs],
        unknown=[sign.said for sign in found if not sign.is_known],
    )


@dataclass(frozen=True)
class _Sign:
    """Nothing said where the sign is known not to be there."""

    said: str = ""
    is_known: bool = True

    @property
    def is_there(self) -> bool:
        return self.is_known and bool(self.said)


def _uneased(looked_at: Sequence[Measured], thresholds: Thresholds) -> _Sign:
    if not looked_at:
        return _Sign(_("No measure that is looked at has two totals yet, so no change is known."), is_known=False)
    with_room = [each for each in looked_at if each.room * 100 >= thresholds.room_percent * each.span and each.room > 0]
    if not with_room:
        return _Sign(_("The measures were close to their best end at the start, so little could ease."), is_known=False)
    if any(each.eased * 100 >= thresholds.eased_percent * each.room for each in with_room):
        return _Sign()
    said = ", ".join(f"{each.title} {_number(each.first)} → {_number(each.newest)}" for each in with_room)
    return _Sign(
        _("No measure has eased by %(percent)s of what it could: %(measures)s.")
        % {"percent": f"{thresholds.eased_percent} %", "measures": said}
    )


def _worksheets(facts: Facts, thresholds: Thresholds) -> _Sign:
    if facts.due <= 0:
        return _Sign(_("No worksheet was due yet."), is_known=False)
    if facts.sent * 100 >= thresholds.worksheets_percent * facts.due:
        return _Sign()
    return _Sign(
        ngettext(
            "%(sent)s of %(due)s worksheet that could have been sent by now was sent; the threshold is %(percent)s.",
            "%(sent)s of %(due)s worksheets that could have been sent by now were sent; the threshold is %(percent)s.",
            facts.due,
        )
        % {"sent": facts.sent, "due": facts.due, "percent": f"{thresholds.worksheets_percent} %"}
    )


def _sign_ins(facts: Facts, thresholds: Thresholds) -> _Sign:
    if facts.sign_ins is None:
        return _Sign(_("Sign-ins were not counted for the whole time."), is_known=False)
    if facts.sign_ins >= thresholds.sign_ins_a_week * facts.week:
        return _Sign()
    return _Sign(
        ngettext(
            "%(count)s sign-in in %(weeks)s weeks; the threshold is %(least)s a week.",
            "%(count)s sign-ins in %(weeks)s weeks; the threshold is %(least)s a week.",
            facts.sign_ins,
        )
        % {"count": facts.sign_ins, "weeks": facts.week, "least": _number(thresholds.sign_ins_a_week)}
    )


def _said_worse(each: Measured) -> str:
    return _("%(measure)s got clearly worse: %(first)s → %(newest)s.") % {
        "measure": each.title,
        "first": _number(each.first),
        "newest": _number(each.newest),
    }


def _number(value: float) -> str:
    return f"{value:g}"
