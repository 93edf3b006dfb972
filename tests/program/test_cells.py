"""Small cells: what is hidden does not follow from what is shown. Tried with linear algebra, not with our rule."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from program.cells import hide, lines

SMALLEST = 5
Shown = list[list[int | None]]

counts = st.integers(0, 12)


def tables() -> st.SearchStrategy[list[list[int]]]:
    sizes = st.tuples(st.integers(1, 5), st.integers(2, 4))
    return sizes.flatmap(
        lambda size: st.lists(st.lists(counts, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
    )


def worked_out(shown: Shown, *, down: bool) -> set[tuple[int, int]]:
    """The hidden cells whose value follows from the sums: a unit vector in the row space of the equations."""
    unknown = [(row, column) for row, line in enumerate(shown) for column, count in enumerate(line) if count is None]
    equations = []
    for line in lines([[0 if count is None else count for count in row] for row in shown], down=down):
        signs = {place: -1 if place == line[-1] else 1 for place in line}
        equations.append([Fraction(signs.get(place, 0)) for place in unknown])
    basis = reduced(equations)
    return {
        place
        for place, number in zip(unknown, range(len(unknown)), strict=True)
        if any(all((value != 0) == (column == number) for column, value in enumerate(row)) for row in basis)
    }


def reduced(rows: Sequence[Sequence[Fraction]]) -> list[list[Fraction]]:
    """Reduced row echelon form: a variable is determined just when one row names it alone."""
    matrix, pivot = [list(row) for row in rows], 0
    for column in range(len(matrix[0]) if matrix else 0):
        found = next((row for row in range(pivot, len(matrix)) if matrix[row][column]), None)
        if found is None:
            continue
        matrix[pivot], matrix[found] = matrix[found], matrix[pivot]
        lead = matrix[pivot][column]
        matrix[pivot] = [value / lead for value in matrix[pivot]]
        for row in range(len(matrix)):
            if row != pivot and matrix[row][column]:
                factor = matrix[row][column]
                matrix[row] = [value - factor * other for value, other in zip(matrix[row], matrix[pivot], strict=True)]
        pivot += 1
    return matrix[:pivot]


@given(parts=tables(), down=st.booleans())
def test_no_small_count_is_shown_and_nothing_shown_is_wrong(parts: list[list[int]], down: bool) -> None:
    shown, table = hide(parts, SMALLEST, down=down)
    for line, real in zip(shown, table, strict=True):
        for count, true in zip(line, real, strict=True):
            assert count is None or (count == true and not 0 < count < SMALLEST)


@given(parts=tables(), down=st.booleans())
def test_no_hidden_cell_follows_from_the_sums(parts: list[list[int]], down: bool) -> None:
    shown, _table = hide(parts, SMALLEST, down=down)
    assert not worked_out(shown, down=down)


@given(parts=tables(), down=st.booleans())
def test_what_is_left_over_of_a_total_is_not_small(parts: list[list[int]], down: bool) -> None:
    """Unless the whole line is hidden but its total, where there was nothing more to add."""
    shown, table = hide(parts, SMALLEST, down=down)
    for line in lines(table, down=down):
        *cells, (total_row, total_column) = line
        lost = [(row, column) for row, column in cells if shown[row][column] is None]
        if lost and shown[total_row][total_column] is not None:
            assert sum(table[row][column] for row, column in lost) >= SMALLEST


@given(parts=tables(), down=st.booleans())
def test_without_small_counts_nothing_is_hidden(parts: list[list[int]], down: bool) -> None:
    whole = [[count and count + SMALLEST for count in row] for row in parts]
    shown, table = hide(whole, SMALLEST, down=down)
    assert shown == table


def test_a_small_number_takes_its_neighbour_along() -> None:
    shown, _table = hide([[10, 2], [20, 0], [3, 1], [0, 0]], SMALLEST)
    assert shown == [[None, None, 12], [20, 0, 20], [None, None, None], [0, 0, 0]]


def test_with_sums_down_a_second_row_is_hidden_too() -> None:
    shown, _table = hide([[10, 2, 8], [10, 10, 10], [7, 9, 20]], SMALLEST, down=True)
    assert shown[0][1] is None
    assert sum(row[1] is None for row in shown) >= 2
    assert shown[-1][-1] == 86


def test_an_empty_table_stays_empty() -> None:
    assert hide([], SMALLEST, down=True) == ([], [])
