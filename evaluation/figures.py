"""What the figures say, from counts: shares, medians, hidden cells. Pure: no clock, no database, no words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from evaluation.counts import AlertTime, ChangeCount, ScoreCount, WaitCount, WeekCount
from program.cells import hide

ONE_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Row:
    """`cells` are the parts and then their sum; None is hidden. `of` is the share of the first part in percent, where
    everything that it is made of is shown."""

    name: str
    cells: Sequence[int | None]
    median: int | None = None
    nine_in_ten: int | None = None

    @property
    def share(self) -> int | None:
        first, total = self.cells[0], self.cells[-1]
        return round(100 * first / total) if first is not None and total else None


@dataclass(frozen=True)
class Score:
    """A mean of enough people, or None for everything that would be about fewer."""

    week: int
    point: str
    n: int | None
    mean: float | None
    spread: float | None


ALL = ""
"""The name of a row of sums."""


def rows(names: Sequence[str], parts: Sequence[Sequence[int]], smallest: int, *, down: bool = False) -> list[Row]:
    """Named rows with small cells hidden; with `down` the last one is the sum of all."""
    shown, _real = hide(parts, smallest, down=down)
    return [Row(name, cells) for name, cells in zip([*names, *([ALL] if down and parts else [])], shown, strict=True)]


def states(counted: Mapping[str, int], order: Sequence[str], smallest: int) -> Row:
    """One row: where people stand."""
    return rows(["people"], [[counted.get(state, 0) for state in order]], smallest)[0]


def weeks(begun: int, found: Iterable[WeekCount], smallest: int) -> list[Row]:
    """Of everybody who began: sent the week's worksheet, opened it only, has not opened it."""
    found = list(found)
    parts = [[week.sent, week.opened - week.sent, max(begun - week.opened, 0)] for week in found]
    return rows([str(week.number) for week in found], parts, smallest)


def scores(found: Iterable[ScoreCount], smallest: int) -> dict[tuple[str, str], list[Score]]:
    """By instrument and version, in the order of time."""
    by_version: dict[tuple[str, str], list[Score]] = {}
    for each in found:
        shown = each.n >= smallest
        score = Score(each.week, each.point, *((each.n, each.mean, each.spread) if shown else (None, None, None)))
        by_version.setdefault(each.version, []).append(score)
    return by_version


def changes(found: Sequence[ChangeCount], smallest: int) -> list[Row]:
    """Reliably better, no reliable change, reliably worse; a row for each instrument, in the order given."""
    return rows(
        [each.version[0] for each in found], [[each.improved, each.same, each.worse] for each in found], smallest
    )


def waits(found: Iterable[WaitCount], kinds: Sequence[str], smallest: int) -> list[Row]:
    """Answered in time, answered late, still waiting; with the days that answers took, where enough were given."""
    found = list(found)
    parts = [_kept([wait for wait in found if wait.kind == kind]) for kind in kinds]
    shown = rows(kinds, parts, smallest, down=True)
    return [_with_days(row, [wait for wait in found if row.name in {ALL, wait.kind}], smallest) for row in shown]


def alerts(found: Iterable[AlertTime], severities: Sequence[str], smallest: int) -> list[Row]:
    """Acknowledged in time, acknowledged later, open; with the hours it took, where enough were acknowledged."""
    found = list(found)
    parts = [
        [
            sum(each.is_in_time is True for each in found if each.severity == severity),
            sum(each.is_in_time is False for each in found if each.severity == severity),
            sum(each.is_in_time is None for each in found if each.severity == severity),
        ]
        for severity in severities
    ]
    shown = rows(severities, parts, smallest, down=True)
    return [_with_hours(row, [each for each in found if row.name in {ALL, each.severity}], smallest) for row in shown]


def percentile(counted: Mapping[int, int], share: float) -> int | None:
    """The smallest value that at least this share of all do not exceed (nearest rank); None of nothing."""
    total, so_far = sum(counted.values()), 0
    for value in sorted(counted):
        so_far += counted[value]
        if counted[value] and so_far >= share * total:
            return value
    return None


def _kept(found: Sequence[WaitCount]) -> list[int]:
    return [
        sum(wait.n for wait in found if wait.days is not None and wait.in_time),
        sum(wait.n for wait in found if wait.days is not None and not wait.in_time),
        sum(wait.n for wait in found if wait.days is None),
    ]


def _with_days(row: Row, found: Iterable[WaitCount], smallest: int) -> Row:
    days: Counter[int] = Counter()
    for wait in found:
        if wait.days is not None:
            days[wait.days] += wait.n
    return _timed(row, days, smallest)


def _with_hours(row: Row, found: Iterable[AlertTime], smallest: int) -> Row:
    return _timed(row, Counter(each.took // ONE_HOUR for each in found if each.took is not None), smallest)


def _timed(row: Row, counted: Mapping[int, int], smallest: int) -> Row:
    """A median of a few would be about each of them."""
    if sum(counted.values()) < smallest:
        return row
    return Row(row.name, row.cells, percentile(counted, 0.5), percentile(counted, 0.9))
