"""The languages of the interface: what is committed compiled is what is written, and no translation breaks a page."""

import gettext
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import wagtail
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from django.conf import settings

from tests.catalogues import LANGUAGES, LOCALE, is_translated, messages, words

# Languages in which nothing may be missing: add "sv" here, and a string without its Swedish fails.
COMPLETE = frozenset({"sv"})
# Said in another way than Wagtail's translators say it, and right in both places.
OUR_OWN = frozenset({"title", "Number", "New", "Published", "Skipped", "Submitted"})
# A marking function by a name that `makemessages` does not look for: what it marks is never gathered.
UNKNOWN = re.compile(r"^from django\.utils\.translation import .*\b\w+ as (?!_(?:,|$))", re.MULTILINE)
TOKENS = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?\w+|\[\[|\]\]")


def tokens(text: str) -> Counter[str]:
    """What a page puts something into, and what shapes it."""
    return Counter(TOKENS.findall(text))


def originals(message: Message) -> tuple[str, ...]:
    return (str(message.id),) if isinstance(message.id, str) else tuple(message.id)


def test_each_language_that_is_offered_has_a_catalogue() -> None:
    assert {code for code, _name in settings.LANGUAGES} - {"en", "ar-xb"} == set(LANGUAGES)


def test_whatever_is_marked_is_gathered() -> None:
    rooms = ("config", "demo", "evaluation", "modules", "program", "therapist", "vault", "worksheets")
    paths = [path for room in rooms for path in (LOCALE.parent / room).rglob("*.py")]
    assert len(paths) > 500
    assert [path for path in paths if UNKNOWN.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_is_the_written_one(language: str) -> None:
    compiled = gettext.translation("django", LOCALE, [language])
    for message in messages(language):
        shown = compiled.pgettext(message.context, originals(message)[0]) if message.context else None
        if message.pluralizable:
            one, many = originals(message)
            shown = compiled.ngettext(one, many, 1)
        elif shown is None:
            shown = compiled.gettext(originals(message)[0])
        expected = words(message)[0] if is_translated(message) else originals(message)[0]
        assert shown == expected, f"Run `make messages`: “{originals(message)[0]}” is compiled otherwise."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_every_place_and_tag(language: str) -> None:
    for message in messages(language):
        if is_translated(message):
            for original, translated in zip(originals(message), words(message), strict=False):
                assert tokens(original) == tokens(translated), translated
                assert original.endswith("\n") == translated.endswith("\n"), translated


def test_nothing_is_missing_in_what_is_complete() -> None:
    for language in COMPLETE:
        missing = [originals(message)[0] for message in messages(language) if not is_translated(message)]
        assert not missing, f"{language}: {len(missing)} strings are to translate, the first: “{missing[0]}”"


def test_what_wagtail_says_too_is_said_as_wagtail_says_it() -> None:
    """Our catalogue goes before Wagtail's: the same English in both would put our words on its buttons."""
    theirs: dict[str, set[str]] = defaultdict(set)
    for path in Path(wagtail.__file__).parent.rglob("locale/sv/LC_MESSAGES/django.mo"):
        with path.open("rb") as file:
            for message in read_mo(file):
                theirs[originals(message)[0]] |= set(words(message))
    for message in messages("sv"):
        text = originals(message)[0]
        assert text in OUR_OWN or text not in theirs or set(words(message)) & theirs[text], text
