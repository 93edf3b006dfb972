"""The languages of the interface: which are offered, and which one somebody is answered in.

Whoever is signed in may have chosen one for their account. A visitor's choice is a cookie that ends with the browser's
session and holds nothing but a code such as "sv". Nobody needs to choose: the browser says what its owner reads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import pgettext

from program.models import Account


@dataclass(frozen=True)
class Language:
    """`name` is its own word for itself, so that whoever reads no other finds it."""

    code: str
    name: str


def offered() -> list[Language]:
    return [Language(code, str(name)) for code, name in settings.LANGUAGES]


def name_in_a_sentence(code: str) -> str:
    """What the reader calls this language."""
    named = {"en": pgettext("in a sentence", "English"), "sv": pgettext("in a sentence", "Swedish")}
    return named.get(code) or str(translation.get_language_info(code)["name_translated"])


def is_offered(code: str) -> bool:
    return code in dict(settings.LANGUAGES)


def language_of(request: HttpRequest) -> str:
    """The account's own, else the visitor's choice, else what the browser asks for."""
    user = request.user
    if user.is_authenticated and is_offered(user.language):
        return user.language
    return translation.get_language_from_request(request)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """The software's own words are in this language here, or in ours where it has none in it."""
    with translation.override(code if is_offered(code) else settings.LANGUAGE_CODE):
        yield


@contextmanager
def words_for(account: Account) -> Iterator[None]:
    """What is written here speaks the language of whoever reads it, whoever's request or sweep writes it."""
    with speaking(account.language):
        yield
