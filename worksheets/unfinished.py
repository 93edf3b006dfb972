"""What a worksheet lacks before anybody can fill it in. A draft may be put away like that, and is not approved so."""

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from worksheets import definition
from worksheets.blocks import frozen_questions
from worksheets.models import Worksheet


def left_to_do(worksheet: Worksheet) -> list[str]:
    """In sentences; none for one that is whole."""
    questions = frozen_questions(worksheet)
    labels = {question["key"]: question.get("label") for question in questions}
    found = [
        _("“%(label)s”: %(why)s") % {"label": labels.get(problem.key) or problem.key, "why": problem.sentence}
        for problem in definition.problems(questions)
    ]
    if not worksheet.title.strip():
        found.append(_("It has no title."))
    if not strip_tags(worksheet.ending).strip():
        found.append(_("It has no ending. Write a short grounding in its field “Ending”."))
    return found
