"""What translators have left to do, by room: python -m tests.catalogues"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "locale"
LANGUAGES = sorted(path.name for path in LOCALE.iterdir() if path.is_dir())


@cache
def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> Iterator[Message]:
    """All but the heading of the file."""
    return (message for message in catalogue(language) if message.id)


def words(message: Message) -> list[str]:
    """The translation, or one for each plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def is_translated(message: Message) -> bool:
    return not message.fuzzy and all(words(message))


def room(message: Message) -> str:
    """Where the string is first met: a folder of templates, else of code."""
    place = min((place for place, _line in message.locations), default="?")
    parts = Path(place).parts
    return parts[1].removesuffix(".html") if parts[0] == "templates" else parts[0]


def tell(language: str) -> None:
    every = list(messages(language))
    missing = Counter(room(message) for message in every if not is_translated(message))
    print(f"{language}: {len(every)} strings, {missing.total()} to translate")  # noqa: T201 (it is asked for)
    for name, number in missing.most_common():
        print(f"  {name}: {number}")  # noqa: T201 (it is asked for)


if __name__ == "__main__":
    for each in LANGUAGES:
        tell(each)
