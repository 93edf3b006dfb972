"""The figures in words, as tables and small charts for a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.counts import Version
from evaluation.figures import ALL, Row, Score
from worksheets.measures.charts import Chart, chart
from worksheets.measures.history import Answered, History
from worksheets.measures.instrument import Instrument

Cell = dict[str, object]
ANY_MONDAY = date(2000, 1, 3)
NOTHING = "–"


@dataclass(frozen=True)
class Table:
    caption: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Measure:
    """The means of one instrument over time."""

    id: str
    table: Table
    chart: Chart | None
    alt: str


def table(caption: str, first: str, labels: Sequence[str], rows: Sequence[Row], names: Mapping[str, str]) -> Table:
    """Counts with their sum; `labels` names every count, the sum included."""
    return Table(caption, [[_name(first, names.get(row.name, row.name)), *_counts(row, labels)] for row in rows])


def with_share(found: Table, rows: Sequence[Row], label: str) -> Table:
    """The same table with the share of the first count behind it."""
    shares = [_cell(label, NOTHING if row.share is None else f"{row.share} %") for row in rows]
    return Table(found.caption, [[*line, share] for line, share in zip(found.rows, shares, strict=True)])


def with_times(found: Table, rows: Sequence[Row], unit: str) -> Table:
    """And with how long it took half of them, and nine in ten."""
    lines = []
    for line, row in zip(found.rows, rows, strict=True):
        times = (_("Half within"), row.median), (_("9 in 10 within"), row.nine_in_ten)
        lines.append([*line, *(_cell(label, _time(value, unit)) for label, value in times)])
    return Table(found.caption, lines)


def measures(found: Mapping[Version, Sequence[Score]], instruments: Mapping[Version, Instrument]) -> list[Measure]:
    return [_measure(version, scores, instruments.get(version)) for version, scores in found.items()]


def title_of(version: Version, instruments: Mapping[Version, Instrument]) -> str:
    """Its name; with its version only where the program does not know it."""
    found = instruments.get(version)
    return found.title if found else _("%(key)s, version %(version)s") % {"key": version[0], "version": version[1]}


def _measure(version: Version, scores: Sequence[Score], instrument: Instrument | None) -> Measure:
    title = title_of(version, {version: instrument} if instrument else {})
    lines = [
        [
            _name(_("When"), _when(score)),
            _cell(_("People"), _number(score.n)),
            _cell(_("Mean"), NOTHING if score.mean is None else f"{score.mean:.1f}"),
            _cell(_("Spread (SD)"), NOTHING if score.spread is None else f"{score.spread:.1f}"),
        ]
        for score in scores
    ]
    shown = [score for score in scores if score.mean is not None]
    alt = "; ".join(f"{_when(score)}: {score.mean:.1f} (n = {score.n})" for score in shown)
    name = f"{version[0]}-{version[1]}".replace(".", "-")
    return Measure(name, Table(title, lines), _chart(version, shown, instrument), alt)


def _chart(version: Version, shown: Sequence[Score], instrument: Instrument | None) -> Chart | None:
    """The means, drawn as one person's totals are; without the frame of a reliable change, which is one person's."""
    answered = [
        Answered(
            id=UUID(int=number),
            point=score.point,
            kind=score.point,
            week=score.week,
            instrument=version[0],
            version=version[1],
            day=ANY_MONDAY + timedelta(weeks=score.week),
            total=score.mean,
            complete=True,
            skipped=False,
        )
        for number, score in enumerate(shown)
    ]
    drawn = chart(History(*version, instrument, answered), lambda row: str(row.week))
    return replace(drawn, steady=None) if drawn else None


def _when(score: Score) -> str:
    """The week, and the point of it, as its programme calls it."""
    if not score.week:
        return _("At the start (%(point)s)") % {"point": score.point}
    return _("Week %(week)s (%(point)s)") % {"week": score.week, "point": score.point}


def _counts(row: Row, labels: Sequence[str]) -> list[Cell]:
    return [_cell(label, _number(count)) for label, count in zip(labels, row.cells, strict=True)]


def _name(label: str, text: str) -> Cell:
    return {"label": label, "text": text if text != ALL else _("All")}


def _cell(label: str, text: str) -> Cell:
    return {"label": label, "text": text, "number": True}


def _number(count: int | None) -> str:
    return _("hidden") if count is None else str(count)


def _time(value: int | None, unit: str) -> str:
    if value is None:
        return NOTHING
    if unit == "hours":
        return ngettext("%(n)d hour", "%(n)d hours", value) % {"n": value}
    return ngettext("%(n)d day", "%(n)d days", value) % {"n": value}
