"""How hard our words are to read, for `make check`: every text of the interface and of the sample programme.

    python -m tests.look.reading_level [content/eight-weeks ...]

The measure is LIX (C. H. Björnsson, *Läsbarhet*, 1968): words per sentence, and how many words of a hundred have more
than six letters. It needs no list of syllables, so it measures Swedish as well as English. Up to 30 is read as very
easy, 30 to 40 as easy; `textstat` does the counting. (The studio's own checks count in `worksheets.checks.words`, where
a colon ends a sentence, as in the book.) A page is measured as a whole, since a heading alone says little; one sentence
of ten words or more may not stand out too far either.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import textstat  # type: ignore[import-untyped]  # the package brings no types
import yaml
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
# What participants read: very easy as a whole. What staff read may be a little denser.
PARTICIPANT, STAFF = 30, 40
# One string alone: a single long name or word counts for much in it.
ALONE = 55
WHOLE_WORDS, ALONE_WORDS = 40, 10

FOR_STAFF = re.compile(
    r"therapist|evaluation|staff|go_live|management|wagtail|packs|importing|publish|freezing|vault"
    r"|checks|panel|translat|preview|edition|fix|mending|arms|looker|studio|review|exporting|texts"
    r"|worksheets/files|worksheets/risk|measures/(?:asking|reader|soundness|stored)|modules/(?:elsewhere|naming|readable)"
)
SETTINGS_OF_A_PACK = {"key", "kind", "question", "from", "name", "number", "hours", "region", "country", "source"}
STRING = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"gettext\({STRING}(?:, *{STRING})?")
MARKED = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


@dataclass(frozen=True)
class Text:
    """All that stands in one file, or one string of it; `ceiling` is the highest LIX that it may have."""

    where: str
    words: str
    ceiling: int

    @property
    def lix(self) -> float:
        return float(textstat.lix(self.words))


def plain(text: str) -> str:
    """The text as it is read aloud: without markup, a placeholder as one short word, a title as a sentence."""
    text = re.sub(r"%\(\w+\)[sd]|%[sd]|\{\{?[\w ]*\}\}?", "it", text)
    text = re.sub(r"^:::.*$|^---$|<[^>]+>|https?://\S+", "", text, flags=re.MULTILINE)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\s*(?:[-*#>]+|\d+\.)\s+", "", text, flags=re.MULTILINE)
    paragraphs = (" ".join(re.sub(r"[*_`]", "", part).split()) for part in re.split(r"\n\s*\n|\n(?=\S)", text))
    return " ".join(part if part[-1] in '.?!:…”"' else f"{part}." for part in paragraphs if part)


def strings_of(data: Any) -> Iterator[str]:
    """The texts of a pack's YAML file, without its keys and settings."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in SETTINGS_OF_A_PACK:
                yield from strings_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings_of(value)


def content(pack: Path) -> Iterator[tuple[str, list[str], int]]:
    """File by file: what participants read of a programme. Risk rules are read by staff."""
    for path in sorted([*pack.rglob("*.md"), *pack.rglob("*.yaml")]):
        text = path.read_text()
        ceiling = STAFF if path.name in {"risk.yaml", "program.yaml", "lines.yaml"} else PARTICIPANT
        yield (
            str(path.relative_to(ROOT)),
            [text] if path.suffix == ".md" else list(strings_of(yaml.safe_load(text))),
            ceiling,
        )


def interface() -> Iterator[tuple[str, list[str], int]]:
    """File by file: every string that goes through gettext."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        yield named(
            path,
            [ast.literal_eval(one) for found in CALL.findall(templatize(path.read_text())) for one in found if one],
        )
    for room in ("program", "worksheets", "modules", "therapist", "evaluation", "vault"):
        for path in sorted((ROOT / room).rglob("*.py")):
            yield named(path, list(marked(path)))


def named(path: Path, strings: list[str]) -> tuple[str, list[str], int]:
    where = str(path.relative_to(ROOT))
    return where, strings, STAFF if FOR_STAFF.search(where) else PARTICIPANT


def marked(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKED:
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def texts(files: Iterable[tuple[str, list[str], int]]) -> Iterator[Text]:
    """Each file with enough to read as one text, and each string with enough to read for itself."""
    for where, strings, ceiling in files:
        read = [words for words in map(plain, strings) if len(words.split()) >= 3]
        whole = " ".join(read)
        if len(whole.split()) >= WHOLE_WORDS:
            yield Text(where, whole, ceiling)
        yield from (Text(where, words, ALONE) for words in read if ALONE_WORDS <= len(words.split()) < WHOLE_WORDS)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main(packs: list[str]) -> int:
    """Name the hardest of each kind, and every text that is too hard: then the answer is 1, for `make`."""
    packs = packs or ["content/eight-weeks"]
    found = list(texts([*interface(), *(file for pack in packs for file in content(ROOT / pack))]))
    for ceiling in sorted({text.ceiling for text in found}):
        kind = sorted((text for text in found if text.ceiling == ceiling), key=lambda text: -text.lix)
        say(f"{len(kind)} texts, LIX at most {ceiling}; the hardest: {kind[0].lix:.0f}, {kind[0].where}")
    hard = [text for text in found if text.lix > text.ceiling]
    for text in hard:
        say(f"  too hard: LIX {text.lix:.0f}, at most {text.ceiling}: {text.where}: {text.words[:160]}")
    return 1 if hard else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
