"""What an editor sees of a page that anybody may read, before it is published: the participants' own template."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from modules.preview import framed
from program import consents
from program.choices import PublicPage
from program.help import help_in
from program.languages import speaking
from program.public import Words

TEMPLATES = {
    PublicPage.FRONT: "program/front.html",
    PublicPage.ABOUT: "program/about.html",
    PublicPage.PROMISES: "program/promises.html",
    PublicPage.LIMITS: "program/limits.html",
    PublicPage.HELP: "worksheets/help.html",
}


def draw(request: HttpRequest, page: PublicPage, words: Words, language: str) -> HttpResponse:
    """With the door open, as a clinic wants to see it, and the consent and numbers that stand there now."""
    context: dict[str, Any] = {"words": words}
    if page == PublicPage.FRONT:
        context["admission"] = "open"
    elif page == PublicPage.LIMITS:
        context["consent"] = consents.offered()
    elif page == PublicPage.HELP:
        context["help"] = help_in("", program_id=None, words=words)
    with speaking(language):
        return framed(request, lambda: render(request, TEMPLATES[page], context))
