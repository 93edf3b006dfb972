"""A file has the same bytes whichever of the two writers there is on a machine, and says what it was given."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from modules.packs.writing_yaml import Flow, _dumped, _Quick, _Writer, text

# What is between signs of YAML's own, of other writings, and those that libyaml escapes and Python does not.
SIGNS = " \n\t\r:#-?!&*[]{},|>'\"%@`\\=~0.éЖא–“…\u00a0\u2028\x85\ufeff\x07\U0001f600"
WORDS = "I you how week strong när på – “det” it's: a-b #1 ... yes no null 12 1.5 ~ - ? {x} [y] *em* **st** \n \n\n :"
prose = st.lists(st.sampled_from(WORDS.split(" ")), max_size=60).map(" ".join)
texts = st.one_of(prose, prose.map(str.strip), st.text(SIGNS, max_size=40))
keys = st.sampled_from(["title", "no", "y", "1", "x-y_z", "week"])
values = st.recursive(
    st.one_of(texts, st.integers(), st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(keys, inner, max_size=4),
        st.dictionaries(keys, inner, max_size=4).map(Flow),
    ),
    max_leaves=8,
)


@given(st.dictionaries(keys, values, min_size=1, max_size=4))
def test_both_writers_write_the_same(said: dict[str, Any]) -> None:
    assert text(said) == _dumped(said, _Writer)


@pytest.mark.parametrize("odd", ["Smile \U0001f600", "A line. \nAnother.", "Lines.\n\n", "back\\slash\nslash"])
def test_what_libyaml_writes_otherwise_is_left_to_python(odd: str) -> None:
    said = {"first": "Plain – words.\nTwo lines.\n", "odd": odd}
    assert text(said) == _dumped(said, _Writer)
    assert yaml.safe_load(text(said)) == said
    assert text({"plain": said["first"]}) == _dumped({"plain": said["first"]}, _Quick)
