"""An own passphrase that many would think of is known, whatever is put around it; an unlikely one passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.credentials import new_sign_in_name, words
from program.passphrases import tidy, too_common

COMMON = [
    *("1111111111111111", "qwertyqwertyqwerty", "passphrase passphrase", "sunshine princess 99", "dragonmonkey1234"),
    *("Correct horse battery staple!", "P4ssw0rd P4ssw0rd 1", "I l0ve y0u f0rever", "abcdefghijklmnop"),
    *("one two one two one two", "abacus abdomen", "qwertyuiopasdfgh", "May the force be with you"),
]


@pytest.mark.parametrize("secret", COMMON)
def test_common_secrets_are_known(secret: str) -> None:
    assert too_common(secret)


@pytest.mark.parametrize("secret", ["Seventeen grey herons at four", "kettle on a blue roof", "ööåä kväll utan regn"])
def test_an_unlikely_secret_is_fine(secret: str) -> None:
    assert not too_common(secret)


@given(secret=st.sampled_from(COMMON), digits=st.integers(0, 9999))
def test_digits_behind_a_common_secret_do_not_help(secret: str, digits: int) -> None:
    assert too_common(f"{secret}{digits}")


@given(phrase=st.lists(st.sampled_from(words()), min_size=6, max_size=6, unique=True))
def test_six_different_words_of_the_list_are_never_common(phrase: list[str]) -> None:
    assert not too_common(" ".join(["grey heron", *phrase]))


def test_the_sign_in_name_is_no_passphrase() -> None:
    name = new_sign_in_name()
    assert too_common(f"My name {name.upper().replace('-', ' ')}!", name)


@pytest.mark.slow
@given(text=st.text(max_size=60))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
