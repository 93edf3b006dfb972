"""Words to avoid are found as whole words, however they are written, and nowhere else."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.worksheets.checks.subjects import saying
from worksheets import checks
from worksheets.checks.finding import Level
from worksheets.checks.terms import Term, avoided, pattern_of

LISTS = yaml.safe_load(Path(checks.__file__).with_name("default_terms.yaml").read_text())
LETTERS = st.text("abcåéß", min_size=1, max_size=6)
BREAKS = st.sampled_from([" ", ".", ",", "“", "”", "(", ")", "\n", "-", "!", ""])


def found(text: str, *words: str) -> list[str]:
    terms = [Term(each, "Say something else.", Level.ERROR) for each in words]
    return [finding.what for finding in avoided(saying(text), terms)]


@given(LETTERS, LETTERS, BREAKS)
def test_whole_words_only(term: str, rest: str, between: str) -> None:
    here = bool(found(f"{rest}{between}{term}", term))
    assert here == (between != "" or rest == "")
    assert bool(found(f"{term}{between}{rest}", term)) == here or between == ""
    assert found(f"{term}{between}{rest}", f"{term}*")


@given(st.lists(LETTERS, min_size=1, max_size=3), st.sampled_from([" ", "  ", "\n", "\u00a0"]))
def test_the_width_of_spaces_and_capitals_do_not_matter(words: list[str], space: str) -> None:
    assert pattern_of(" ".join(words)).search(space.join(words).swapcase().replace("ß", "ß")) or "ß" in "".join(words)


@given(st.text(max_size=20))
def test_any_term_is_taken_for_itself(term: str) -> None:
    pattern_of(term)


def test_any_apostrophe_will_do() -> None:
    assert found("It’s nobody's fault.", "it's nobody’s fault")


def test_the_longest_term_speaks_once_in_each_text() -> None:
    twice = "Totally anonymous. And totally anonymous again, and anonymous."
    assert found(twice, "anonymous", "totally anonymous") == [
        "“Totally anonymous” is a word to avoid.",
        "“anonymous” is a word to avoid.",
    ]


def test_a_finding_says_what_to_say_instead_and_how_much_it_matters() -> None:
    (finding,) = avoided(saying("A victimless act."), [Term("victimless", "Name the harm.", "warning")])
    assert (finding.level, finding.advice) == (Level.WARNING, "Name the harm.")


@pytest.mark.parametrize("language", ["en", "sv"])
def test_our_lists_are_whole(language: str) -> None:
    terms = [Term(each["term"], each["advice"], each["level"]) for each in LISTS[language]]
    assert len({term.words for term in terms}) == len(terms)
    assert {term.level for term in terms} <= set(Level.values)
    for term in terms:
        assert list(avoided(saying(f"Here is {term.words.rstrip('*')}, see."), terms)), term


@pytest.mark.parametrize(
    "word",
    [
        *("missbrukaren", "missbrukarna", "porrmissbruket", "förövarens", "förövarnas", "användarna", "gärningsmännen"),
        *("patienternas", "barnpornografiska", "pedofiler", "totalt anonyma", "sex med barn"),
    ],
)
def test_swedish_words_are_found_with_their_endings(word: str) -> None:
    assert found(f"Här står {word}, ser du.", *(each["term"] for each in LISTS["sv"]))


def test_swedish_words_beside_them_are_left() -> None:
    fine = "Patientnämnden svarar. Ett offer. Helt säkert. Använd planen. Missa inte bussen. Ett brott utan vittnen."
    assert not found(fine, *(each["term"] for each in LISTS["sv"]))
