"""One measure in the space of a line: a small chart, the newest total, and its change in a word or two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from worksheets.measures.charts import Spark, spark_of
from worksheets.measures.history import History
from worksheets.measures.told import Cell, for_therapist

MOST = 3


@dataclass(frozen=True)
class Brief:
    """`rows` are the numbers behind it, the newest first; `state` marks a change that is more than ups and downs."""

    id: str
    title: str
    said: str
    state: str
    spark: Spark | None
    alt: str
    rows: Sequence[Sequence[Cell]]


def briefs(found: Iterable[History]) -> list[Brief]:
    """As many as a line holds: what got clearly worse first, then what was answered last and most often."""
    return [_brief(history) for history in sorted((each for each in found if each.scored), key=_pressing)[:MOST]]


def _pressing(history: History) -> tuple[bool, int, int]:
    moved, (newest, _total) = history.change, history.scored[-1]
    is_worse = moved is not None and moved.reliable == "deteriorated"
    return not is_worse, -newest.day.toordinal(), -len(history.scored)


def _brief(history: History) -> Brief:
    told = for_therapist(history)
    title = history.instrument.title if history.instrument else told.title
    return Brief(told.id, title, _said(history), told.state, spark_of(history), told.alt, told.rows)


def _said(history: History) -> str:
    first, newest = (f"{total:g}" for total in (history.scored[0][1], history.scored[-1][1]))
    moved, eased = history.change, history.eased
    if moved is None or eased is None:
        return newest
    which_way = {-1: _("worse"), 0: _("unchanged"), 1: _("better")}[(eased > 0) - (eased < 0)]
    said = {
        "improved": _("clearly better"),
        "deteriorated": _("clearly worse"),
        "none": _("no clear change"),
        "unknown": which_way,
    }[moved.reliable]
    return _("%(first)s → %(newest)s, %(said)s") % {"first": first, "newest": newest, "said": said}
