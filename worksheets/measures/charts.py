"""Where the parts of a chart stand: pure geometry for components/chart.html. No colour and no word is chosen here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from worksheets.measures.history import Answered, History
from worksheets.measures.instrument import Instrument

WIDTH, HEIGHT = 320, 180
LEFT, RIGHT, TOP, BOTTOM = 30, 12, 12, 28
LABEL_ROOM = 36
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 72, 26, 4
LABEL_SIZE = 12


@dataclass(frozen=True)
class Strip:
    """A stripe across the chart; `base` is where its label stands."""

    y: float
    height: float
    label: str = ""
    odd: bool = False

    @property
    def base(self) -> float:
        return round(self.y + min(self.height, LABEL_SIZE) - 1, 1)


@dataclass(frozen=True)
class Dot:
    """A total. `label` says when, below the chart; it is empty where there is no room for it."""

    x: float
    y: float
    label: str
    anchor: str


@dataclass(frozen=True)
class Tick:
    y: float
    text: str


@dataclass(frozen=True)
class Chart:
    """`steady` is the stripe round the first total within which nothing has reliably changed."""

    strips: Sequence[Strip]
    steady: Strip | None
    ticks: Sequence[Tick]
    dots: Sequence[Dot]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    label_y: int = HEIGHT - 8

    @property
    def line(self) -> str:
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)

    @property
    def plot_width(self) -> int:
        return self.right - self.left


def chart(history: History, when: Callable[[Answered], str]) -> Chart | None:
    """None with less than two totals, or without a scale to draw them on. `when` names a point in a word or two."""
    scored = history.scored
    if history.instrument is None or history.instrument.total is None or len(scored) < 2:
        return None
    low, high = history.instrument.ends(history.instrument.total)
    return Chart(
        strips=_bands(history.instrument, low, high),
        steady=_steady(history.instrument, scored[0][1], low, high),
        ticks=[Tick(_y(value, low, high), f"{value:g}") for value in (low, high)],
        dots=_dots([row for row, _total in scored], [_y(total, low, high) for _row, total in scored], when),
    )


@dataclass(frozen=True)
class Spark:
    """A line as small as a word, with a dot where it stands now. `floor` is the lower end of the scale."""

    line: str
    x: float
    y: float
    width: int = SPARK_WIDTH
    height: int = SPARK_HEIGHT
    floor: int = SPARK_HEIGHT - SPARK_EDGE


def spark(points: Sequence[tuple[date, float]], low: float, high: float) -> Spark | None:
    """By day, on the whole of its scale, so that a small change looks small; None with less than two points."""
    if len(points) < 2 or high <= low:
        return None
    room = SPARK_HEIGHT - 2 * SPARK_EDGE
    falls = [1 - (min(max(value, low), high) - low) / (high - low) for _day, value in points]
    ys = [round(SPARK_EDGE + fall * room, 1) for fall in falls]
    shares = _shares([day for day, _value in points])
    xs = [round(SPARK_EDGE + share * (SPARK_WIDTH - 2 * SPARK_EDGE), 1) for share in shares]
    return Spark(" ".join(f"{x},{y}" for x, y in zip(xs, ys, strict=True)), xs[-1], ys[-1])


def spark_of(history: History) -> Spark | None:
    """None without a scale to draw it on, too."""
    if history.instrument is None or history.instrument.total is None:
        return None
    low, high = history.instrument.ends(history.instrument.total)
    return spark([(row.day, total) for row, total in history.scored], low, high)


def _y(value: float, low: float, high: float) -> float:
    return round(HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)


def _strip(bottom: float, top: float, ends: tuple[float, float], label: str = "", odd: bool = False) -> Strip:
    y = _y(min(top, ends[1]), *ends)
    return Strip(y, round(_y(max(bottom, ends[0]), *ends) - y, 1), label, odd)


def _bands(instrument: Instrument, low: float, high: float) -> list[Strip]:
    """Bands adjoin half-way between two whole scores, so that no total lies on an edge."""
    half = instrument.total.step / 2 if instrument.total else 0
    return [
        _strip(band.low - half, high if band.high is None else band.high + half, (low, high), band.label, bool(n % 2))
        for n, band in enumerate(instrument.bands)
    ]


def _steady(instrument: Instrument, first: float, low: float, high: float) -> Strip | None:
    if instrument.reliable_change is None:
        return None
    # A change of just so many points is reliable already: the frame ends before it.
    points = instrument.reliable_change.points - (instrument.total.step / 2 if instrument.total else 0)
    return _strip(first - points, first + points, (low, high))


def _dots(rows: Sequence[Answered], heights: Sequence[float], when: Callable[[Answered], str]) -> list[Dot]:
    """By day, so that a wait of four weeks looks like one; evenly, where all were given on one day."""
    shares = _shares([row.day for row in rows])
    xs = [round(LEFT + share * (WIDTH - LEFT - RIGHT), 1) for share in shares]
    labelled = _with_room(xs)
    return [
        Dot(x, y, when(row) if n in labelled else "", _anchor(n, len(rows)))
        for n, (row, x, y) in enumerate(zip(rows, xs, heights, strict=True))
    ]


def _shares(days: Sequence[date]) -> list[float]:
    """How far along each day stands, from 0 to 1."""
    span = (days[-1] - days[0]).days
    return [(day - days[0]).days / span if span else n / (len(days) - 1) for n, day in enumerate(days)]


def _with_room(xs: Sequence[float]) -> set[int]:
    """The first and the last are always named, the others where there is room."""
    last = len(xs) - 1
    labelled, taken = {0, last}, xs[0]
    for n in range(1, last):
        if xs[n] - taken >= LABEL_ROOM and xs[last] - xs[n] >= 2 * LABEL_ROOM:
            labelled.add(n)
            taken = xs[n]
    return labelled


def _anchor(n: int, count: int) -> str:
    return {0: "start", count - 1: "end"}.get(n, "middle")
