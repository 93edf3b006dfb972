"""A pack as things with names and words, in the order in which a person would read them: what differences compare."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from modules.packs.markdown import Block, Part
from modules.packs.pack import Consent, Pack, PageFile, Step, Week
from worksheets.files import tree

Words = dict[str, str]


@dataclass(frozen=True)
class Thing:
    """`key` says which thing it is, whatever it is called now; `words` holds what it says, under plain names."""

    key: str
    name: str
    words: Words


@dataclass(frozen=True)
class Chapter:
    """Things that belong together, under one heading."""

    key: str
    title: str
    things: tuple[Thing, ...]


@dataclass(frozen=True)
class Told:
    """A pack: what stands before its weeks, its weeks, and what stands after them."""

    before: tuple[Chapter, ...]
    weeks: tuple[Chapter, ...]
    after: tuple[Chapter, ...] = field(default=())


def told(pack: Pack) -> Told:
    return Told(
        before=(
            Chapter("programme", _("The programme"), (_programme(pack),)),
            Chapter("consent", _("What people agree to"), tuple(_consent(pack.consent))),
        ),
        weeks=tuple(week(each) for each in pack.weeks),
        after=tuple(_after(pack)),
    )


def week(each: Week) -> Chapter:
    """A week with its steps and its worksheet."""
    about = {
        _("title"): each.title,
        _("aim"): each.aim,
        _("kind"): each.kind,
        _("minutes"): str(each.minutes),
        _("days"): str(each.length_days),
        _("wait before"): str(each.after_days),
        _("gate"): each.gate,
        _("what to expect"): _plain(each.expect),
        _("between now and next week"): _plain(each.between),
    }
    title = _("Week %(number)d: %(title)s") % {"number": each.number, "title": each.title}
    things = [Thing("", _("The week"), about), *map(_step, each.steps), *_worksheet(each)]
    return Chapter(f"{each.number}", title, tuple(things))


def _programme(pack: Pack) -> Thing:
    words = {_("title"): pack.title, _("language"): pack.language, _("sample note"): pack.sample_note}
    return Thing("", _("The programme"), words)


def _consent(consent: Consent) -> Iterator[Thing]:
    words = {
        _("version"): str(consent.version),
        _("title"): consent.title,
        _("what has changed"): _plain(consent.changed),
    }
    yield Thing("", _("The text"), words)
    yield from _parts(consent.parts)


def _parts(parts: Sequence[Part]) -> Iterator[Thing]:
    for part in parts:
        name = _("Part “%(title)s”") % {"title": part.title}
        yield Thing(f"part {part.title}", name, {_("text"): _plain(part.html)})


def _step(step: Step) -> Thing:
    words = {_("title"): step.title, _("text"): "\n".join(map(_block, step.blocks)), _("recording"): step.sound}
    return Thing(f"step {step.key}", _("Step “%(title)s”") % {"title": step.title}, words)


def _block(block: Block) -> str:
    parts = [f"{part.title}\n{_plain(part.html)}" for part in block.parts]
    only = flat(vars(block.only)) if block.only is not None else ""
    named = "" if block.kind == "text" else " ".join(each for each in (f"[{block.kind}]", block.title, only) if each)
    said = (named, block.alt, block.caption, _plain(block.html), *parts, *map(_block, block.inside))
    return "\n".join(each for each in said if each)


def _worksheet(each: Week) -> Iterator[Thing]:
    if each.worksheet is None:
        return
    plain = each.worksheet.plain()
    words = {
        _("title"): str(plain.get("title", "")),
        _("minutes"): str(plain.get("minutes", "")),
        _("introduction"): str(plain.get("intro", "")),
        _("ending"): str(plain.get("ending", "")),
    }
    yield Thing(f"worksheet {plain.get('key')}", _("The worksheet"), words)
    for question in plain.get("questions", []):
        yield _question(question)


def _question(question: Mapping[str, Any]) -> Thing:
    said = {
        _("kind"): str(question["kind"]),
        _("words"): str(question.get("label", "")),
        _("help"): str(question.get("help", "")),
    }
    rest = {name: value for name, value in question.items() if name not in {"key", "kind", "label", "help"}}
    # Another kind of question is another question: an answer to the one is none to the other.
    key = f"question {question['key']} {question['kind']}"
    name = _("Question “%(words)s”") % {"words": question.get("label", question["key"])}
    return Thing(key, name, {**said, _("settings"): flat(rest)})


def _after(pack: Pack) -> Iterator[Chapter]:
    points = [Thing(f"{point.key}", point.key, {_("settings"): flat(vars(point))}) for point in pack.assessments]
    yield Chapter("assessments", _("When people are asked how they are"), tuple(points))
    brought = [
        Thing(f"{file.instrument.key} {file.instrument.language}", file.instrument.title, {_("text"): file.text})
        for file in pack.instruments
    ]
    yield Chapter("instruments", _("Measures that come with it"), tuple(brought))
    yield Chapter("rules", _("Risk rules"), _listed(pack.risk))
    yield Chapter("letters", _("Letter templates"), _listed(pack.letters))
    lines = [
        Thing(key, line.name, {_("number"): line.number, _("settings"): flat({**vars(line), "number": ""})})
        for key, line in pack.lines.items()
    ]
    yield Chapter("lines", _("Crisis lines"), tuple(lines))
    arms = [Thing(arm.key, arm.title, {_("title"): arm.title, _("weight"): str(arm.weight)}) for arm in pack.arms]
    yield Chapter("arms", _("Ways of helping that are compared"), tuple(arms))
    yield Chapter("pages", _("Pages that anybody may read"), tuple(map(_page, pack.pages)))
    films = [
        Thing(key, film.title, {_("words"): film.transcript, _("file"): _file(film.content, film.captions)})
        for key, film in pack.media.items()
    ]
    yield Chapter("media", _("Videos and recordings"), tuple(films))
    yield from _translations(pack)


def _translations(pack: Pack) -> Iterator[Chapter]:
    for each in pack.translations:
        named = {"language": each.language}
        about = Thing("", _("The programme"), {_("title"): each.title, _("sample note"): each.sample_note})
        things = (about, *_consent(each.consent), *map(_page, each.pages), *_listed(each.letters))
        yield Chapter(each.language, _("In “%(language)s”") % named, things)
        for chapter in map(week, each.weeks):
            title = _("In “%(language)s”: %(title)s") % {**named, "title": chapter.title}
            yield Chapter(f"{each.language} {chapter.key}", title, chapter.things)


def _listed(rows: Sequence[tree.Mapping]) -> tuple[Thing, ...]:
    plain = [row.plain() for row in rows]
    return tuple(
        Thing(
            str(row.get("key")),
            str(row.get("title", row.get("key"))),
            {_("title"): str(row.get("title", "")), _("text"): str(row.get("text", "")), _("settings"): flat(rest)},
        )
        for row in plain
        for rest in [{name: value for name, value in row.items() if name not in {"key", "title", "text"}}]
    )


def _page(page: PageFile) -> Thing:
    parts = "\n".join(f"{part.title}\n{_plain(part.html)}" for part in page.parts)
    doors = "\n".join(f"{door}: {_plain(html)}" for door, html in page.doors.items())
    words = {_("title"): page.title, _("first sentence"): page.lead, _("text"): "\n".join(filter(None, [doors, parts]))}
    return Thing(f"page {page.page}", str(page.page.label), words)


def _file(content: bytes, captions: bytes) -> str:
    return f"{len(content)} · {sha256(content).hexdigest()[:8]} {captions.decode(errors='replace')}".strip()


def flat(value: Any) -> str:
    """Plain data as a line of words."""
    if isinstance(value, Mapping):
        said = [f"{name}: {flat(each)}" for name, each in value.items() if each not in ("", None, [], (), 0, False)]
        return "; ".join(said)
    if isinstance(value, list | tuple):
        return ", ".join(f"({flat(each)})" if isinstance(each, Mapping) else flat(each) for each in value)
    return str(value)


def _plain(html: str) -> str:
    return unescape(strip_tags(html.replace("<li>", "• "))).strip()
