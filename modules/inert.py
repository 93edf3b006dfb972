"""A page of the participants on which nothing can be done: its links lead to previews, its forms nowhere."""

import re
from collections.abc import Callable

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.html import escape
from django.utils.safestring import SafeString

from modules.looking import HOME, REVIEW, SHEET, STEP, WEEK, WHOLE, Look

# Where a link leads that has no preview: to the note above the page, which says so.
NOTE = "preview-note"
# Templates are ours, and text in them is escaped: a double quote is always that of an attribute.
LINK = re.compile(r'(<a\b[^>]*?\shref=)"(/[^"]*)"')
FORM = re.compile(r"<form\b([^>]*)>")
# What a form does, and what our scripts look for in one.
DOES = re.compile(r'\s(?:method|action|data-[a-z-]+)(?:="[^"]*")?')
TOKEN = re.compile(r'<input[^>]*\bname="(?:csrfmiddlewaretoken|rescue|form_key)"[^>]*>')
BUTTON = re.compile(r'(<button\b[^>]*?\stype=)"submit"')
SCRIPT = re.compile(r"<script\b[^>]*></script>")
BODY = re.compile(r"(<main\b[^>]*>)")


def made_inert(
    html: str, look: Look, *, participant_urls: str, address: Callable[[Look], str], note: SafeString
) -> str:
    """`address` says where the preview of a look is; `note` is shown at the head of the page."""

    def led(link: re.Match[str]) -> str:
        there = _preview_of(link[2], look, participant_urls)
        return f'{link[1]}"{escape(address(there)) if there else f"#{NOTE}"}"'

    def silent(form: re.Match[str]) -> str:
        # Outside a dialog such a form does nothing at all when it is sent.
        return f'<form{DOES.sub("", form[1])} method="dialog">'

    tamed = BUTTON.sub(r'\1"button"', FORM.sub(silent, TOKEN.sub("", LINK.sub(led, html))))
    if not look.scripts:
        tamed = SCRIPT.sub("", tamed)
    return BODY.sub(lambda main: f"{main[1]}{note}", tamed, count=1)


def _preview_of(path: str, look: Look, participant_urls: str) -> Look | None:
    """The look that shows the page at this address of the participants; None where none does."""
    try:
        match = resolve(path.split("#")[0].split("?")[0], urlconf=participant_urls)
    except Resolver404:
        return None
    return PLACES[match.view_name](match, look) if match.view_name in PLACES else None


def _in_week(place: str) -> Callable[[ResolverMatch, Look], Look]:
    return lambda match, look: look.at(place, match.kwargs["number"])


PLACES: dict[str, Callable[[ResolverMatch, Look], Look]] = {
    "modules:home": lambda _match, look: look.at(HOME),
    "modules:week": _in_week(WEEK),
    "modules:step": lambda match, look: look.at(f"{STEP}{match.kwargs['step']}", match.kwargs["number"]),
    "modules:whole": _in_week(WHOLE),
    "worksheets:fill": _in_week(SHEET),
    "worksheets:review": _in_week(REVIEW),
}
