from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.sample import Letter, Note
from vault import sealing
from vault.padding import KIB
from vault.sealing import CaseKey, SealBroken, seal, unwrap_field, wrap_field

ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()))
KEY = CaseKey.new(uuid4())


def sealed(text: str = "a text", key: CaseKey = KEY) -> Note:
    note = Note(case=key.id)
    seal(key, note, "text", text)
    return note


@given(ANY_TEXT)
def test_any_text_comes_back(text: str) -> None:
    assert sealing.open(KEY, sealed(text), "text") == text


def test_a_long_text_comes_back() -> None:
    text = "ä" * 100_000
    assert sealing.open(KEY, sealed(text), "text") == text


@given(st.data())
def test_any_flipped_bit_fails(data: st.DataObject) -> None:
    note = sealed()
    blob = bytearray(note.text or b"")
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    note.text = bytes(blob)
    with pytest.raises(SealBroken):
        sealing.open(KEY, note, "text")


@given(st.integers(0, KIB + 28))
def test_any_cut_fails(length: int) -> None:
    note = sealed()
    note.text = bytes(note.text or b"")[:length]
    with pytest.raises(SealBroken):
        sealing.open(KEY, note, "text")


@given(st.binary(max_size=100))
def test_anything_else_fails(blob: bytes) -> None:
    with pytest.raises(SealBroken):
        sealing.open(KEY, Note(text=blob), "text")
    with pytest.raises(SealBroken):
        unwrap_field(Note(case_key=blob), "case_key")


def test_nothing_fails_too() -> None:
    for note in (Note(), Note(text=None), Note(text=b"")):
        with pytest.raises(SealBroken):
            sealing.open(KEY, note, "text")


def test_it_opens_in_its_own_row_field_and_table_only() -> None:
    note = sealed()
    blob = note.text
    for row, field in [(Note(text=blob), "text"), (Note(id=note.id, reply=blob), "reply")]:
        with pytest.raises(SealBroken):
            sealing.open(KEY, row, field)
    with pytest.raises(SealBroken):
        sealing.open(KEY, Letter(id=note.id, text=blob), "text")
    assert sealing.open(KEY, Note(id=note.id, text=blob), "text") == "a text"


@pytest.mark.parametrize("key", [CaseKey.new(KEY.id), CaseKey(uuid4(), KEY.raw)])
def test_another_key_or_the_key_of_another_case_fails(key: CaseKey) -> None:
    with pytest.raises(SealBroken):
        sealing.open(key, sealed(), "text")


@given(st.text(max_size=3000), st.text(max_size=3000))
def test_texts_of_one_step_look_alike(one: str, other: str) -> None:
    sizes = [len(sealed(text).text or b"") - 29 for text in (one, other)]  # format, nonce, tag
    assert set(sizes) <= {KIB, 2 * KIB, 4 * KIB, 8 * KIB, 16 * KIB}
    if max(len(one.encode()), len(other.encode())) < KIB - 4:
        assert sizes[0] == sizes[1]


def test_the_same_text_never_looks_the_same() -> None:
    note = sealed()
    before = note.text
    seal(KEY, note, "text", "a text")
    assert note.text != before


@given(st.binary(max_size=200))
def test_wrapped_fields_come_back_in_their_own_place_only(data: bytes) -> None:
    note = Note()
    wrap_field(note, "case_key", data)
    assert unwrap_field(note, "case_key") == data
    moved = [Note(case_key=note.case_key), Letter(id=note.id, case_key=note.case_key)]
    for row in moved:
        with pytest.raises(SealBroken):
            unwrap_field(row, "case_key")
    with pytest.raises(SealBroken):
        unwrap_field(Note(id=note.id, contact=note.case_key), "contact")


def test_a_field_without_the_marker_is_refused() -> None:
    with pytest.raises(TypeError):
        seal(KEY, Note(), "case_key", "a text")
    with pytest.raises(TypeError):
        wrap_field(Note(), "text", b"data")


def test_a_row_without_a_key_is_refused() -> None:
    with pytest.raises(ValueError, match="primary key"):
        seal(KEY, Note(id=None), "text", "a text")


def test_new_keys_differ() -> None:
    case = UUID(int=1)
    assert CaseKey.new(case).raw != CaseKey.new(case).raw
    assert CaseKey.new(case).id == case
