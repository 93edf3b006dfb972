"""What an editor sees before it is frozen: the participants' own templates and addresses, with nobody's facts."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_urlconf, set_urlconf

from modules import contents, drawing, markup, notes, offering, playing, showing, words
from modules.looking import Look
from modules.reading import Reading, Sheet, StepText, WeekReading, WeekText
from program import clock
from program.languages import speaking
from program.models import WeekKind

if TYPE_CHECKING:
    from modules.models import ModulePage

WEEK = "week"
# The staff process knows none of the participants' addresses; what shows them is drawn with their configuration.
PARTICIPANT_URLCONF = "config.urls_participant"


def draw(request: HttpRequest, page: "ModulePage", mode: str) -> HttpResponse:
    """The week's page, or the step that the mode names (step-2), in the language of its readers. It may be shown in a
    frame of the studio."""
    language = str(page.locale.language_code)
    with speaking(language):
        steps = step_texts(page, playing.in_studio(language))
        number = Look(place=mode).step
        drawn = (
            partial(_step, request, page, steps, number) if steps and number else partial(_week, request, page, steps)
        )
        return framed(request, drawn)


def framed(request: HttpRequest, drawn: Callable[[], HttpResponse]) -> HttpResponse:
    """A page of the participants, with their addresses, that the studio may show in a frame."""
    response = _with_participant_addresses(request, drawn)
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
    return response


def step_texts(page: "ModulePage", players: drawing.Players) -> list[StepText]:
    """The steps of a page as they would be frozen. The worksheet comes after the last one."""
    last = len(page.steps) if page.worksheet_id is not None else 0
    offer = _offer(page)
    return [
        StepText(
            number=number,
            key=block.value["key"],
            title=block.value["title"],
            html=drawing.draw(block.value, players),
            has_worksheet=number == last,
            only=offer.in_words(only) if only else None,
            parts=tuple(offer.in_words(part) for part in parts if part),
        )
        for number, (block, (only, *parts)) in enumerate(zip(page.steps, offering.shape(page), strict=True), start=1)
    ]


def _offer(page: "ModulePage") -> offering.Offer:
    """Read only where something depends on it: the sentences need the words of earlier weeks."""
    if not any(offering.conditions_on(page)) or not page.depth:
        return offering.Offer()
    programme = page.get_parent().specific
    return offering.offer_of(programme, programme.modules())


def _week(request: HttpRequest, page: "ModulePage", steps: list[StepText]) -> HttpResponse:
    reading = WeekReading(
        week=WeekText(
            number=page.number,
            kind=WeekKind(page.kind),
            language=str(page.locale.language_code),
            title=page.title,
            aim=page.aim,
            minutes=page.minutes,
            expect=markup.clean(page.expect),
            between=markup.clean(page.between),
        ),
        steps=steps,
        today=clock.today(),
        sheet=Sheet.OPEN if page.worksheet_id else None,
    )
    name = words.week_name(page.number, reading.week.kind)
    return render(request, "modules/week.html", {"reading": reading, "name": name, "contents": contents.lines(reading)})


def _step(request: HttpRequest, page: "ModulePage", steps: list[StepText], number: int) -> HttpResponse:
    # A step that was taken out a moment ago may still be named by the studio's list of previews.
    number = min(number, len(steps))
    language = str(page.locale.language_code)
    reading = Reading(page.number, WeekKind(page.kind), page.title, tuple(steps), number, language)
    html = drawing.resolve(showing.noted(reading.step), page.number)
    name = words.week_name(page.number, reading.kind)
    boxes = notes.boxes(html, (), unlock=nobodys_key)
    context = {"reading": reading, "name": name, "html": html, "is_kept": False, "boxes": boxes, "here": ""}
    return render(request, "modules/step.html", context)


def nobodys_key() -> NoReturn:
    raise RuntimeError("A preview has nobody's notes to open.")


def _with_participant_addresses(request: Any, drawn: Callable[[], HttpResponse]) -> HttpResponse:
    before = get_urlconf()
    request.urlconf = PARTICIPANT_URLCONF
    set_urlconf(PARTICIPANT_URLCONF)
    try:
        return drawn()
    finally:
        set_urlconf(before)
        del request.urlconf
