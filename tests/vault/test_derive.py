import threading
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault import derive
from vault.derive import Cost, canonical, exact

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1), min_size=1, max_size=6)
GAPS = st.text(" \t\n\u00a0\u3000-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad\uff0d", min_size=1, max_size=4)


@given(WORDS, st.data())
def test_generated_secrets_forgive_case_spaces_and_hyphens(words: list[str], data: st.DataObject) -> None:
    typed = data.draw(st.sampled_from(["", " ", "\n"])) + words[0]
    for word in words[1:]:
        typed += data.draw(GAPS) + data.draw(st.sampled_from([word, word.upper(), word.title()]))
    assert canonical(typed + " ") == " ".join(words)


@given(st.text())
def test_canonical_is_stable(text: str) -> None:
    once = canonical(text)
    assert once == once.strip()
    assert "  " not in once
    assert canonical(once) == once


@given(WORDS, WORDS)
def test_canonical_keeps_different_words_apart(one: list[str], other: list[str]) -> None:
    assert (canonical(" ".join(one)) == canonical("-".join(other))) == (one == other)


@given(st.text())
def test_an_own_passphrase_is_the_same_however_its_accents_were_composed(text: str) -> None:
    assert exact(unicodedata.normalize("NFD", text)) == exact(unicodedata.normalize("NFC", text))


def test_an_own_passphrase_keeps_case_and_spaces() -> None:
    assert len({exact(text) for text in ["a b", "A b", "a  b", "a-b"]}) == 4


def test_the_two_halves_differ_and_depend_on_salt_secret_and_cost() -> None:
    salt, other_salt = derive.new_salt(), derive.new_salt()
    runs = [
        derive.derive("a", salt=salt, cost=CHEAP),
        derive.derive("b", salt=salt, cost=CHEAP),
        derive.derive("a", salt=other_salt, cost=CHEAP),
        derive.derive("a", salt=salt, cost=Cost(memory_kib=64, passes=2, lanes=1)),
    ]
    assert len({half for run in runs for half in (run.verifier, run.wrapping_key)}) == 8
    assert derive.derive("a", salt=salt, cost=CHEAP) == runs[0]


def test_no_more_than_two_run_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, guard = 0, 0, threading.Lock()

    class Slow:
        def __init__(self, **_cost: object) -> None: ...

        def derive(self, _secret: bytes) -> bytes:
            nonlocal running, most
            with guard:
                running += 1
                most = max(most, running)
            time.sleep(0.02)
            with guard:
                running -= 1
            return b"r" * 32

    monkeypatch.setattr(derive, "Argon2id", Slow)
    salt = derive.new_salt()
    threads = [
        threading.Thread(target=derive.derive, args=("a",), kwargs={"salt": salt, "cost": CHEAP}) for _ in "123456"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2
