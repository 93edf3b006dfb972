"""The assessment points of a pack: when which questions about how somebody is are asked."""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence

from django.utils.translation import gettext as _

from modules.packs.pack import Point
from modules.packs.slugs import slug
from program.models import PointKind
from worksheets.files.problems import FileProblem
from worksheets.files.tree import Mapping
from worksheets.measures.asking import NotAskable, askable
from worksheets.measures.stored import Kept

KEYS = ("key", "kind", "weeks", "instruments", "after_days", "window_days", "mandatory")


def read(program: Mapping, weeks: Dictionary[int, str], kept: Kept) -> tuple[Point, ...]:
    """`weeks` holds the kind of each week by its number; `kept` are the instruments beside those of the program.

    Raises FileProblem with the line of the first mistake.
    """
    if "assessments" not in program:
        return ()
    points: list[Point] = []
    for mapping in program.mappings("assessments"):
        point = _point(mapping.allow(KEYS), weeks)
        _refuse_unasked(point, mapping, program.text("language"), kept)
        _refuse_twice(point, points, mapping)
        points.append(point)
    return tuple(points)


def _point(mapping: Mapping, weeks: Dictionary[int, str]) -> Point:
    key = slug(mapping)
    kind = mapping.choice("kind", PointKind.values)
    return Point(
        key=key,
        kind=kind,
        weeks=_weeks(mapping, kind, weeks),
        instruments=_instruments(mapping),
        after_days=mapping.number("after_days", default=0),
        window_days=mapping.number("window_days", default=7, least=1),
        mandatory=mapping.flag("mandatory"),
    )


def _weeks(mapping: Mapping, kind: str, known: Dictionary[int, str]) -> tuple[int, ...]:
    if kind == PointKind.BASELINE:
        for name in ("weeks", "after_days"):
            if name in mapping:
                sentence = _("A baseline is asked from joining on; it takes no “%(name)s”.")
                raise FileProblem(mapping.place(name), sentence % {"name": name})
        return ()
    weeks = mapping.numbers("weeks")
    if sorted(set(weeks)) != weeks:
        raise FileProblem(mapping.place("weeks"), _("“weeks” must rise, each named once."))
    for week in weeks:
        if week not in known:
            raise FileProblem(mapping.place("weeks"), _("There is no week %(week)d.") % {"week": week})
        if (known[week] == "follow_up") != (kind == PointKind.FOLLOW_UP):
            sentence = _("Week %(week)d is of another kind than this point.")
            raise FileProblem(mapping.place("weeks"), sentence % {"week": week})
    return tuple(weeks)


def _instruments(mapping: Mapping) -> tuple[str, ...]:
    keys = mapping.texts("instruments")
    if len(set(keys)) < len(keys):
        raise FileProblem(mapping.place("instruments"), _("An instrument is named twice."))
    return tuple(keys)


def _refuse_unasked(point: Point, mapping: Mapping, language: str, kept: Kept) -> None:
    for key in point.instruments:
        try:
            askable(key, language, kept)
        except NotAskable as refused:
            sentence = _("“%(key)s” cannot be asked: %(reason)s.") % {"key": key, "reason": refused.reason}
            raise FileProblem(mapping.place("instruments"), sentence) from None


def _refuse_twice(point: Point, earlier: Sequence[Point], mapping: Mapping) -> None:
    """Not twice the same key, one baseline, and no instrument from two points in one week."""
    for other in earlier:
        if other.key == point.key:
            raise FileProblem(mapping.place("key"), _("Two points have the key “%(key)s”.") % {"key": point.key})
        if not point.weeks and not other.weeks:
            raise FileProblem(mapping.place("kind"), _("There can be one baseline only."))
        twice = set(point.instruments) & set(other.instruments)
        if twice and set(point.weeks) & set(other.weeks):
            sentence = _("“%(instrument)s” is asked by “%(point)s” in the same week already.")
            named = {"instrument": min(twice), "point": other.key}
            raise FileProblem(mapping.place("instruments"), sentence % named)
