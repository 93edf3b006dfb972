"""Scores from answers, and change between two scores. Pure: no clock, no database, and no answer in an exception."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Literal

from worksheets.measures.instrument import Band, Instrument, MissingRule, ReliableChange, Scale, exact

Answers = Mapping[str, int | None]
# 'unknown' where a score is missing or nobody published a reliable change: it must not read as 'no change'.
Reliable = Literal["improved", "deteriorated", "none", "unknown"]

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class ScaleScore:
    """`missing` are link ids of the scale's blank items. No `total` where they are more than the rule allows."""

    total: float | None
    band: Band | None
    missing: tuple[str, ...]
    prorated: bool

    @property
    def complete(self) -> bool:
        return not self.missing and self.total is not None


@dataclass(frozen=True)
class Score:
    """Of a whole instrument. `total` and `band` stay empty for one that has subscales only."""

    total: float | None
    band: Band | None
    subscales: Mapping[str, ScaleScore]
    missing: tuple[str, ...]
    prorated: bool
    complete: bool
    too_many_blanks: bool


@dataclass(frozen=True)
class Change:
    """`delta` is after less before; `threshold` is the reliable change it was held against, with its source."""

    delta: float | None
    reliable: Reliable
    threshold: ReliableChange | None


def score(instrument: Instrument, answers: Answers) -> Score:
    """Score these answers (option values by link id; None or left out is blank).

    Raises ValueError for a link id or a value that the instrument does not have.
    """
    points = _points(instrument, answers)
    total = _scale_score(instrument.total, points) if instrument.total else None
    subscales = {scale.key: _scale_score(scale, points) for scale in instrument.subscales}
    scores: Sequence[ScaleScore] = [*([total] if total else []), *subscales.values()]
    blank = {link_id for each in scores for link_id in each.missing}
    return Score(
        total=total.total if total else None,
        band=total.band if total else None,
        subscales=subscales,
        missing=tuple(item.link_id for item in instrument.items if item.link_id in blank),
        prorated=any(each.prorated for each in scores),
        complete=all(each.complete for each in scores),
        too_many_blanks=any(each.missing and each.total is None for each in scores),
    )


def change(instrument: Instrument, before: float | None, after: float | None, scale: str = "") -> Change:
    """Compare two scores of the total, or of the subscale with this key, as they were stored."""
    threshold = instrument.scale(scale).reliable_change if scale else instrument.reliable_change
    if before is None or after is None:
        return Change(None, "unknown", threshold)
    delta = exact(after) - exact(before)
    if threshold is None:
        return Change(float(delta), "unknown", None)
    worse = delta if instrument.direction == "higher is worse" else -delta
    reliable: Reliable = "none"
    if abs(worse) >= exact(threshold.points):
        reliable = "deteriorated" if worse > 0 else "improved"
    return Change(float(delta), reliable, threshold)


def _points(instrument: Instrument, answers: Answers) -> dict[str, Fraction | None]:
    known = {item.link_id: item for item in instrument.items}
    if set(answers) - set(known):
        raise ValueError(f"{instrument.key} has no such item.")
    return {link_id: _item_points(instrument, link_id, answers.get(link_id)) for link_id in known}


def _item_points(instrument: Instrument, link_id: str, answer: object) -> Fraction | None:
    if answer is None:
        return None
    item = instrument.item(link_id)
    # True and 1.0 equal 1 in Python, but neither is an answer that anybody chose.
    if type(answer) is not int or answer not in {option.value for option in item.options}:
        raise ValueError(f"{instrument.key}: the answer to {link_id} is not one of its options.")
    return item.points(answer)


def _scale_score(scale: Scale, points: Mapping[str, Fraction | None]) -> ScaleScore:
    given = [value for link_id in scale.items if (value := points[link_id]) is not None]
    missing = tuple(link_id for link_id in scale.items if points[link_id] is None)
    if not given or not _enough(scale.missing, missing):
        return ScaleScore(None, None, missing, prorated=False)
    mean = sum(given, Fraction()) / len(given)
    raw = mean * (len(scale.items) if scale.method == "sum" else 1) * exact(scale.times)
    step = exact(scale.step)
    total = float(floor(raw / step + HALF) * step)
    return ScaleScore(total, scale.band(total), missing, prorated=bool(missing))


def _enough(rule: MissingRule, missing: Sequence[str]) -> bool:
    return len(missing) <= rule.most_blank
