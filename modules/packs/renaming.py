"""A pack under another name and in another language: how a programme is copied."""

from typing import Any

import yaml

from modules.packs.reader import PROGRAM_FILE
from modules.packs.translations import FILE
from modules.packs.writing_yaml import Flow
from modules.packs.writing_yaml import written as yaml_written
from worksheets.files.tree import Files


def renamed(files: Files, *, slug: str, title: str, language: str) -> Files:
    """The same programme under this name. What was translated into the language becomes its own words there; other
    translations stay behind where it is another language than before."""
    program: dict[str, Any] = yaml.safe_load(files[PROGRAM_FILE])
    program["weeks"] = [Flow(week) for week in program["weeks"]]
    kept = dict(files)
    if language != program["language"]:
        translations = program.pop("translations", [])
        if language in translations:
            said = yaml.safe_load(files[f"{language}/{FILE}"])
            program |= {name: said[name] for name in ("sample_note", "letters") if name in said}
        kept = _own_words(files, language, translations)
    kept[PROGRAM_FILE] = yaml_written({**program, "slug": slug, "title": title, "language": language})
    return kept


def _own_words(files: Files, language: str, translations: list[str]) -> dict[str, bytes]:
    """A translated week takes the place of the one that it translates, with all of its files."""
    spoken = {
        name.removeprefix(f"{language}/"): content
        for name, content in files.items()
        if language in translations and name.startswith(f"{language}/")
    }
    replaced = {name.rpartition("/")[0] for name in spoken if name.endswith("/module.yaml")}
    homes = tuple(f"{each}/" for each in translations)
    own = {
        name: content
        for name, content in files.items()
        if not name.startswith(homes) and name.rpartition("/")[0] not in replaced
    }
    return own | {name: content for name, content in spoken.items() if name != FILE}
