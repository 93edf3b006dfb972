"""Rules and answers to hold against each other."""

from typing import Any

from program.choices import Door, Severity
from worksheets.measures.instrument import Instrument, Item, MissingRule, ReliableChange, Scale
from worksheets.measures.library.options import rising
from worksheets.risk.rule import Condition, Rule, Source

ITEMS = ("q1", "q2", "q3")
WORDS = "Something that nobody else may read"
INSTRUMENT = Instrument(
    key="evenings",
    version="1",
    language="en",
    title="Evenings",
    instruction="How were they?",
    recall="the last week",
    minutes=1,
    items=tuple(Item(link_id, f"Question {link_id}", rising("No", "A little", "Much", "Very")) for link_id in ITEMS),
    direction="higher is worse",
    licence="Ours.",
    source="Own.",
    validated=False,
    enabled_by_default=True,
    total=Scale("total", "Evenings", ITEMS, MissingRule(1, "Own choice."), reliable_change=ReliableChange(3, "Own.")),
)
QUESTIONS: list[dict[str, Any]] = [
    {"key": "before", "kind": "long_text", "label": "What came before?"},
    {"key": "mood", "kind": "scale", "label": "Mood", "min": 0, "max": 10, "low": "Low", "high": "Good"},
    {
        "key": "worse",
        "kind": "yes_no",
        "label": "Did anything make it worse?",
        "follow_up": "What?",
        "follow_up_on": "yes",
    },
    {
        "key": "places",
        "kind": "multiple_choice",
        "label": "Where?",
        "options": [{"value": "home", "label": "At home"}, {"value": "work", "label": "At work"}],
    },
    {
        "key": "steps",
        "kind": "rows",
        "label": "Steps",
        "columns": [{"key": "what", "label": "What"}],
        "start": 1,
        "max": 3,
        "row_label": "Step",
    },
]


def rule(condition: Condition, **more: Any) -> Rule:
    """An urgent rule that leads to the help page, with this condition."""
    source = {name: more.pop(name) for name in ("measure", "item", "worksheet", "question", "texts") if name in more}
    given: dict[str, Any] = {
        "key": "one",
        "version": 1,
        "title": "One",
        "severity": Severity.URGENT,
        "door": Door.MYSELF,
        "source": Source(**source),
        "condition": condition,
        "told": "Why.",
        "basis": "Own choice.",
        "participant_sees": "help",
    }
    return Rule(**given | more)
