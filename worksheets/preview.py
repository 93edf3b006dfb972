"""A worksheet as participants will meet it, for editors: their own templates and addresses, nobody's answers."""

from typing import Any

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_urlconf, set_urlconf

from worksheets.answer_form import AnswerForm
from worksheets.blocks import Question
from worksheets.definition import problems

PARTICIPANT_URLCONF = "config.urls_participant"


def draw(request: HttpRequest, *, questions: list[Question], **texts: Any) -> HttpResponse:
    """May be framed by the studio. A worksheet that is not finished shows what is left to do instead of its form."""
    left = problems(questions)
    context = {"worksheet": texts, "problems": left, "items": [] if left else AnswerForm(questions).items()}
    before = get_urlconf()
    # The staff process knows none of the participants' addresses, which their frame links to.
    set_urlconf(PARTICIPANT_URLCONF)
    try:
        response = render(request, "worksheets/preview.html", context)
    finally:
        set_urlconf(before)
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
    return response
