"""What differs between two packs, said so that a clinician can read it. Pure: nothing is asked of the database.

Two editions are compared by their rows (`modules.difference`), though each keeps its pack: an urgent fix changes how an
edition is read and not the pack that it was published as, and the oldest have none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from modules.packs.pack import Pack
from modules.packs.telling import Chapter, Thing, Told, told

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
TOKEN = re.compile(r"\n|[^\s]+")
CONTEXT = 6
GAP = "…"


@dataclass(frozen=True)
class Piece:
    """Some words; `mark` says whether they are new, gone, or (empty) the same."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Line:
    """One difference. `sentence` says which; `pieces` are the words around it, with what changed marked."""

    kind: str
    sentence: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Section:
    """The differences under one heading; there is at least one."""

    title: str
    lines: tuple[Line, ...]


def difference(old: Pack | None, new: Pack) -> tuple[Section, ...]:
    """All of it, in the order of the programme; nothing where both say the same. Without an old one, all is new."""
    after = told(new)
    before = told(old) if old is not None else Told((), (), ())
    pairs = _same_weeks(before.weeks, after.weeks)
    sections = [
        *_chapters(before.before, after.before),
        Section(_("Weeks"), tuple(_weeks(before.weeks, after.weeks, pairs))),
        *(
            Section(week.title, tuple(_things(pairs[week.key].things, week.things)))
            for week in after.weeks
            if week.key in pairs
        ),
        *_chapters(before.after, after.after),
    ]
    return tuple(section for section in sections if section.lines)


def said_otherwise(here: Pack, file: Pack) -> tuple[Section, ...]:
    """What a file says that will not be so here, named without its words. What it leaves out is no difference."""
    found = {
        section.title: tuple(replace(line, pieces=()) for line in section.lines if line.kind in {ADDED, CHANGED})
        for section in difference(here, file)
    }
    return tuple(Section(title, lines) for title, lines in found.items() if lines)


def _chapters(before: Sequence[Chapter], after: Sequence[Chapter]) -> Iterator[Section]:
    """Those of both, and those of the old one alone at the end."""
    found = {chapter.key: chapter for chapter in before}
    for chapter in after:
        old = found.pop(chapter.key, None)
        yield Section(chapter.title, tuple(_things(old.things if old else (), chapter.things)))
    for chapter in found.values():
        yield Section(chapter.title, tuple(_things(chapter.things, ())))


def _same_weeks(before: Sequence[Chapter], after: Sequence[Chapter]) -> dict[str, Chapter]:
    """The old week of each new one, by the new one's key: that with most in common, whatever its number."""
    scores = sorted(
        (-_in_common(old, new), abs(int(old.key) - int(new.key)), int(new.key), old.key)
        for old in before
        for new in after
        if _in_common(old, new)
    )
    olds, pairs = {week.key: week for week in before}, dict[str, Chapter]()
    for _score, _apart, number, old_key in scores:
        if str(number) not in pairs and old_key in olds:
            pairs[str(number)] = olds.pop(old_key)
    return pairs


def _in_common(old: Chapter, new: Chapter) -> int:
    """Steps and worksheet by their keys; the same title counts most."""
    mine, others = ({thing.key for thing in week.things if thing.key} for week in (old, new))
    worksheets = len([key for key in mine & others if key.startswith("worksheet ")])
    return len(mine & others) + 5 * worksheets + 10 * (_bare(old) == _bare(new))


def _bare(week: Chapter) -> str:
    return week.title.partition(": ")[2]


def _weeks(before: Sequence[Chapter], after: Sequence[Chapter], pairs: dict[str, Chapter]) -> Iterator[Line]:
    kept = {week.key for week in pairs.values()}
    for week in before:
        if week.key not in kept:
            yield Line(REMOVED, _("%(week)s is taken out.") % {"week": week.title})
    for week in after:
        old = pairs.get(week.key)
        if old is None:
            yield Line(ADDED, _("%(week)s is new.") % {"week": week.title})
            continue
        if _bare(old) != _bare(week):
            yield Line(CHANGED, _("%(old)s is now called %(new)s.") % {"old": old.title, "new": week.title})
        elif old.key != week.key:
            named = {"old": old.key, "week": week.title}
            yield Line(MOVED, _("%(week)s was week %(old)s before.") % named)


def _things(before: Sequence[Thing], after: Sequence[Thing]) -> Iterator[Line]:
    olds, news = {thing.key: thing for thing in before}, {thing.key: thing for thing in after}
    for key, thing in olds.items():
        if key not in news:
            yield Line(REMOVED, _("%(name)s is taken out.") % {"name": thing.name}, _all(thing, REMOVED))
    moved = _moved([key for key in olds if key in news], [key for key in news if key in olds])
    for key, thing in news.items():
        old = olds.get(key)
        if old is None:
            yield Line(ADDED, _("%(name)s is new.") % {"name": thing.name}, _all(thing, ADDED))
            continue
        if key in moved:
            yield Line(MOVED, _("%(name)s stands in another place.") % {"name": thing.name})
        for name in thing.words:
            if old.words.get(name, "").split() != thing.words[name].split():
                said = _("%(name)s: %(what)s") % {"name": thing.name, "what": name}
                yield Line(CHANGED, said, marked(old.words.get(name, ""), thing.words[name]))


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Those that stand elsewhere among the ones that both have: as few as explain the new order."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {before[place] for block in blocks for place in range(block.a, block.a + block.size)}
    return set(before) - stayed


def _all(thing: Thing, mark: str) -> tuple[Piece, ...]:
    text = " · ".join(words for words in thing.words.values() if words.strip())
    return (Piece(text, mark),) if text else ()


def marked(old: str, new: str) -> tuple[Piece, ...]:
    """The new words with what is new in them and what is gone from them; long stretches of the same are left out."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    pieces: list[Piece] = []
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (kind, a, b, c, d) in enumerate(changes):
        if kind == "equal":
            pieces.append(Piece(_shortened(before[a:b], number > 0, number < len(changes) - 1)))
            continue
        if b > a:
            pieces.append(Piece(_joined(before[a:b]), REMOVED))
        if d > c:
            pieces.append(Piece(_joined(after[c:d]), ADDED))
    return tuple(pieces)


def _shortened(words: Sequence[str], has_before: bool, has_after: bool) -> str:
    start = list(words[:CONTEXT]) if has_before else []
    end = list(words[-CONTEXT:]) if has_after else []
    if len(words) <= len(start) + len(end) + 1:
        return _joined(words)
    return _joined([*start, GAP, *end])


def _joined(words: Sequence[str]) -> str:
    return " ".join(words).replace(" \n ", "\n").strip(" ")
