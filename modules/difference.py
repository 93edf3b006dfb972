"""What changed between two editions, as a clinician can read it: week by week, place by place, words out and words in.

Weeks are matched by what they are (their worksheet, else their number), steps and questions by their keys: a week that
moved is one that moved, and not two that changed. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from modules.redrawn import redrawn, told

# Of what stays the same, so many words are shown on either side of a change.
AROUND = 6


@dataclass(frozen=True)
class Slot:
    """One place with words. `name` matches it in another edition, `label` calls it something on a page."""

    name: str
    label: str
    language: str = ""


@dataclass(frozen=True)
class Said:
    """The words of a place, and as what they are drawn, where they are."""

    words: str
    html: str = ""


@dataclass(frozen=True)
class SaidWeek:
    """What one week of an edition says, by place in order. `identity` is its worksheet's key, or empty."""

    number: int
    title: str
    identity: str
    said: Mapping[Slot, Said]


@dataclass(frozen=True)
class SaidEdition:
    """`beside` is what belongs to no week: measures, letter templates and rules."""

    weeks: Sequence[SaidWeek]
    beside: Mapping[Slot, Said] = field(default_factory=dict)


@dataclass(frozen=True)
class Piece:
    """Words that stay, go or come: 'same', 'out' or 'in'."""

    kind: str
    words: str


@dataclass(frozen=True)
class Line:
    """One place that reads otherwise; or that only looks so, which `told` says in sentences."""

    label: str
    language: str
    pieces: Sequence[Piece] = ()
    told: Sequence[str] = ()


@dataclass(frozen=True)
class ChangedWeek:
    """One week. `was` is its number before; None for a new one. `number` is None for one that is gone."""

    number: int | None
    was: int | None
    title: str
    lines: Sequence[Line] = ()


@dataclass(frozen=True)
class Difference:
    """Weeks in the order of the newer edition, those that are gone last."""

    weeks: Sequence[ChangedWeek]
    beside: Sequence[Line]

    @property
    def is_empty(self) -> bool:
        return not self.weeks and not self.beside


def between(old: SaidEdition, new: SaidEdition) -> Difference:
    pairs = _pairs(old.weeks, new.weeks)
    weeks = [changed for week in new.weeks if (changed := _week(pairs.get(week.number), week)) is not None]
    kept = {before.number for before in pairs.values()}
    gone = [ChangedWeek(None, week.number, week.title) for week in old.weeks if week.number not in kept]
    return Difference([*weeks, *gone], list(_lines(old.beside, new.beside)))


def _pairs(old: Sequence[SaidWeek], new: Sequence[SaidWeek]) -> dict[int, SaidWeek]:
    """For each week of the newer edition by its number, the one it was."""
    left = list(old)
    found: dict[int, SaidWeek] = {}
    for same in (_is_same, _has_its_place):
        for week in new:
            before = None if week.number in found else next((each for each in left if same(each, week)), None)
            if before is not None:
                found[week.number] = before
                left.remove(before)
    return found


def _is_same(before: SaidWeek, week: SaidWeek) -> bool:
    return bool(week.identity) and before.identity == week.identity


def _has_its_place(before: SaidWeek, week: SaidWeek) -> bool:
    return before.number == week.number


def _week(before: SaidWeek | None, week: SaidWeek) -> ChangedWeek | None:
    if before is None:
        return ChangedWeek(week.number, None, week.title)
    lines = list(_lines(before.said, week.said))
    if not lines and before.number == week.number:
        return None
    return ChangedWeek(week.number, before.number, week.title, lines)


def _lines(old: Mapping[Slot, Said], new: Mapping[Slot, Said]) -> Iterator[Line]:
    """By the names of the places: a step that has another number now is still the same step. What was saved anew, and
    reads and looks as it did, is left out."""
    before = {(slot.name, slot.language): said for slot, said in old.items()}
    names = {(slot.name, slot.language) for slot in new}
    for slot, said in new.items():
        was = before.get((slot.name, slot.language), Said(""))
        if was.words.split() != said.words.split():
            yield Line(slot.label, slot.language, pieces(was.words, said.words))
        elif was.html != said.html and (looks := redrawn(was.html, said.html)):
            yield Line(slot.label, slot.language, told=[told(look) for look in looks])
    for slot, said in old.items():
        if (slot.name, slot.language) not in names and said.words.strip():
            yield Line(slot.label, slot.language, pieces(said.words, ""))


def pieces(old: str, new: str) -> list[Piece]:
    """Word by word; long stretches that stay are cut."""
    before, after = old.split(), new.split()
    found: list[Piece] = []
    for kind, low, high, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", _cut(before[low:high], is_first=low == 0, is_last=high == len(before))))
            continue
        if high > low:
            found.append(Piece("out", " ".join(before[low:high])))
        if last > first:
            found.append(Piece("in", " ".join(after[first:last])))
    return found


def _cut(words: Sequence[str], *, is_first: bool, is_last: bool) -> str:
    head = [] if is_first else words[:AROUND]
    tail = [] if is_last else words[-AROUND:]
    if len(words) <= len(head) + len(tail):
        return " ".join(words)
    return " ".join([*head, "…", *tail])
