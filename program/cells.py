"""Small cells of a table are hidden, and as many others as it takes that nobody can work them out. Pure.

Primary: a count below the smallest cell is hidden, unless it is 0. Complementary: where a total is shown, more cells of
its line are hidden, so that what can be worked out from the total is never a single cell, nor itself a small number.
Totals are cells like all others: a small one is hidden too. The default of five (`Program.smallest_cell`) is our own
choice, common for tables of people.
"""

from collections.abc import Iterable, Iterator, Sequence

Place = tuple[int, int]
Counts = Sequence[Sequence[int]]


def hide(parts: Counts, smallest: int, *, down: bool = False) -> tuple[list[list[int | None]], list[list[int]]]:
    """The table with a total behind each row, and with `down` a row of totals below; None stands for what is hidden.

    Comes with the same table as it is, which nobody but a test may look at. Counts are 0 or more.
    """
    table = with_totals(parts, down=down)
    hidden = hidden_cells(table, smallest, down=down)
    shown = [
        [None if (row, column) in hidden else count for column, count in enumerate(line)]
        for row, line in enumerate(table)
    ]
    return shown, table


def with_totals(parts: Counts, *, down: bool) -> list[list[int]]:
    table = [[*row, sum(row)] for row in parts]
    if down and table:
        table.append([sum(column) for column in zip(*table, strict=True)])
    return table


def hidden_cells(table: Counts, smallest: int, *, down: bool) -> set[Place]:
    """Which cells of a table with totals are not shown. Hiding only ever grows, so it comes to an end."""
    hidden = {place for place, count in _cells(table) if 0 < count < smallest}
    while True:
        more = _from_lines(table, hidden, smallest, down=down) or _from_bridges(table, hidden, down=down)
        if more is None:
            return hidden
        hidden.add(more)


def lines(table: Counts, *, down: bool) -> Iterator[list[Place]]:
    """What adds up: the cells of each row, and with `down` those of each column. The total comes last."""
    for row, line in enumerate(table):
        yield [(row, column) for column in range(len(line))]
    if down and table:
        for column in range(len(table[0])):
            yield [(row, column) for row in range(len(table))]


def _cells(table: Counts) -> Iterator[tuple[Place, int]]:
    for row, line in enumerate(table):
        for column, count in enumerate(line):
            yield (row, column), count


def _from_lines(table: Counts, hidden: set[Place], smallest: int, *, down: bool) -> Place | None:
    """A cell of a line whose hidden cells could be worked out, alone or as a small sum; None where there is none."""
    for line in lines(table, down=down):
        lost = [place for place in line if place in hidden]
        left_over = line[-1] not in hidden and sum(table[row][column] for row, column in lost) < smallest
        if lost and (len(lost) == 1 or left_over):
            more = _cheapest(table, (place for place in line if place not in hidden), line[-1])
            if more is not None:
                return more
    return None


def _from_bridges(table: Counts, hidden: set[Place], *, down: bool) -> Place | None:
    """A cell beside one that several lines together would give away.

    Lines are knots and each hidden cell ties its two lines together: a cell can be worked out if, without it, no other
    way leads from one of its lines to the other. Without sums down, all columns are one knot that holds no sum.
    """
    for place in sorted(hidden):
        if not _other_way(place, hidden, down=down):
            row, column = place
            beside = [(row, other) for other in range(len(table[row]))]
            beside += [(other, column) for other in range(len(table)) if down]
            more = _cheapest(table, (other for other in beside if other not in hidden), None)
            if more is not None:
                return more
    return None


def _other_way(place: Place, hidden: set[Place], *, down: bool) -> bool:
    """Whether the two lines of a hidden cell hang together without it."""
    start, goal = _knots(place, down=down)
    reached, before = {start}, 0
    while len(reached) > before:
        before = len(reached)
        for other in hidden - {place}:
            ends = set(_knots(other, down=down))
            if ends & reached:
                reached |= ends
    return goal in reached


def _knots(place: Place, *, down: bool) -> tuple[str, str]:
    return f"row {place[0]}", f"column {place[1]}" if down else "columns"


def _cheapest(table: Counts, places: Iterable[Place], total: Place | None) -> Place | None:
    """The smallest count that is not 0, a total only when nothing else is left; a 0, which people expect, last."""
    return min(places, key=lambda place: (not _count(table, place), place == total, _count(table, place)), default=None)


def _count(table: Counts, place: Place) -> int:
    return table[place[0]][place[1]]
