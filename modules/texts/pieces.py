"""What of a programme is translated, piece by piece: its own page with the consent, each week, each worksheet."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import models
from wagtail.fields import RichTextField, StreamField

from modules.models import ModulePage, ProgrammePage
from modules.texts.placing import place_of
from modules.texts.walking import Text, Visit, mapped, rich
from worksheets.models import Worksheet

Row: TypeAlias = ProgrammePage | ModulePage | Worksheet

LONGEST_NUMBER = 5

FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    ProgrammePage: ("title", "sample_note", "consent_title", "consent_changed", "consent_parts"),
    ModulePage: ("title", "aim", "expect", "steps", "between"),
    Worksheet: ("title", "intro", "questions", "ending"),
}


@dataclass(frozen=True)
class Piece:
    """`place` begins the place of each of its texts. `source` and `translation` are rows as they would be read now:
    the source as it is live, or its draft where it never was; the translation with what was written since."""

    place: str
    source: Row
    translation: Row | None

    @property
    def row(self) -> Row:
        return self.translation or self.source

    @property
    def is_page(self) -> bool:
        return not isinstance(self.source, Worksheet)


def texts(row: Row, place: str) -> dict[str, Text]:
    """Every text of the row that is not empty, by its place, in reading order."""
    found: dict[str, Text] = {}

    def met(text: Text) -> str:
        found[text.place] = text
        return text.words

    for name in FIELDS[type(row)]:
        _met(row, name, place, met)
    return found


def put(row: Row, place: str, words: Mapping[str, str]) -> None:
    """Sets these words on the row, and saves nothing. What is not named stays."""

    def said(text: Text) -> str:
        return words.get(text.place, text.words)

    for name in FIELDS[type(row)]:
        now, before = _met(row, name, place, said)
        if now != before:
            setattr(row, name, now)


def same_shape(one: Row, other: Row) -> bool:
    """Whether both hold the same texts at the same places, whatever they say, and the same blocks around them."""
    return all(_shape(one, name) == _shape(other, name) for name in FIELDS[type(one)])


def _shape(row: Row, name: str) -> Any:
    field = row._meta.get_field(name)
    if not isinstance(field, StreamField):
        return bool(getattr(row, name))
    met: list[str] = []

    def note(text: Text) -> str:
        met.append(text.place)
        return text.words

    raw = mapped(getattr(row, name), "", note)
    return met, [child["type"] for child in raw]


def _met(row: Row, name: str, place: str, visit: Visit) -> tuple[Any, Any]:
    """The value with each of its texts as `visit` has it, and the value before."""
    field, value = row._meta.get_field(name), getattr(row, name)
    if isinstance(field, StreamField):
        before = [*value.get_prep_value()]
        after = mapped(value, f"{place}/{name}", visit)
        return (value.stream_block.to_python(after), value) if after != before else (value, value)
    if not str(value).strip():
        return value, value
    is_rich = isinstance(field, RichTextField)
    text = Text(f"{place}/{name}", rich(value) if is_rich else value, is_rich, getattr(field, "max_length", None))
    said = visit(text)
    return (value if said == text.words else said), value


def pieces(page: ProgrammePage, language: str, only: str = "") -> list[Piece]:
    """Of the programme's own page, in order: the programme, then each week with its worksheet behind it; or the one at
    this place. Four statements, however many there are."""
    sources = _sources(page, only)
    said = _said_in(language, [row for _place, row in sources])
    return [Piece(place, as_read(row), said.get((type(row), row.translation_key))) for place, row in sources]


def _sources(page: ProgrammePage, only: str) -> list[tuple[str, Row]]:
    rows = ModulePage.objects.child_of(page).order_by("number")
    weeks = rows.select_related("locale", "latest_revision", "worksheet__locale", "worksheet__latest_revision")
    found: dict[str, Row] = {"programme": page}
    for week in weeks.filter(_at(only)):
        found[place_of(week)] = week
        if week.worksheet is not None:
            found.setdefault(place_of(week.worksheet), week.worksheet)
    return [(place, row) for place, row in found.items() if only in {"", place}]


def _at(only: str) -> models.Q:
    """Which weeks to read for it."""
    kind, _dash, name = only.partition("-")
    if kind == "week" and name.isdecimal() and len(name) < LONGEST_NUMBER:
        return models.Q(number=int(name))
    return models.Q(worksheet__key=name) if kind == "worksheet" else models.Q() if not only else models.Q(pk=None)


def _said_in(language: str, sources: list[Row]) -> dict[tuple[type[Any], Any], Row]:
    """The translations, by what they are and by translation key, with what was written since they were published."""
    found: dict[tuple[type[Any], Any], Row] = {}
    for model in {type(row) for row in sources}:
        keys = [row.translation_key for row in sources if type(row) is model]
        rows: Any = model._default_manager.filter(translation_key__in=keys, locale__language_code=language)
        for row in rows.select_related("locale", "latest_revision"):
            found[model, row.translation_key] = newest(row)
    return found


def as_read(row: Any) -> Any:
    """What is live; the draft of what never was."""
    return row if row.live or row.latest_revision is None else worded(row, row.latest_revision.content)


def newest(row: Any) -> Any:
    """With what was written since it was published."""
    is_draft = row.has_unpublished_changes and row.latest_revision is not None
    return worded(row, row.latest_revision.content) if is_draft else row


def worded(row: Any, content: Mapping[str, Any]) -> Any:
    """The row with the words of one of its revisions, for reading: all else is as it is stored. No statement."""
    read = copy(row)
    for name in FIELDS[type(row)]:
        if name in content:
            setattr(read, name, content[name])
    return read
