"""How far the interface itself speaks a language: its buttons and sentences, which no editor writes."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polib
from django.conf import settings

from program.languages import is_offered


@dataclass(frozen=True)
class Interface:
    """`is_offered`: readers of this language get it. It was written in the main language, which has all of it."""

    is_offered: bool
    done: int = 0
    total: int = 0

    @property
    def is_own(self) -> bool:
        return self.is_offered and not self.total


def interface_in(language: str) -> Interface:
    if not is_offered(language) or language == settings.LANGUAGE_CODE:
        return Interface(is_offered(language))
    done, total = _counted(language)
    return Interface(True, done, total)


@lru_cache
def _counted(language: str) -> tuple[int, int]:
    """Sentences that are translated, of all. Read once in each process: they come with the software."""
    files = [Path(folder) / language / "LC_MESSAGES" / "django.po" for folder in settings.LOCALE_PATHS]
    entries = [entry for file in files if file.exists() for entry in polib.pofile(str(file)) if not entry.obsolete]
    return sum(entry.translated() for entry in entries), len(entries)
