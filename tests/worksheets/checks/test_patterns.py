"""What a text may not ask, advise or promise: each pattern by its own examples."""

import pytest

from tests.worksheets.checks.subjects import saying, sheet
from worksheets.checks.finding import Level
from worksheets.checks.patterns import Language, Pattern, found, languages, misled

PATTERNS = [
    pytest.param(language, pattern, id=f"{code}-{pattern.family}-{number}")
    for code, language in languages().items()
    for number, pattern in enumerate(language.patterns, start=1)
]


@pytest.mark.parametrize(("language", "pattern"), PATTERNS)
def test_it_finds_what_it_is_for_and_leaves_the_rest(language: Language, pattern: Pattern) -> None:
    assert pattern.finds
    assert pattern.leaves
    for sentence in pattern.finds:
        assert pattern.family in {each.family for each in found(language, sentence)}, sentence
    for sentence in pattern.leaves:
        assert pattern.family not in {each.family for each in found(language, sentence)}, sentence


@pytest.mark.parametrize(("language", "pattern"), PATTERNS)
def test_a_sentence_of_one_pattern_needs_that_pattern(language: Language, pattern: Pattern) -> None:
    """Each example belongs to its own pattern, so that none is there for nothing."""
    assert any(pattern.find.search(sentence) for sentence in pattern.finds)


def test_both_languages_look_for_the_same_families() -> None:
    families = [{pattern.family for pattern in language.patterns} for language in languages().values()]
    assert families == [{"description", "material", "secrecy", "neutral"}] * 2


def test_a_text_in_another_language_is_left_alone() -> None:
    assert not list(misled(saying("Delete all the files.", language="fi")))


def test_what_stands_after_a_condition_is_not_denied_by_it() -> None:
    assert [finding.level for finding in misled(saying("If you cannot sleep, delete the files."))] == [Level.ERROR]
    assert not list(misled(saying("We do not ask you to delete the files.")))


def test_a_question_that_asks_for_a_description_is_an_error_and_a_text_a_warning() -> None:
    asks = {"kind": "long_text", "key": "a", "label": "Describe the images you saw."}
    (in_question,) = misled(sheet(asks))
    assert in_question.level == Level.ERROR
    assert in_question.place.trail == ("Describe the images you saw.",)
    assert in_question.place.url.startswith("/edit/#block-")
    (in_text,) = misled(saying("Describe the images you saw."))
    assert in_text.level == Level.WARNING


def test_a_long_sentence_is_shown_in_part() -> None:
    (finding,) = misled(saying("Delete the files, " + "and on, " * 40))
    assert finding.what.endswith("…”")
