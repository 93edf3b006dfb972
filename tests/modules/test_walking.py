"""Every text of a programme is met at its own place, whatever blocks it stands in."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.blocks import StepsBlock
from modules.texts.walking import mapped

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

KEYS = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
SAID = st.text('abc å&<"\n', min_size=1, max_size=12).filter(str.strip)
NAMED = st.fixed_dictionaries({"title": SAID, "text": SAID.map(lambda text: f"<p>{text.replace('<', '').strip()}</p>")})
BLOCK = st.one_of(
    st.fixed_dictionaries({"type": st.just("example"), "value": NAMED}),
    st.fixed_dictionaries(
        {
            "type": st.just("accordion"),
            "value": st.fixed_dictionaries({"title": SAID, "parts": st.lists(NAMED, min_size=1, max_size=3)}),
        }
    ),
)
STEP = st.fixed_dictionaries({"key": KEYS, "title": SAID, "body": st.lists(BLOCK, min_size=1, max_size=3)})


@given(st.lists(STEP, min_size=1, max_size=3, unique_by=lambda step: step["key"]))
def test_walking_meets_each_text_once_and_changes_only_texts(steps: list[dict[str, Any]]) -> None:
    block = StepsBlock()
    stream = block.to_python([{"type": "step", "value": step} for step in steps])
    met: list[str] = []
    same = mapped(stream, "here", lambda text: met.append(text.place) or text.words)  # type: ignore[func-returns-value]  # the list is what is wanted
    assert len(met) == len(set(met)) == json.dumps(steps).count('"title"') + json.dumps(steps).count('"text"')
    assert same == [*stream.get_prep_value()]
    other = mapped(stream, "here", lambda _text: "<p>other</p>")
    assert [child["value"]["key"] for child in other] == [step["key"] for step in steps]
    assert json.dumps(other).count("<p>other</p>") == len(met)
