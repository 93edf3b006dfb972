"""Whole words only, whatever the case, the accents and the signs between them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksheets.risk.phrases import first_found as found_in
from worksheets.risk.phrases import line_of, words_of
from worksheets.risk.pointers import has_pointer, without_pointers

WORD = st.text(st.sampled_from("abcdeåäöéüß"), min_size=1, max_size=4)
SENTENCE = st.lists(WORD, min_size=0, max_size=12)
BETWEEN = st.lists(
    st.sampled_from([" ", "  ", "\n", ", ", " – ", "!", "… ", "_", "\t(", ") "]), min_size=30, max_size=30
)


def first_found(phrases: list[str], text: str) -> str | None:
    return found_in(phrases, line_of(text))


def slowly(phrase: list[str], words: list[str]) -> bool:
    """The words of the phrase, one after the other, each whole."""

    def bare(word: str) -> str:
        return "".join(
            sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign)
        )

    for start in range(len(words) - len(phrase) + 1):
        if all(bare(one) == bare(other) for one, other in zip(phrase, words[start:], strict=False)):
            return True
    return False


@given(st.lists(WORD, min_size=1, max_size=3), SENTENCE, BETWEEN)
def test_a_phrase_is_found_exactly_where_its_words_stand(
    phrase: list[str], sentence: list[str], between: list[str]
) -> None:
    text = "".join(word + gap for word, gap in zip(sentence, between, strict=False))
    assert (first_found([" ".join(phrase)], text) is not None) == slowly(phrase, sentence)


@given(SENTENCE, st.lists(WORD, min_size=1, max_size=2))
def test_case_and_accents_do_not_matter(sentence: list[str], phrase: list[str]) -> None:
    text, sought = " ".join([*sentence, *phrase]), " ".join(phrase)
    for other in (text.upper(), text.title(), unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)):
        assert first_found([sought], other) == sought
        assert first_found([sought.upper()], other) == sought.upper()


@given(SENTENCE, st.permutations(["ab", "c d", "ö", "eé"]))
def test_the_order_of_phrases_changes_nothing(sentence: list[str], phrases: list[str]) -> None:
    text = " ".join(sentence)
    assert first_found(phrases, text) == first_found(sorted(phrases), text)


FOUND = [
    ("want to die", "I want to die.", True),
    ("want to die", "I want\n\nto   die", True),
    ("want to die", "I want to diet.", False),
    ("want to die", "I unwant to die", False),
    ("suicide", "suicidepod", False),
    ("suicide", "Thoughts of “Suicide”?", True),
    ("don't want to live", "I dont want to live", True),
    ("dont want to live", "I don’t want to live", True),
    ("vill dö", "Jag vill DO", True),
    ("möchte sterben", "Ich mochte sterben", True),
    ("self-harm", "It was self harm", True),
    ("...", "...", False),
]


@pytest.mark.parametrize(("phrase", "text", "expected"), FOUND)
def test_examples(phrase: str, text: str, expected: bool) -> None:
    assert (first_found([phrase], text) is not None) == expected


def test_a_long_text_takes_no_time() -> None:
    long = "a" * 200_000
    assert first_found(["b"], long) is None
    assert not has_pointer(long)
    assert not has_pointer("a-" * 100_000)
    assert not has_pointer("a." * 100_000)
    assert words_of(long) == [long]


ADDRESSES = [
    "https://example.org/a?b=c",
    "HTTP://EXAMPLE.ORG",
    "hxxp://example[.]org",
    "www.example.invalid",
    "example.com",
    "a.b.example.net/path",
    "example.to/group",
    "example[.]net",
    "example (dot) net",
    "abcdefghijklmnop.onion",
    f"{'a2' * 28}.onion/x",
    f"{'a2' * 28} dot onion",
    "magnet:?xt=urn:btih:abc",
    "somebody@example.org",
    "somebody [at] example.org",
    "ipfs://abc",
]
NO_ADDRESSES = [
    "I went home.To sleep.",
    "It is 7.30 in the evening, e.g. on Sundays, and/or later.",
    "Goal: ring my cousin. Sign: I have her number.",
    "Wait 10...15 minutes",
    "and so on (see above)",
    "3.5/10",
    "I said: no.",
    "",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_leads_elsewhere(address: str) -> None:
    assert has_pointer(f"Look at {address} today")
    assert has_pointer(address)
    assert without_pointers(f"Look at {address}", "[hidden]").startswith("Look at [hidden]")


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_what_leads_nowhere(text: str) -> None:
    assert not has_pointer(text)
