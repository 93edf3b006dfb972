"""The worksheets that are saved: five kinds of question in turn, as many fields as are asked for."""

from typing import Any

SHEETS = {4: 5, 5: 50}
"""How many fields the worksheet of each of these weeks has."""

# Week 8 of the sample programme brings a question of this name forward from week 4.
FIRST = "skill_plan"
FRESH = f"q-{FIRST}"
"""The field that is different in every save."""

SENTENCE = "Evenings are hard. The house is quiet, I am tired, and that is when it begins. "
OPTIONS = [{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}, {"value": "some", "label": "Somewhat"}]
SCALE = {"min": 0, "max": 10, "low": "Not at all", "high": "Very much"}
KINDS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"kind": "long_text"}, SENTENCE * 3),
    ({"kind": "short_text"}, "A quiet evening"),
    ({"kind": "number"}, "4"),
    ({"kind": "scale", **SCALE}, "7"),
    ({"kind": "single_choice", "options": OPTIONS}, "some"),
)


def questions(fields: int) -> list[dict[str, Any]]:
    """As a worksheet version keeps them."""
    return [
        {"key": f"q{place}" if place else FIRST, "label": f"Question {place}", **KINDS[place % len(KINDS)][0]}
        for place in range(fields)
    ]


def filled_in(fields: int, fresh: str) -> dict[str, str]:
    """What a browser posts for them; `fresh` begins the first text, so that no two saves are the same."""
    posted = {f"q-q{place}": KINDS[place % len(KINDS)][1] for place in range(1, fields)}
    return {FRESH: f"{fresh} {KINDS[0][1]}", **posted}
