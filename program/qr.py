"""Drawing a QR code as one SVG path: no picture to fetch, no script, no style attribute for the policy to refuse."""

from dataclasses import dataclass

import segno

QUIET_ZONE = 4


@dataclass(frozen=True)
class Drawing:
    """A square of `size` units a side and the path of its dark parts."""

    size: int
    path: str


def draw(text: str) -> Drawing:
    """The code for `text`, with the light margin that scanners need."""
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    bars = "".join(
        f"M{start + QUIET_ZONE} {y + QUIET_ZONE}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _dark_runs(row)
    )
    return Drawing(size=len(rows) + 2 * QUIET_ZONE, path=bars)


def _dark_runs(row: bytes) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
