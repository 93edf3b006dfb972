"""The short questions after an answer about wanting to die or to hurt oneself, and what counts as urgent. Pure.

Own choice, for clinicians to revise: no validated scale is this short. They ask what a clinician would ask first, and
err on the side of urgent: only somebody who answers all four, and each as somebody safe would, is not urgent.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

YES, NO = "yes", "no"
QUESTIONS = {
    "now": _("Are you thinking about it right now?"),
    "plan": _("Have you thought of how you would do it?"),
    "means": _("Do you have what you would need for it near you?"),
    "safe": _("Can you keep yourself safe tonight?"),
}
SAFE = {"now": NO, "plan": NO, "means": NO, "safe": YES}


def is_urgent(answers: Mapping[str, str]) -> bool:
    """A blank counts as the answer nobody wants to hear."""
    return any(answers.get(key) != safe for key, safe in SAFE.items())


def as_told(answers: Mapping[str, str]) -> str:
    """Question and answer, a line each, for the desk."""
    said = {YES: _("Yes"), NO: _("No")}
    return "\n".join(
        f"{question} {said.get(answers.get(key, ''), _('No answer'))}" for key, question in QUESTIONS.items()
    )
