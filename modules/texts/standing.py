"""Where the translation of each piece stands: whether it is there, live, and says what its source says now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from modules import in_review
from modules.models import ProgrammePage
from modules.texts.bases import bases
from modules.texts.pieces import Piece, Row, pieces, texts
from modules.texts.walking import Text

# In place of a text that nobody can say what it was translated from.
UNKNOWN = "?"


class State(models.TextChoices):
    MISSING = "missing", _("Missing")
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    LIVE = "live", _("Live")


@dataclass(frozen=True)
class Line:
    """One text: as it is, as it was when it was translated, and in the other language (empty: not translated)."""

    place: str
    source: Text
    before: str
    said: str

    @property
    def is_unknown(self) -> bool:
        """Nobody knows what it was translated from."""
        return self.before == UNKNOWN

    @property
    def was(self) -> str:
        """The words it was translated from, without tags."""
        return "" if self.is_unknown else Text(self.place, self.before, self.source.is_rich).plain

    @property
    def is_stale(self) -> bool:
        """Translated from other words than those that stand there now."""
        return bool(self.said) and self.before != self.source.words


@dataclass(frozen=True)
class Standing:
    """`basis` is the source as it was when the translation last said the same; None where that is not known."""

    piece: Piece
    state: State
    basis: Row | None

    @cached_property
    def lines(self) -> list[Line]:
        piece = self.piece
        now = texts(piece.source, piece.place)
        before = now if self.basis is piece.source else texts(self.basis, piece.place) if self.basis else {}
        said = _said(piece, now, before)
        unknown = UNKNOWN if self.basis is None else ""
        return [
            Line(place, text, before[place].words if place in before else unknown, said.get(place, ""))
            for place, text in now.items()
        ]

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def done(self) -> int:
        return sum(bool(line.said) for line in self.lines)

    @cached_property
    def is_stale(self) -> bool:
        """The words of the source have changed since, or some of them are gone. Other changes make nothing stale."""
        if self.state == State.MISSING or self.basis is self.piece.source:
            return False
        gone = self.basis is None or texts(self.basis, self.piece.place).keys() - {line.place for line in self.lines}
        return bool(gone) or any(line.before != line.source.words for line in self.lines)

    @property
    def has_draft(self) -> bool:
        row: Any = self.piece.translation
        return self.state == State.LIVE and row.has_unpublished_changes


def standings(page: ProgrammePage, language: str, only: str = "") -> list[Standing]:
    """Of every piece of the programme, in order, or of the one at this place. As many statements for one week as for
    twenty."""
    found = pieces(page, language, only)
    held, waiting = bases(found, language), in_review.waiting()
    return [Standing(piece, _state(piece, waiting), held[piece.place]) for piece in found]


def _state(piece: Piece, waiting: Collection[Any]) -> State:
    row: Any = piece.translation
    if row is None:
        return State.MISSING
    if in_review.mark(row) in waiting:
        return State.REVIEW
    return State.LIVE if row.live else State.DRAFT


def _said(piece: Piece, now: Mapping[str, Text], before: Mapping[str, Text]) -> dict[str, str]:
    """The translated words by place. A copy that still speaks the source's language is no translation."""
    if piece.translation is None:
        return {}
    there = texts(piece.translation, piece.place)
    sources = {place: {text.words for held in (now, before) if (text := held.get(place))} for place in there}
    return {place: text.words for place, text in there.items() if text.words not in sources[place]}
