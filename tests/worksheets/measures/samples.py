"""Instruments and answers for tests."""

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from worksheets.measures.instrument import Instrument, Item, Option
from worksheets.measures.library.options import rising
from worksheets.measures.library.owned import schimra_plus
from worksheets.measures.registry import REGISTRY

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "instruments.md"
ANSWERED = [REGISTRY[key] for key in REGISTRY if REGISTRY[key].items]


def example() -> str:
    """The file that docs/instruments.md shows."""
    return DOCUMENT.read_text().split("```yaml\n")[1].split("```")[0]


def filled(instrument: Instrument) -> Instrument:
    """The instrument with invented words in every empty place."""
    items = tuple(
        replace(
            item,
            text=item.text or f"Statement {item.link_id}",
            options=tuple(replace(each, label=each.label or f"Answer {each.value}") for each in item.options),
        )
        for item in instrument.items
    )
    return replace(instrument, items=items, instruction=instrument.instruction or "An instruction.")


def schimra_with_items() -> Instrument:
    """The slot as a clinic might fill it; items and options are invented."""
    motivation = [Item(f"a{number}", f"Motivation {number}", rising("No", "Some", "Much")) for number in (1, 2, 3)]
    return schimra_plus(motivation, [Item("b1", "Behaviour", rising("No", "Yes"))], instruction="An instruction.")


def same_for_all(instrument: Instrument, value: int) -> dict[str, int | None]:
    return {item.link_id: value for item in instrument.items}


def adding_up_to(instrument: Instrument, points: int) -> dict[str, int | None]:
    """Answers to forward items 0 … n that add up to this many points."""
    answers: dict[str, int | None] = {}
    for item in instrument.items:
        most = max(option.value for option in item.options)
        answers[item.link_id] = min(most, points)
        points -= min(most, points)
    assert points == 0
    return answers


def answers_to(instrument: Instrument, *, blanks: bool = True) -> st.SearchStrategy[dict[str, int | None]]:
    """Any answers, blanks among them."""
    return st.fixed_dictionaries({item.link_id: _answer(item.options, blanks) for item in instrument.items})


def _answer(options: tuple[Option, ...], blanks: bool) -> st.SearchStrategy[int | None]:
    values = st.sampled_from([option.value for option in options])
    return st.none() | values if blanks else values
