"""The risk rules of a pack: which answers somebody has to look at, and how soon. What a rule may say is in
`worksheets.risk`; here each mistake gets its file and line."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from modules.packs.instruments import beside
from modules.packs.pack import Pack
from modules.packs.problems import PackRefused
from modules.packs.sheets import Sheet
from modules.packs.slugs import slug
from worksheets.files import tree
from worksheets.files.problems import FileProblem
from worksheets.files.tree import Files, Mapping
from worksheets.measures.asking import NotAskable, askable
from worksheets.measures.instrument import Instrument
from worksheets.measures.stored import Kept
from worksheets.risk.fields import RuleRefused
from worksheets.risk.reader import KEYS, read
from worksheets.risk.rule import Rule
from worksheets.risk.soundness import Known, check, weeks_asking

FIRST_VERSION = 1


def listed(files: Files, program: Mapping) -> tuple[Mapping, ...]:
    """The rules as they stand in the file; none where the programme names no file. Raises FileProblem."""
    if "risk" not in program:
        return ()
    name = program.text("risk")
    file = tree.compose(tree.read_text(files, name, program.place("risk")), name).allow(("rules",))
    return tuple(file.mappings("rules"))


def read_all(pack: Pack, sheets: Sequence[Sheet | None], stored: Kept) -> list[Rule]:
    """Every rule, held against the instruments and worksheets that are there. Raises PackRefused."""
    there = [sheet for sheet in sheets if sheet is not None]
    known = Known(
        instrument=_asked(pack, stored),
        worksheets={sheet.key: sheet.questions for sheet in there},
        weeks=weeks_asking(sheet.questions for sheet in there),
    )
    rules: list[Rule] = []
    try:
        for mapping in pack.risk:
            rules.append(_rule(mapping, known, rules))
    except FileProblem as problem:
        raise PackRefused([problem]) from None
    return rules


def _rule(mapping: Mapping, known: Known, earlier: Sequence[Rule]) -> Rule:
    key = slug(mapping.allow(("key", *KEYS)))
    if any(rule.key == key for rule in earlier):
        raise FileProblem(mapping.place("key"), _("Two rules have the key “%(key)s”.") % {"key": key})
    if "reason" in mapping:
        sentence = _("“reason” is for what a clinic changes; say it in “basis”.")
        raise FileProblem(mapping.place("reason"), sentence)
    definition = {name: value for name, value in mapping.plain().items() if name != "key"}
    try:
        rule = read(key, FIRST_VERSION, definition)
        check(rule, known)
    except RuleRefused as refused:
        raise FileProblem(mapping.find(refused.path), refused.sentence) from None
    return rule


def _asked(pack: Pack, stored: Kept) -> Callable[[str], Instrument]:
    kept = beside(stored, pack.instruments)

    def instrument(key: str) -> Instrument:
        try:
            return askable(key, pack.language, kept)
        except NotAskable as refused:
            why = _("“%(key)s” cannot be asked: %(reason)s.") % {"key": key, "reason": refused.reason}
            raise RuleRefused(("looks_at", "measure"), why) from None

    return instrument
