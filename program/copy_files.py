"""The two files of a copy, piece by piece: one for reading, one for machines, with the same things in both."""

import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from program.copying import Entry, Owner, gathered

FORMAT = 1
HERE = "(the parts)"
KINDS = {"html": "text/html; charset=utf-8", "json": "application/json"}


def file_name(kind: str, today: date) -> str:
    """Says nothing to whoever sees it in a folder."""
    return f"notes-{today.isoformat()}.{kind}"


def written(kind: str, owner: Owner, today: date, language: str) -> Iterator[str]:
    """The pieces of the file of this kind. `language` is that of the page which asked: by the time that the last piece
    is drawn, its request is over."""
    pieces = {"html": _html, "json": _json}[kind](owner, today)
    while True:
        with translation.override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def _html(owner: Owner, today: date) -> Iterator[str]:
    frame = {"style": _style(), "today": today, "here": HERE}
    above, below = render_to_string("program/copy-frame.html", frame).split(HERE)
    yield above
    for one, entries in gathered(owner):
        yield render_to_string("program/copy-part.html", {"title": one.title})
        is_empty = True
        for entry in entries:
            is_empty = False
            yield render_to_string("program/copy-entry.html", {"entry": entry})
        if is_empty:
            yield render_to_string("program/copy-empty.html")
    yield below


def _json(owner: Owner, today: date) -> Iterator[str]:
    yield f'{{"format": {FORMAT}, "made_on": "{today.isoformat()}", "parts": ['
    for number, (one, entries) in enumerate(gathered(owner)):
        named = f'"key": {_dumped(one.key)}, "title": {_dumped(str(one.title))}'
        yield f'{"," if number else ""}\n {{{named}, "entries": ['
        for place, entry in enumerate(entries):
            yield f"{',' if place else ''}\n  {_dumped(_plain(entry))}"
        yield "]}"
    yield "\n]}\n"


def _plain(entry: Entry) -> dict[str, object]:
    lines = [{"label": line.label, "text": line.text} for line in entry.lines]
    return {"title": entry.title, "day": entry.day.isoformat() if entry.day else None, "lines": lines}


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@lru_cache(maxsize=1)
def _style() -> SafeString:
    """The file stands alone, so its style is in it. It has no sign that would be escaped."""
    return format_html("<style>{}</style>", Path(str(finders.find("css/copy.css"))).read_text())
