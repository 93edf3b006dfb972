import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import SealBroken
from vault.padding import KIB, pad, pad_text, padded_size, unpad, unpad_text

STEPS = [KIB, 2 * KIB, 4 * KIB, 8 * KIB, 16 * KIB, 32 * KIB, 64 * KIB]


@given(st.binary(max_size=5000))
def test_it_comes_back_as_it_was(data: bytes) -> None:
    assert unpad(pad(data)) == data


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
def test_any_text_comes_back_even_lone_surrogates(text: str) -> None:
    assert unpad_text(pad_text(text)) == text


@given(st.integers(min_value=0, max_value=1_000_000))
def test_lengths_fall_on_fixed_steps(length: int) -> None:
    size = padded_size(length)
    assert size >= length + 4
    assert size in STEPS or size % (64 * KIB) == 0
    smaller = [step for step in [*STEPS, size - 64 * KIB] if step < size]
    assert all(step < length + 4 for step in smaller), "the smallest step that fits"


@pytest.mark.parametrize("step", STEPS)
def test_the_edge_of_a_step(step: int) -> None:
    assert len(pad(b"x" * (step - 4))) == step
    assert len(pad(b"x" * (step - 3))) == (step * 2 if step < 64 * KIB else 128 * KIB)


@given(st.binary(max_size=2100))
def test_what_was_not_padded_by_us_is_refused(data: bytes) -> None:
    try:
        inside = unpad(data)
    except SealBroken:
        return
    assert pad(inside) == data


@pytest.mark.parametrize("padded", [b"", b"\0" * 4, b"\0" * 1023, b"\0" * 1025, b"\xff" * 1024, b"\0" * 1023 + b"x"])
def test_malformed_padding_is_refused(padded: bytes) -> None:
    with pytest.raises(SealBroken):
        unpad(padded)


def test_bytes_that_are_no_text_do_not_travel_in_the_exception() -> None:
    with pytest.raises(SealBroken) as broken:
        unpad_text(pad(b"\xff\xfe private"))
    assert broken.value.__context__ is None
