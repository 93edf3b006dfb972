"""The languages that letters come in: which a clinic names, which a therapist writes, which a newcomer may choose."""

from collections.abc import Collection, Iterable

from django.conf import settings
from django.utils.translation import get_language_info


def named() -> list[tuple[str, str]]:
    """Every language that this clinic writes in (`LETTER_LANGUAGES`), with its own name for itself."""
    return [(code, name_of(code)) for code in settings.LETTER_LANGUAGES]


def name_of(code: str) -> str:
    return str(get_language_info(code)["name_local"]).capitalize()


def names_of(codes: Iterable[str]) -> str:
    return ", ".join(name_of(code) for code in codes)


def are_several() -> bool:
    """Whether anybody has to think of languages at all."""
    return len(settings.LETTER_LANGUAGES) > 1


def said(code: str) -> str:
    """The name of a case's language; empty where the clinic writes in one only, and nobody has to think of it."""
    return name_of(code or main()) if are_several() else ""


def main() -> str:
    """What somebody writes or reads of whom nothing else is known."""
    return str(settings.LETTER_LANGUAGES[0])


def offered(written: Collection[str]) -> list[str]:
    """What a newcomer may choose from: the languages in which somebody writes, in the clinic's order; one at least."""
    return [code for code in settings.LETTER_LANGUAGES if code in written] or [main()]


def nearest(codes: list[str], language: str) -> str:
    """The one that fits the page's language; else the first."""
    return next((code for code in codes if code.split("-")[0] == language.split("-")[0]), codes[0])
