"""An urgent fix goes through the checks of every text: what its new words bring in counts, not what stood before."""

from collections.abc import Mapping
from typing import Any

import pytest

from modules.fix_checks import brought_in, errors
from modules.mending import Words
from modules.places import Found, Text, without
from program.models import Edition, Part
from worksheets.models import AvoidedTerm

pytestmark = pytest.mark.django_db


def found_in(words: Words, part: Part, content: Mapping[str, Any], language: str = "en") -> list[Found]:
    """The same in two editions."""
    texts = [Text(part, Edition(number=number, language="en"), 2, 1, language, content) for number in (1, 2)]
    return [each for text in texts if (each := without(words, text))]


def said_of(old: str, new: str, html: str, language: str = "en") -> list[str]:
    words = Words(old, new)
    found = brought_in(words, found_in(words, Part.STEP, {"title": "Step", "html": html}, language))
    return [f"{each.level}: {each.what}" for each in found]


@pytest.mark.parametrize(
    ("old", "new", "html"),
    [
        ("heard", "completely anonymous", "<p>You are heard here.</p>"),
        ("completely anonymous", "fully anonymous", "<p>You are completely anonymous.</p>"),
        ("not completely", "completely", "<p>You are not completely anonymous.</p>"),
        ("not", "", "<p>You are <b>not</b> completely anonymous.</p>"),
        ("0771", "always anonymous", "<p>You are completely anonymous.</p><p>You are 0771.</p>"),
    ],
)
def test_a_promise_that_comes_with_the_new_words_is_an_error(old: str, new: str, html: str) -> None:
    said = said_of(old, new, html)
    assert any(each.startswith("error: This promises more secrecy") for each in said)


@pytest.mark.parametrize(
    ("old", "new", "html"),
    [
        ("0771", "112", "<p>You are completely anonymous. Ring 0771.</p>"),
        ("0771", "112", "<p>You are completely anonymous on 0771.</p>"),
        ("0771", "", "<p>You are completely anonymous on 0771.</p>"),
        ("0771", "112", "<p>An addict may ring 0771.</p>"),
        ("completely anonymous", "heard", "<p>You are completely anonymous.</p>"),
    ],
)
def test_what_stood_before_stops_no_fix(old: str, new: str, html: str) -> None:
    AvoidedTerm.objects.get_or_create(
        language="en", term="addict*", defaults={"advice": "Say person.", "level": "error"}
    )
    assert not said_of(old, new, html)


def test_a_word_to_avoid_counts_in_the_language_of_its_place_once() -> None:
    AvoidedTerm.objects.create(language="sv", term="dumhuvud*", advice="Skriv person.", level="warning")
    assert said_of("Ring", "Dumhuvuden, ring", "<p>Ring 112.</p>", "sv") == [
        "warning: “Dumhuvuden” is a word to avoid."
    ]
    assert not said_of("Ring", "Dumhuvuden, ring", "<p>Ring 112.</p>")


def test_a_question_that_asks_for_a_description_is_an_error_and_names_its_place() -> None:
    words = Words("What helped?", "Which sites did you visit?")
    question = {"key": "q", "kind": "short_text", "label": "What helped?"}
    content = {"title": "Sheet", "intro_html": "", "ending_html": "", "questions": [question]}
    [said] = errors(brought_in(words, found_in(words, Part.SHEET, content)))
    assert said.startswith("Week 2, the worksheet (en): This asks for a description")
