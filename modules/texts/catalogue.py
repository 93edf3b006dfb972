"""The words of a programme as a PO file for translators, and such a file read again, strictly.

One file holds one programme in one language. `msgctxt` is the place of a text, `msgid` its words in the programme's own
language (rich text as HTML of a few elements), `msgstr` the translation; fuzzy: translated from other words.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polib
from django.utils.translation import gettext as _

from modules.models import ProgrammePage
from modules.texts.standing import Line, Standing
from modules.texts.walking import TAG, rich

PROGRAMME, SOURCE = "X-Waymark-Programme", "X-Waymark-Source-Language"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
SYNTAX = re.compile(r"\(line (\d+)\)(?:: (.*))?")
LARGEST = 1_500_000
VOID = "<br>"


class NotTaken(Exception):
    """The file cannot be imported. `sentences` name each mistake with its line and its text."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Change:
    """A text that would get other words. `is_old`: they were translated from words that stand there no more."""

    place: str
    source: str
    before: str
    after: str
    is_old: bool = False


@dataclass(frozen=True)
class Read:
    """What a file asks for. `left` counts its texts that are empty or fuzzy, which stay as they are."""

    changes: Sequence[Change]
    left: int


def exported(page: ProgrammePage, language: str, standings: Sequence[Standing]) -> str:
    """The same content gives the same file."""
    file = polib.POFile(wrapwidth=100)
    file.metadata = {
        "Project-Id-Version": page.program.slug,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        PROGRAMME: page.program.slug,
        SOURCE: page.language,
    }
    file.extend(_entry(line) for standing in standings for line in standing.lines)
    return f"{file}\n"


def read(text: str, page: ProgrammePage, language: str, standings: Sequence[Standing]) -> Read:
    """Every mistake is said at once. Raises NotTaken."""
    file = _parsed(text)
    _check_header(file, page, language)
    lines = {line.place: line for standing in standings for line in standing.lines}
    entries = [entry for entry in file if not entry.obsolete]
    problems = [_at(entry, sentence) for entry in entries for sentence in _faults(entry, lines)]
    problems += [_at(entry, _("This text is in the file twice.")) for entry in _twice(entries)]
    if problems:
        raise NotTaken(problems)
    finished = [entry for entry in entries if _is_finished(entry)]
    changes = [change for entry in finished if (change := _change(entry, lines[entry.msgctxt]))]
    return Read(changes, left=len(entries) - len(finished))


def _is_finished(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr.strip()) and not entry.fuzzy


def _change(entry: polib.POEntry, line: Line) -> Change | None:
    """None where the file says what is there, or leaves the source's words standing where nothing is translated."""
    is_old, after = entry.msgid != line.source.words, _words(entry, line)
    if after == line.said:
        # The same words, looked at again: they fit the new source, too.
        return Change(line.place, line.source.words, line.said, after) if line.is_stale and not is_old else None
    if not line.said and after == line.source.words:
        return None
    return Change(line.place, line.source.words, line.said, after, is_old)


def _words(entry: polib.POEntry, line: Line) -> str:
    """As they would be stored: quotation marks and ampersands in rich text may be typed as they are."""
    return rich(entry.msgstr) if line.source.is_rich else str(entry.msgstr)


def _entry(line: Line) -> polib.POEntry:
    longest = line.source.longest
    entry = polib.POEntry(
        msgctxt=line.place,
        msgid=line.source.words,
        msgstr=line.said,
        comment=f"At most {longest} characters." if longest else "",
    )
    if line.is_stale:
        entry.flags.append("fuzzy")
        entry.previous_msgid = None if line.is_unknown else line.before
    return entry


def _parsed(text: str) -> polib.POFile:
    tidy = text.removeprefix("\ufeff").replace("\r\n", "\n")
    # Without a line end it might be taken for the name of a file.
    if "\n" not in tidy or len(tidy) > LARGEST:
        raise NotTaken([_("This is not a PO file, or it is too long.")])
    try:
        return polib.pofile(tidy)
    except (OSError, ValueError, UnicodeError) as refused:
        where = SYNTAX.search(str(refused))
        if where is None:
            raise NotTaken([_("This is not a PO file.")]) from None
        raise NotTaken([_("Line %(line)s: this is not as a PO file is written.") % {"line": where[1]}]) from None


def _check_header(file: polib.POFile, page: ProgrammePage, language: str) -> None:
    expected = {PROGRAMME: page.program.slug, "Language": language, SOURCE: page.language}
    problems = [
        _("Line 1: the head of the file says “%(said)s” for %(name)s; expected “%(expected)s”.")
        % {"said": file.metadata.get(name, ""), "name": name, "expected": value}
        for name, value in expected.items()
        if file.metadata.get(name) != value
    ]
    if problems:
        raise NotTaken(problems)


def _faults(entry: polib.POEntry, lines: Mapping[str, Line]) -> Iterator[str]:
    line = lines.get(entry.msgctxt or "")
    if line is None:
        yield _("The programme has no such text (any more).")
        return
    if entry.msgid_plural:
        yield _("A text here has no plural forms.")
    if not _is_finished(entry):
        return
    if _counted(PLACEHOLDER, entry.msgid) != _counted(PLACEHOLDER, entry.msgstr):
        yield _("The placeholders differ from those of the source.")
    if _words(entry, line) != line.said and not _is_marked_up_alike(entry.msgid, entry.msgstr):
        tags = " ".join(sorted(set(TAG.findall(entry.msgid)), key=TAG.findall(entry.msgid).index)) or _("none")
        yield _("The marks in angle brackets must be those of the source: %(tags)s") % {"tags": tags}
    longest = line.source.longest
    if longest and len(entry.msgstr) > longest:
        yield _("It is too long: at most %(longest)d characters.") % {"longest": longest}


def _counted(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(pattern.findall(text))


def _is_marked_up_alike(source: str, said: str) -> bool:
    """The same kinds of marks, closed as they should be, and every link where it leads. A list may have more lines."""
    links = [Counter(tag for tag in TAG.findall(text) if tag.startswith("<a")) for text in (source, said)]
    return set(TAG.findall(source)) == set(TAG.findall(said)) and links[0] == links[1] and _is_nested(said)


def _is_nested(html: str) -> bool:
    """Whatever was opened last is closed first."""
    opened: list[str] = []
    for tag in TAG.findall(html):
        if tag.startswith("</"):
            if not opened or opened.pop() != tag[2:-1]:
                return False
        elif tag != VOID:
            opened.append(re.split(r"[\s>]", tag[1:], maxsplit=1)[0])
    return not opened


def _twice(entries: Sequence[polib.POEntry]) -> list[polib.POEntry]:
    """Those whose place another one before them has."""
    met: set[str] = set()
    again = []
    for entry in entries:
        if entry.msgctxt in met:
            again.append(entry)
        met.add(entry.msgctxt)
    return again


def _at(entry: polib.POEntry, sentence: str) -> str:
    named = {"line": entry.linenum, "place": entry.msgctxt or "–", "sentence": sentence}
    return _("Line %(line)d, %(place)s: %(sentence)s") % named
