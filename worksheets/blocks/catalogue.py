"""The kinds of questions that an editor chooses from, each with what it is for and how it looks."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from worksheets.blocks.parts import (
    QuestionBlock,
    asking,
    day_columns,
    ends,
    entries,
    growing,
    limits,
    named_ends,
    options,
    silent,
    words,
)

TELLING, WRITING, MEASURING, LISTS = _("Words between"), _("To write"), _("To choose or rate"), _("Lists and logs")


def _two(first: object, second: object, name: str = "key") -> list[dict[str, object]]:
    """Two entries for a preview."""
    return [{"label": label, name: key} for key, label in (("one", first), ("two", second))]


FROM_0_TO_10 = {"min": 0, "max": 10, "low": _("Not at all"), "high": _("Very much")}

BLOCKS: dict[str, QuestionBlock] = {
    "heading": silent(
        _("Heading"), "title", TELLING, _("Parts a long worksheet. Asks nothing."), {"label": _("Looking ahead")}
    ),
    "note": silent(
        _("Note"),
        "info-circle",
        TELLING,
        _("A few sentences between questions. Asks nothing."),
        {"label": _("Before you go on"), "help": _("Take a break whenever you like. What you wrote is kept.")},
        ("help", blocks.TextBlock(label=_("Text"), rows=3)),
    ),
    "short_text": asking(
        _("Short text"), "minus", WRITING, _("One line or two."), {"label": _("What was going on just before?")}
    ),
    "long_text": asking(
        _("Long text"),
        "pilcrow",
        WRITING,
        _("As many words as somebody wants. The therapist reads it whole."),
        {"label": _("What was hardest this week?"), "help": _("A few sentences are plenty.")},
        (
            "lines",
            blocks.IntegerBlock(
                label=_("Lines"),
                required=False,
                min_value=1,
                max_value=40,
                help_text=_("How tall the box is, not how much may be written. Five lines if you leave it empty."),
            ),
        ),
    ),
    "number": asking(
        _("Number"),
        "order",
        MEASURING,
        _("A count, or hours. A risk rule can look at it, and at how it changes from week to week."),
        {"label": _("How many evenings did you go out?"), "min": 0, "max": 7, "unit": _("evenings")},
        *limits(),
        ("unit", words(_("Unit"), _("Stands behind the field, such as: hours."))),
    ),
    "date": asking(_("Day"), "date", MEASURING, _("A day of the calendar."), {"label": _("When will you look back?")}),
    "scale": asking(
        _("Scale"),
        "sliders",
        MEASURING,
        _("One step of a scale. A risk rule can look at it, and at how it changes from week to week."),
        {"label": _("How has your mood been?"), **FROM_0_TO_10},
        *named_ends(),
    ),
    "single_choice": asking(
        _("One choice"),
        "radio-full",
        MEASURING,
        _("One of several answers. A risk rule can look for one of them."),
        {"label": _("Which skill did you try?"), "options": _two(_("I waited"), _("I went for a walk"), "value")},
        options(),
    ),
    "multiple_choice": asking(
        _("Several choices"),
        "list-ul",
        MEASURING,
        _("Any of several answers. A risk rule can look for one of them."),
        {
            "label": _("When do hard moments come?"),
            "options": _two(_("Late at night"), _("When I am alone"), "value"),
        },
        options(),
    ),
    "yes_no": asking(
        _("Yes or no"),
        "check",
        MEASURING,
        _("Yes or no, with room for a few words after one of them. Every worksheet ends with such a question."),
        {
            "label": _("Did anything make things worse?"),
            "follow_up": _("What was it?"),
            "follow_up_on": "yes",
        },
        ("follow_up", words(_("What to ask then"), _("Such as: What was it?"), required=True)),
        (
            "follow_up_on",
            blocks.ChoiceBlock(choices=[("yes", _("Yes")), ("no", _("No"))], label=_("Ask it after"), default="yes"),
        ),
    ),
    "rows": asking(
        _("Log table"),
        "table",
        LISTS,
        _("The same few columns again and again, one row for each moment or goal. People add rows as they need them."),
        {
            "label": _("Three moments this week"),
            "columns": _two(_("What happened"), _("What I did")),
            "start": 2,
            "max": 5,
            "row_label": _("Moment"),
        },
        (
            "columns",
            entries(_("Columns"), _("Two or three can be read on a phone; eight at most."), least=1, most=8),
        ),
        *growing(),
        (
            "row_label",
            words(_("Name of a row"), _("Such as: Moment. It is numbered: Moment 1, Moment 2."), required=True),
        ),
    ),
    "two_sided": asking(
        _("Two sides"),
        "grip",
        LISTS,
        _("What speaks for something and what against it, beside each other."),
        {"label": _("Weigh it up"), "sides": _two(_("Good about it"), _("Hard about it"))},
        ("sides", entries(_("Sides"), _("Exactly two."), least=2, most=2)),
        (
            "spans",
            entries(
                _("Spans of time"),
                _("Ask each side once for each, such as: now, in a year. May stay empty."),
                least=0,
                most=4,
            ),
        ),
    ),
    "plan": asking(
        _("If–then plan"),
        "redirect",
        LISTS,
        _("What to do when something happens: if this, then I do that."),
        {"label": _("What will you do first?"), "start": 1, "max": 3},
        ("if_label", words(_("Word for 'if'"), _("May stay empty."))),
        ("then_label", words(_("Word for 'then'"), _("May stay empty."))),
        *growing(),
    ),
    "before_after": asking(
        _("Before and after"),
        "history",
        MEASURING,
        _("The same scale twice, such as before and after an exercise."),
        {
            "label": _("How strong was it?"),
            **FROM_0_TO_10,
            "before": _("At the start"),
            "after": _("Afterwards"),
        },
        *named_ends(),
        ("before", words(_("Label before"), _("Such as: At the start."), required=True)),
        ("after", words(_("Label after"), _("Such as: Afterwards."), required=True)),
    ),
    "two_scales": asking(
        _("Two scales"),
        "order-up",
        MEASURING,
        _("Several things, each rated twice, such as how much it matters and how far one lives by it."),
        {
            "label": _("What matters to you?"),
            "items": _two(_("Work"), _("Friends")),
            "left": _("How much it matters"),
            "right": _("How far I live by it"),
            "min": 0,
            "max": 10,
        },
        ("items", entries(_("What is rated"), _("Each is rated on both scales; 20 at most."), least=1, most=20)),
        ("left", words(_("Left scale"), required=True)),
        ("right", words(_("Right scale"), required=True)),
        *ends(),
    ),
    "day_log": asking(
        _("Log of days"),
        "calendar-alt",
        LISTS,
        _("The same few columns for each day. A day that is left out keeps its empty place."),
        {
            "label": _("One line for each evening"),
            "columns": [{"label": _("A few words"), "key": "one", "kind": "text"}],
            "days": 2,
        },
        ("columns", day_columns()),
        ("days", blocks.IntegerBlock(label=_("Days"), min_value=1, max_value=14, default=7)),
    ),
    "carry_forward": asking(
        _("Carried forward"),
        "arrow-right",
        WRITING,
        _("Begins with what somebody wrote in an earlier week, so that they can go on from there."),
        {"label": _("The plan you made"), "week": 1, "question": "plan"},
        ("week", blocks.IntegerBlock(label=_("From week"), min_value=1, help_text=_("An earlier week."))),
        (
            "question",
            words(
                _("Key of the question there"),
                _("You find it behind the cog of that question, in that week's worksheet."),
                required=True,
            ),
        ),
    ),
}
