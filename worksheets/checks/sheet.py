"""What every worksheet has beside its words: one core question, and one at its end that asks whether it did harm."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from worksheets.checks.finding import Finding, Level
from worksheets.checks.subject import Part, Subject

LAST_QUESTION = "made_worse"
SILENT = {"heading", "note"}


def unfinished(subject: Subject) -> Iterator[Finding]:
    asked = [part.value for part in subject.parts if len(part.kinds) == 1 and _is_question(part)]
    if not any(question.get("core") for question in asked):
        yield subject.finding(
            Level.WARNING,
            _("No question is marked as the core one."),
            _("Mark the one that matters most: it is what a therapist reads first."),
        )
    if not asked or asked[-1].get("key") != LAST_QUESTION:
        yield subject.finding(
            Level.WARNING,
            _("The last question does not ask whether anything made things worse."),
            _("End with a question whose key is “made_worse”: “Did anything this week make things worse?”"),
        )


def _is_question(part: Part) -> bool:
    """The whole of a question's block, and not a part of it."""
    return part.kinds[0] not in SILENT and part.value is part.of and "label" in part.of
