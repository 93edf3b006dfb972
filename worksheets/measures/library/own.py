"""Questions of our own. None of them is validated: they serve a conversation, not a diagnosis or a comparison.

A setback is never asked for in detail: how often and how strong, not what.
"""

from worksheets.measures.instrument import Direction, Instrument, Item, MissingRule, Scale
from worksheets.measures.library.options import rising, zero_to_ten

LICENCE = "Part of this program, under its licence."
SOURCE = "Own items of this programme. Not validated: no cut-off, no reliable change, no comparison with other people."
PLAIN = "These questions are our own. They are not a tested measure."
SKIP = "You can leave this one blank."

AGREEMENT = rising("Not at all", "A little", "Partly", "Mostly", "Fully")


def _own(
    key: str,
    title: str,
    instruction: str,
    items: tuple[Item, ...],
    *,
    scored: int,
    scale: str,
    direction: Direction,
    recall: str,
    most_blank: int = 1,
) -> Instrument:
    """The first `scored` items make the total; the others are read one by one."""
    return Instrument(
        key=key,
        version="1",
        language="en",
        title=title,
        instruction=f"{instruction} {PLAIN}",
        recall=recall,
        minutes=1 if len(items) < 5 else 2,
        items=items,
        direction=direction,
        licence=LICENCE,
        source=SOURCE,
        validated=False,
        enabled_by_default=True,
        total=Scale(
            key="total",
            title=scale,
            items=tuple(item.link_id for item in items[:scored]),
            missing=MissingRule(most_blank, "Own choice, as the items are."),
        ),
    )


WEEKLY_CHECK_IN = _own(
    "weekly_check_in",
    "Your week",
    "A few short questions about the last 7 days. There are no right answers, and any of them can be left blank.",
    (
        Item(
            "mood",
            "How has your mood been, most of the time?",
            rising("Very low", "Low", "In between", "Good", "Very good"),
        ),
        Item(
            "urges",
            "How often did urges that you do not want to follow trouble you?",
            rising("Not at all", "On one or two days", "On several days", "On most days", "Every day"),
            reverse=True,
        ),
        Item(
            "contact",
            "How much contact did you have with adults who are good for you?",
            rising("None", "Very little", "Some", "Quite a lot", "A lot"),
            help="A talk, a call, a message, time together: all of it counts.",
        ),
        Item(
            "tool",
            "How often did you use the tool from your latest week here?",
            rising("Not yet", "Once", "A few times", "On most days", "Every day"),
        ),
        Item(
            "days",
            "On how many of the last 7 days did you do what you came here to stop?",
            rising(*[str(days) for days in range(8)]),
            help=f"If there is nothing of that kind, choose 0. Only the number matters, no details. {SKIP}",
        ),
        Item(
            "strongest_urge",
            "How strong was the strongest urge?",
            zero_to_ten("no urge", "as strong as it can be"),
            help=f"An urge is a feeling, not a deed. {SKIP}",
        ),
        Item(
            "worry",
            "How worried were you that you might harm a child?",
            rising("Not at all", "A little", "Quite worried", "Very worried"),
            help=f"If you are worried right now, please open the Help now page first. {SKIP}",
        ),
        Item(
            "alone",
            "How much time were you alone with a child or children?",
            rising("None", "Less than an hour in all", "A few hours in all", "On several days", "Every day"),
            help=f"We ask so that you and your therapist can plan together for what makes it safer. {SKIP}",
        ),
    ),
    scored=4,
    scale="Your week",
    direction="higher is better",
    recall="the last 7 days",
)

SESSION_ALLIANCE = _own(
    "session_alliance",
    "Working together",
    "How has it been to work with your therapist? Your therapist reads your answers, and honest ones help most.",
    (
        Item("understood", "The latest letter showed me that what I wrote was understood.", AGREEMENT),
        Item("goals", "We are working on what matters to me.", AGREEMENT),
        Item("tasks", "I see why I was asked to do this week's tasks.", AGREEMENT),
        Item(
            "held_back",
            "I held something back because I was not sure how it would be received.",
            AGREEMENT,
            reverse=True,
            help="There may be good reasons to hold back. You need not say what it was.",
        ),
    ),
    scored=4,
    scale="Working together",
    direction="higher is better",
    recall="the last week",
)

SATISFACTION = _own(
    "satisfaction",
    "Looking back",
    "How has the programme been for you so far?",
    (
        Item("helpful", "The programme has helped me with what I came for.", AGREEMENT),
        Item("respect", "I was met with respect here.", AGREEMENT),
        Item("effort", "The time it took was worth it.", AGREEMENT),
        Item("suggest", "I would suggest it to somebody in a situation like mine.", AGREEMENT),
    ),
    scored=4,
    scale="Satisfaction",
    direction="higher is better",
    recall="the programme so far",
)

NEGATIVE_EFFECTS = _own(
    "negative_effects",
    "Did anything make things worse?",
    "Any treatment can also do harm. If something did, we want to know, and you are not being difficult if you say so.",
    (
        Item(
            "made_worse",
            "Has anything in the programme made things worse for you?",
            rising("No", "A little", "Quite a bit", "A lot"),
        ),
        Item("lasting", "Is it still hard now?", rising("No", "A little", "Quite a bit", "A lot"), help=SKIP),
    ),
    scored=1,
    scale="Made worse",
    direction="higher is worse",
    recall="the programme so far",
    most_blank=0,
)
