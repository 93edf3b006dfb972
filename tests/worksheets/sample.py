"""A worksheet with one question of every kind, and answers of every shape."""

from typing import Any

Question = dict[str, Any]

COLUMNS = [{"key": "goal", "label": "My goal"}, {"key": "sign", "label": "The first sign of it"}]
SIDES = [{"key": "good", "label": "Good about it"}, {"key": "hard", "label": "Hard about it"}]
SPANS = [{"key": "soon", "label": "In the next weeks"}, {"key": "later", "label": "In a year"}]
ENDS = {"min": 0, "max": 10, "low": "Not at all", "high": "Very much"}

QUESTIONS: list[Question] = [
    {"key": "part_one", "kind": "heading", "label": "How you are"},
    {"key": "safe_first", "kind": "note", "label": "Safety first", "help": "Stop whenever you like."},
    {"key": "before_it", "kind": "short_text", "label": "What was going on?", "example": "A cold reply."},
    {"key": "hardest", "kind": "long_text", "label": "What was hardest?", "lines": 4, "core": True, "help": "Briefly."},
    {"key": "how_many", "kind": "number", "label": "How many?", "min": 0, "max": 200, "unit": "urges"},
    {"key": "look_back", "kind": "date", "label": "When will you look back?"},
    {"key": "mood", "kind": "scale", "label": "How has your mood been?", **ENDS},
    {
        "key": "skill",
        "kind": "single_choice",
        "label": "Which skill did you try?",
        "options": [{"value": "delay", "label": "I waited"}, {"value": "leave", "label": "I went away"}],
    },
    {
        "key": "moments",
        "kind": "multiple_choice",
        "label": "When do hard moments come?",
        "help": "Choose as many as fit.",
        "options": [{"value": "late", "label": "Late at night"}, {"value": "alone", "label": "When I am alone"}],
    },
    {
        "key": "made_worse",
        "kind": "yes_no",
        "label": "Did anything make things worse?",
        "follow_up": "What was it?",
        "follow_up_on": "yes",
    },
    {
        "key": "goals",
        "kind": "rows",
        "label": "What are your goals?",
        "columns": COLUMNS,
        "start": 2,
        "max": 4,
        "row_label": "Goal",
    },
    {"key": "weighing", "kind": "two_sided", "label": "Weigh it up", "sides": SIDES},
    {"key": "two_minds", "kind": "two_sided", "label": "Soon and later", "sides": SIDES, "spans": SPANS},
    {
        "key": "safety_plan",
        "kind": "plan",
        "label": "What will you do first?",
        "part": "safety_plan",
        "if_label": "If I notice",
        "then_label": "then I",
        "start": 1,
        "max": 3,
    },
    {
        "key": "strength",
        "kind": "before_after",
        "label": "How strong was the urge?",
        **ENDS,
        "before": "At the start",
        "after": "Afterwards",
    },
    {
        "key": "values",
        "kind": "two_scales",
        "label": "What matters to you?",
        "items": [{"key": "work", "label": "Work"}, {"key": "friends", "label": "Friends"}],
        "left": "How much it matters",
        "right": "How far I live by it",
        "min": 0,
        "max": 10,
    },
    {
        "key": "week_log",
        "kind": "day_log",
        "label": "One line for each evening",
        "columns": [
            {"key": "mood", "label": "Mood, 0 to 10", "kind": "scale", "min": 0, "max": 10},
            {"key": "sleep", "label": "Hours of sleep", "kind": "number", "min": 0, "max": 24},
            {"key": "words", "label": "A few words", "kind": "text"},
        ],
        "days": 7,
    },
    {"key": "again", "kind": "carry_forward", "label": "The trap you found", "week": 1, "question": "signs"},
]

ANSWERS: dict[str, Any] = {
    "before_it": "A cold reply from my brother",
    "hardest": "The first ten minutes.\nThen it went down.",
    "how_many": 3,
    "look_back": "2027-03-21",
    "mood": 4,
    "skill": "leave",
    "moments": ["late", "alone"],
    "made_worse": {"answer": "yes", "more": "One page"},
    "goals": [{"goal": "Ring my cousin", "sign": "Her number by the phone"}],
    "weighing": {"good": "No hiding", "hard": "No calm"},
    "two_minds": {"good": {"soon": "Sleep", "later": ""}, "hard": {"soon": "", "later": "Alone"}},
    "safety_plan": [{"if": "I lie awake", "then": "get up"}],
    "strength": {"before": 8, "after": 0},
    "values": {"work": {"left": 7, "right": None}, "friends": {"left": 10, "right": 2}},
    "week_log": [
        {"mood": 4, "sleep": 6.5, "words": "A quarrel, then a walk"},
        *({"mood": None, "sleep": None, "words": ""} for _day in range(6)),
    ],
    "again": "Late evenings",
}


def question(key: str) -> Question:
    return next(each for each in QUESTIONS if each["key"] == key)
