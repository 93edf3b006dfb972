"""Answers quoted into a letter: whole, or the sentences that the therapist marked while reading."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from program.quoting import quoted
from worksheets.kinds import Shown, plain

SENTENCE = re.compile(r"(?<=[.!?…])\s+")
GAP = " … "


@dataclass(frozen=True)
class Chosen:
    """What was chosen on the page. `pressed` names one answer; `marked` holds the places of sentences by answer."""

    pressed: str
    marked: Mapping[str, frozenset[int]]

    @property
    def answers(self) -> set[str]:
        return {*self.marked, self.pressed}


def chosen(pressed: str, marks: Iterable[str]) -> Chosen:
    """From the posted values. A mark is an answer and the place of a sentence in it: `2.1.goals.3`."""
    marked: dict[str, frozenset[int]] = {}
    for mark in marks:
        answer, _dot, place = mark.rpartition(".")
        if place.isascii() and place.isdigit() and len(place) < 5:
            marked[answer] = marked.get(answer, frozenset()) | {int(place)}
    return Chosen(pressed, marked)


def named(place: str, question: str) -> str:
    """An answer as a button names it. `place` is the week and the version of its worksheet."""
    return f"{place}.{question}"


def sentences(shown: Shown) -> list[str]:
    """The sentences that can be marked. A number says nothing without its scale, so it is not quoted."""
    if shown.out_of is not None or not any(sign.isalpha() for sign in plain(shown)):
        return []
    lines = plain(shown).split("\n")
    return [sentence for line in lines for sentence in SENTENCE.split(line.strip()) if sentence]


def quotation(shown: Shown, places: frozenset[int] | None) -> str:
    """The whole answer, or these sentences of it; sentences between them that were left out show as a gap."""
    said = sentences(shown)
    if not places:
        return quoted(plain(shown)) if said else ""
    kept = [place for place in sorted(places) if place < len(said)]
    return quoted("".join(_joined(said, kept))) if kept else ""


def quotations(answers: Iterable[tuple[str, Shown]], what: Chosen) -> str:
    """All that was chosen, in the order of the answers: marked sentences, and the pressed answer where none is."""
    found = [
        quotation(shown, what.marked.get(name))
        for name, shown in answers
        if name == what.pressed or name in what.marked
    ]
    return "\n\n".join(part for part in found if part)


def appended(text: str, more: str) -> str:
    """The letter with this below it, and room to write on."""
    before = text.rstrip()
    return f"{before}\n\n{more}\n\n" if before else f"{more}\n\n"


def _joined(said: Sequence[str], kept: Sequence[int]) -> Iterator[str]:
    for before, place in zip([None, *kept], kept, strict=False):
        if before is not None:
            yield " " if place == before + 1 else GAP
        yield said[place]
