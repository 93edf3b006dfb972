"""Where words stand in the editions of a programme, in every language, and what each place would say without them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from modules.canonical import sha256_of
from modules.mending import Cut, Words, cuts, in_html, in_text, plain
from modules.models import EditionStep
from program.models import Edition, EditionWeek, FixedWords, Part, WeekWords
from worksheets.models import WorksheetVersion
from worksheets.translating import WORDS

# The texts of each frozen row: as typed, and as HTML. What is read of a worksheet's questions stands under WORDS.
TYPED: Mapping[Part, Sequence[str]] = {Part.WEEK: ("title", "aim"), Part.STEP: ("title",), Part.SHEET: ("title",)}
DRAWN: Mapping[Part, Sequence[str]] = {
    Part.WEEK: ("expect_html", "between_html"),
    Part.STEP: ("html",),
    Part.SHEET: ("intro_html", "ending_html"),
}
# Nothing is left of these but their place on a page.
NEVER_EMPTY = {"title", "label"}


@dataclass(frozen=True)
class Text:
    """The texts of one frozen row as they are read now, under the names of its fields."""

    part: Part
    edition: Edition
    week: int
    place: int
    language: str
    content: Mapping[str, Any]

    @property
    def key(self) -> tuple[UUID, str, int, int, str]:
        return self.edition.pk, str(self.part), self.week, self.place, self.language


@dataclass(frozen=True)
class Found:
    """One row that holds the words: what it would hold, and whether something would have no name any more."""

    text: Text
    content: Mapping[str, Any]
    leaves_empty: bool


@dataclass(frozen=True)
class Place:
    """One place that reads the same in all of `editions`: each time that the words stand in it, and what comes."""

    part: Part
    week: int
    step: int
    language: str
    cuts: Sequence[Cut]
    new: str
    editions: list[int] = field(default_factory=list)


def texts_of(editions: Sequence[Edition]) -> list[Text]:
    """Everything that editions say, with earlier fixes. Five statements for any number of them."""
    named = {edition.pk: edition for edition in editions}
    rows = FixedWords.objects.filter(edition__in=editions).order_by("number")
    fixed = {(row.edition_id, row.part, row.week, row.place, row.language): row.content for row in rows}
    return [replace(text, content=fixed.get(text.key, text.content)) for text in _published(named)]


def _published(editions: Mapping[UUID, Edition]) -> Iterator[Text]:
    for week in EditionWeek.objects.filter(edition__in=editions):
        yield row_text(Part.WEEK, week, editions[week.edition_id], week.number)
    for words in WeekWords.objects.filter(edition__in=editions):
        yield row_text(Part.WEEK, words, editions[words.edition_id], words.number, language=words.language)
    for step in EditionStep.objects.filter(edition__in=editions):
        edition = editions[step.edition_id]
        yield row_text(Part.STEP, step, edition, step.week, step.number, step.language)
    for sheet in WorksheetVersion.in_all_languages.filter(edition__in=editions):
        yield row_text(Part.SHEET, sheet, editions[sheet.edition_id], sheet.week, language=sheet.language)


def row_text(part: Part, row: Any, edition: Edition, week: int, place: int = 0, language: str = "") -> Text:
    names = [*TYPED[part], *DRAWN[part], *(["questions"] if part == Part.SHEET else [])]
    return Text(part, edition, week, place, language, {name: getattr(row, name) for name in names})


def without(words: Words, text: Text) -> Found | None:
    """The same texts without the words; None where they are not in them."""
    content = dict(text.content)
    for name in TYPED[text.part]:
        content[name] = in_text(words, content[name])
    for name in DRAWN[text.part]:
        content[name] = in_html(words, content[name])
    if "questions" in content:
        content["questions"] = _questions(words, content["questions"])
    if content == text.content:
        return None
    return Found(text, content, leaves_empty=_lost_a_name(content, text.content))


def read_of(text: Text, content: Mapping[str, Any] | None = None) -> list[str]:
    """Every text of a row as people read it, in the same order before and after."""
    content = text.content if content is None else content
    typed = [content[name] for name in TYPED[text.part]]
    drawn = [plain(content[name]) for name in DRAWN[text.part]]
    return [*typed, *drawn, *spoken(content.get("questions", []))]


def places(words: Words, found: Sequence[Found]) -> list[Place]:
    """For a page: each wording once, with the editions that it stands in, by week and place."""
    grouped: dict[tuple[Any, ...], Place] = {}
    for each in found:
        text, pairs = each.text, zip(read_of(each.text), read_of(each.text, each.content), strict=True)
        for number, (before, after) in enumerate(pairs):
            if before != after:
                key = (text.week, str(text.part), text.place, text.language or text.edition.language, number, before)
                place = grouped.get(key) or _place(words, key, before)
                grouped[key] = place
                if text.edition.number not in place.editions:
                    place.editions.append(text.edition.number)
    return [grouped[key] for key in sorted(grouped)]


def seen(words: Words, found: Sequence[Found]) -> str:
    """The fingerprint of what a page showed: whoever confirms, confirms this and nothing else."""
    rows = sorted([*map(str, each.text.key), sha256_of(each.content)] for each in found)
    return sha256_of({"old": words.old, "new": words.new, "rows": rows})


def named(part: Part, step: int) -> str:
    """What a place is called on a page."""
    if part == Part.STEP:
        return _("step %(number)d") % {"number": step}
    return {Part.WEEK: _("the week's own page"), Part.SHEET: _("the worksheet")}[part]


def _place(words: Words, key: tuple[Any, ...], before: str) -> Place:
    week, part, step, language, _number, _before = key
    return Place(Part(part), week, step, language, cuts(words, before), words.new)


def _questions(words: Words, value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: in_text(words, each) if name in WORDS and isinstance(each, str) else _questions(words, each)
            for name, each in value.items()
        }
    return [_questions(words, each) for each in value] if isinstance(value, list) else value


def spoken(value: Any) -> list[str]:
    """The words of questions as people read them."""
    return [text for _name, text in asked(value)]


def asked(value: Any) -> list[tuple[str, str]]:
    """The same, each with what it is called in its question; in one order, whichever the database keeps them in."""
    if isinstance(value, dict):
        names = sorted(WORDS, key=lambda name: (name != "label", name))
        texts = [(name, value[name]) for name in names if isinstance(value.get(name), str)]
        return texts + [
            pair for _name, each in sorted(value.items()) if not isinstance(each, str) for pair in asked(each)
        ]
    return [pair for each in value for pair in asked(each)] if isinstance(value, list) else []


def _lost_a_name(now: Any, before: Any) -> bool:
    """Whether a title or a label was emptied: a page has to call the thing something."""
    if isinstance(now, dict):
        emptied = any(name in NEVER_EMPTY and before[name] and not value for name, value in now.items())
        return emptied or any(_lost_a_name(value, before[name]) for name, value in now.items())
    return isinstance(now, list) and any(_lost_a_name(*pair) for pair in zip(now, before, strict=True))
