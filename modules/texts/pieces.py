"""What of a programme is translated, piece by piece: its own page with the consent, each week, each worksheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import models
from wagtail.fields import RichTextField, StreamField

from modules.models import ModulePage, ProgrammePage
from modules.texts.walking import Text, Visit, mapped, rich
from worksheets.models import Worksheet

Row: TypeAlias = ProgrammePage | ModulePage | Worksheet

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


def pieces(page: ProgrammePage, language: str) -> list[Piece]:
    """Of the programme's own page, in order: the programme, then each week with its worksheet behind it."""
    return list(_pieces(page, language))


def _pieces(page: ProgrammePage, language: str) -> Iterator[Piece]:
    yield Piece("programme", as_read(page), _translation(page, language))
    weeks = ModulePage.objects.child_of(page).select_related("locale", "worksheet__locale").order_by("number")
    met = set()
    for week in weeks:
        yield Piece(f"week-{week.number}", as_read(week), _translation(week, language))
        if week.worksheet is not None and week.worksheet_id not in met:
            met.add(week.worksheet_id)
            sheet = week.worksheet
            yield Piece(f"worksheet-{sheet.key}", as_read(sheet), _translation(sheet, language))


def as_read(row: Any) -> Any:
    """What is live; the draft of what never was."""
    return row if row.live or row.latest_revision_id is None else row.get_latest_revision_as_object()


def newest(row: Any) -> Any:
    """With what was written since it was published."""
    return row.get_latest_revision_as_object() if row.has_unpublished_changes and row.latest_revision_id else row


def _translation(row: Any, language: str) -> Any:
    rows = type(row).objects.filter(translation_key=row.translation_key, locale__language_code=language)
    found = rows.select_related("locale").first()
    return newest(found) if found is not None else None
