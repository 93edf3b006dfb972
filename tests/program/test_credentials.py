"""What the service makes up is long enough, evenly drawn, and says nothing about anybody."""

from collections import Counter

from program import credentials


def test_the_word_list_is_the_long_one_without_repeats() -> None:
    words = credentials.words()
    assert len(words) == len(set(words)) == 7776


def test_a_passphrase_has_77_bits() -> None:
    assert credentials.WORDS_IN_PASSPHRASE * 12.92 > 77
    phrase = credentials.new_passphrase()
    assert len(phrase.split(" ")) == credentials.WORDS_IN_PASSPHRASE


def test_words_are_drawn_evenly() -> None:
    """A chi-square over 16 equal bins of the list; 37.7 is the 99.9 % point for 15 degrees of freedom."""
    place = {word: index * 16 // 7776 for index, word in enumerate(credentials.words())}
    draws = [word for _ in range(4000) for word in credentials.new_passphrase().split(" ")]
    counts = Counter(place[word] for word in draws)
    expected = len(draws) / 16
    assert sum((counts[bin_] - expected) ** 2 / expected for bin_ in range(16)) < 50


def test_codes_have_no_letters_that_look_alike() -> None:
    code = credentials.new_code()
    assert not set(code) & set("01ILOU")
    assert [len(group) for group in code.split("-")] == [4] * 5


def test_names_and_aliases_differ() -> None:
    assert credentials.new_sign_in_name().count("-") >= 2
    first, second, number = credentials.new_alias().split()
    assert first.istitle()
    assert second.istitle()
    assert number.isdecimal()
