"""What the service makes up is long enough, evenly drawn, unkind to nobody, and says nothing about anybody."""

import re
from collections import Counter
from math import log2

import pytest

from program import credentials

# Whoever reads a made-up name is frightened already: no word may hold one of these, whatever a newer list brings.
NEVER = re.compile(
    r"abus|addict|anonym|ashame|babi|barn\b|boy\b|child|clinic|coerc|confess|convict|craving|creep|crime|crimin|cruel"
    r"|custod|danger|deprav|devi[al]|evil|explicit|exploit|expose|fetal|girl|\bgroom|\bgrop|guilt|handcuff|\bharm(?!on)|unharm"
    r"|infant|jail|judg|juven|kidnap|kill\b|kiss|lewd|lust(ful|i|y)|\blure|manhunt|minor\b|molest|murder|naked|nude|nurser"
    r"|obscen|obsess|offend|panty|\bpedo|perver|playmate|police|porn|predator|pregnan|preteen|prison|puppet|\brape|rapis"
    r"|seduc|sensual|\bsex|sexual|shame|sin(ful|less|ner)|snuggle|statutory|strangle|suicid|(thir|fif|six|seven)teen"
    r"|toddler|tortur|treason|underage|undress|\burge\b|victim|violat|violen|virgin|voyeur|wrongdo"
)


@pytest.mark.parametrize("words", [credentials.words(), credentials.name_words()], ids=["passphrases", "names"])
def test_no_word_would_hurt(words: tuple[str, ...]) -> None:
    assert [word for word in words if NEVER.search(word)] == []


def test_names_leave_out_more_than_passphrases() -> None:
    assert set(credentials.name_words()) < set(credentials.words()) < credentials.listed()
    assert not {"barn", "gift", "skit", "flick"} & set(credentials.words()), "an ugly meaning in Swedish"
    assert all(re.fullmatch(r"[a-z]+", word) for word in credentials.words())


def test_every_word_left_out_is_one_of_the_lists() -> None:
    """Once, and in order, so that two people can add to the files."""
    kept: list[str] = []
    for path in sorted(credentials.LEFT_OUT.iterdir()):
        left_out = path.read_text(encoding="ascii").split()
        assert left_out == sorted(left_out)
        kept += left_out
    assert len(kept) == len(set(kept))
    assert set(kept) <= credentials.listed()


def test_a_sign_in_name_has_31_bits() -> None:
    assert 2 * log2(len(credentials.name_words())) + log2(90) > 31.5
    first, second, number = credentials.new_sign_in_name().split("-")
    assert {first, second} <= set(credentials.name_words())
    assert number.isdecimal()


def test_a_passphrase_has_77_bits() -> None:
    assert credentials.WORDS_IN_PASSPHRASE * log2(len(credentials.words())) > 77
    phrase = credentials.new_passphrase()
    assert len(phrase.split(" ")) == credentials.WORDS_IN_PASSPHRASE


def test_words_are_drawn_evenly() -> None:
    """A chi-square over 16 equal bins of the list; 37.7 is the 99.9 % point for 15 degrees of freedom."""
    words = credentials.words()
    place = {word: index * 16 // len(words) for index, word in enumerate(words)}
    draws = [word for _ in range(4000) for word in credentials.new_passphrase().split(" ")]
    counts = Counter(place[word] for word in draws)
    expected = len(draws) / 16
    assert sum((counts[bin_] - expected) ** 2 / expected for bin_ in range(16)) < 50


def test_codes_have_no_letters_that_look_alike() -> None:
    code = credentials.new_code()
    assert not set(code) & set("01ILOU")
    assert [len(group) for group in code.split("-")] == [4] * 5


def test_an_alias_is_two_words_and_a_number() -> None:
    first, second, number = credentials.new_alias().split()
    assert first.istitle()
    assert second.istitle()
    assert number.isdecimal()
