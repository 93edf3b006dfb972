from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.conftest import FIRST_DAY
from vault import keyfile, tokens

PAYLOADS = st.dictionaries(st.text(), st.text(), max_size=4)


@given(st.text(), PAYLOADS)
def test_a_token_is_read_for_its_purpose_only(purpose: str, payload: dict[str, str]) -> None:
    token = tokens.issue(purpose, payload)
    assert tokens.read(purpose, token) == payload
    assert tokens.read(purpose + "x", token) is None


@given(st.data())
def test_a_tampered_token_is_nothing(data: st.DataObject) -> None:
    token = tokens.issue("form", {"account": "a"})
    position = data.draw(st.integers(0, len(token) - 1))
    character, other = data.draw(st.permutations("Aaz09-_=é "))[:2]
    character = other if character == token[position] else character
    assert tokens.read("form", token[:position] + character + token[position + 1 :]) is None


@given(st.text())
def test_any_other_text_is_nothing(text: str) -> None:
    assert tokens.read("form", text) is None


def test_a_token_shows_nothing_and_fits_a_url() -> None:
    token = tokens.issue("form", {"account": "somebody"})
    assert "somebody" not in token
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=")


@pytest.mark.parametrize("destroyed", [False, True])
def test_a_token_lives_as_long_as_its_key_version(destroyed: bool) -> None:
    token = tokens.issue("form", {"account": "a"})
    keyfile.add_version(today=FIRST_DAY + timedelta(days=30))
    if destroyed:
        keyfile.destroy_version(1)
    assert (tokens.read("form", token) is None) == destroyed
