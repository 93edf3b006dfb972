"""A pack with all its parts held against each other: what an import brings, and what an export has to be."""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from pathlib import Path

from modules.packs import letters, risk, sheets, translations
from modules.packs.pack import Pack
from modules.packs.reader import read_pack
from modules.packs.sheets import Sheet
from worksheets.files.tree import Files
from worksheets.measures.stored import Kept
from worksheets.risk.rule import Rule
from worksheets.template_book import Wording


@dataclass(frozen=True)
class Whole:
    """`sheets` holds the worksheet of each week, in order; the spoken ones are those of translations."""

    pack: Pack
    sheets: list[Sheet | None]
    spoken_sheets: Dictionary[tuple[str, int], Sheet]
    rules: list[Rule]
    templates: Dictionary[str, Wording]
    spoken_templates: Dictionary[str, Dictionary[str, Wording]]


def read_whole(source: Path | Files, stored: Kept) -> Whole:
    """Raises PackRefused."""
    pack = read_pack(source, stored)
    own = sheets.read_all(pack)
    return Whole(
        pack=pack,
        sheets=own,
        spoken_sheets=translations.sheets_of(pack, own),
        rules=risk.read_all(pack, own, stored),
        templates=letters.read_all(pack, own),
        spoken_templates=letters.read_translated(pack, own),
    )
