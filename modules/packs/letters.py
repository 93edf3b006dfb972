"""The letter templates of a pack. What their text may hold is in `worksheets.letter_text`; here each mistake gets its
file and line."""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.packs.pack import Pack
from modules.packs.problems import PackRefused
from modules.packs.sheets import Sheet
from modules.packs.slugs import slug
from worksheets.files import tree
from worksheets.files.problems import FileProblem
from worksheets.files.tree import Files, Mapping
from worksheets.kinds import kind_of
from worksheets.letter_text import problems
from worksheets.template_book import LONGEST_TEXT, LONGEST_TITLE, Wording

KEYS = ("key", "title", "week", "question", "text")


def listed(files: Files, program: Mapping, language: str = "") -> tuple[Mapping, ...]:
    """The templates as they stand in the file; none where the programme, or a translation, names none. Raises
    FileProblem."""
    if "letters" not in program:
        return ()
    name = f"{language}/{program.text('letters')}".lstrip("/")
    file = tree.compose(tree.read_text(files, name, program.place("letters")), name).allow(("letters",))
    return tuple(file.mappings("letters"))


def read_all(pack: Pack, sheets: Sequence[Sheet | None]) -> dict[str, Wording]:
    """Every template by its key, held against the worksheets that are there. Raises PackRefused."""
    return _read(pack.letters, _asked(pack, sheets))


def read_translated(pack: Pack, sheets: Sequence[Sheet | None]) -> dict[str, dict[str, Wording]]:
    """Those of each translation by its language; the worksheets ask the same in each. Raises PackRefused."""
    asked = _asked(pack, sheets)
    return {each.language: _read(each.letters, asked) for each in pack.translations}


def _asked(pack: Pack, sheets: Sequence[Sheet | None]) -> dict[int, dict[str, str]]:
    return {
        week.number: {each["key"]: each["label"] for each in sheet.questions if kind_of(each).asks} if sheet else {}
        for week, sheet in zip(pack.weeks, sheets, strict=True)
    }


def _read(letters: Sequence[Mapping], asked: Dictionary[int, Dictionary[str, str]]) -> dict[str, Wording]:
    found: dict[str, Wording] = {}
    try:
        for mapping in letters:
            key = slug(mapping.allow(KEYS))
            if key in found:
                raise FileProblem(mapping.place("key"), _("Two templates have the key “%(key)s”.") % {"key": key})
            found[key] = _wording(mapping, asked)
    except FileProblem as problem:
        raise PackRefused([problem]) from None
    return found


def _wording(mapping: Mapping, asked: Dictionary[int, Dictionary[str, str]]) -> Wording:
    week = mapping.number("week", least=1) if "week" in mapping else None
    if week is not None and week not in asked:
        raise FileProblem(mapping.place("week"), _("There is no week %(week)d.") % {"week": week})
    everywhere = {key: label for questions in asked.values() for key, label in questions.items()}
    question = mapping.text("question", default="", longest=50)
    if question and question not in (everywhere if week is None else asked[week]):
        sentence = _("The worksheet does not ask “%(question)s”.") % {"question": question}
        raise FileProblem(mapping.place("question"), sentence)
    long = mapping.long("text", required=True)
    text = long.text.strip()
    if not text or len(text) > LONGEST_TEXT:
        sentence = ngettext(
            "“text” has 1 to %(longest)d character.", "“text” has 1 to %(longest)d characters.", LONGEST_TEXT
        )
        raise FileProblem(long.place, sentence % {"longest": LONGEST_TEXT})
    for sentence in problems(text, everywhere):
        raise FileProblem(long.place, sentence)
    return Wording(title=mapping.text("title", longest=LONGEST_TITLE), text=text, week=week, question=question)
