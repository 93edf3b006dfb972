"""The pages of somebody made up, drawn for an editor: home, a week and its steps, its worksheet. Nothing is stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from modules import (
    conditions,
    contents,
    drawing,
    looking,
    markup,
    notes,
    playing,
    preview,
    showing,
    standin,
    words,
)
from modules.conditions import Facts
from modules.looking import Look
from modules.reading import Reading, StepText, WeekReading
from modules.versions import ShownWeek
from program.models import WeekKind
from worksheets import sheet_preview
from worksheets.blocks import frozen_questions
from worksheets.kinds import Question
from worksheets.samples import carried_samples, finished, sample_answer, sample_answers

if TYPE_CHECKING:
    from modules.models import ProgrammePage


@dataclass(frozen=True)
class Scene:
    """Who looks at what on which day. `weeks` are those of the programme, of which they see the open ones."""

    page: "ProgrammePage"
    weeks: Sequence[ShownWeek]
    look: Look
    today: date

    @cached_property
    def week(self) -> ShownWeek:
        """The week of the page. 404 for one that is not open to them."""
        if not 1 <= self.look.number <= min(self.look.week, len(self.weeks)):
            raise Http404
        return self.weeks[self.look.number - 1]

    @cached_property
    def steps(self) -> list[StepText]:
        """Those for them, drawn in the language of the week, as they are frozen."""
        with translation.override(self.week.language):
            drawn = preview.step_texts(self.week.page, playing.in_studio(self.week.language))
        return list(showing.shown(drawn, self.facts))

    @cached_property
    def facts(self) -> Facts:
        """What steps may depend on: the arm that was chosen, and the sample answers to the weeks before theirs."""
        given = {
            (number, question["key"]): conditions.values_of(sample_answer(question))
            for number, questions in self.asked_before(self.look.week).items()
            for question in questions
            if question["kind"] in conditions.KINDS
        }
        return Facts(self.look.arm, given)

    def asked_before(self, number: int) -> dict[int, list[Question]]:
        """The questions of the weeks before this one, less those that an editor has not finished."""
        sheets = {week.number: week.worksheet for week in self.weeks if week.number < number}
        return {place: finished(frozen_questions(sheet)) for place, sheet in sheets.items() if sheet is not None}

    def prepare(self) -> None:
        """Draws the steps while the addresses of the studio's media are known."""
        _steps = self.steps

    @cached_property
    def reading(self) -> WeekReading:
        return standin.reading(self.week, self.steps, self.look, self.today)

    @property
    def name(self) -> str:
        return words.week_name(self.week.number, WeekKind(self.week.of.kind))

    @property
    def is_past(self) -> bool:
        return self.week.number < self.look.week


Drawer = Callable[[HttpRequest, Scene], HttpResponse]


def drawer(scene: Scene) -> Drawer:
    """What draws the place. 404 for one that this week has not. Home is the views' own."""
    if scene.look.step:
        return step
    try:
        return DRAWERS[scene.look.place]
    except KeyError:
        raise Http404 from None


def week(request: HttpRequest, scene: Scene) -> HttpResponse:
    context = {"reading": scene.reading, "name": scene.name, "contents": contents.lines(scene.reading)}
    return render(request, "modules/week.html", context)


def step(request: HttpRequest, scene: Scene) -> HttpResponse:
    number, steps, shown = scene.look.step, tuple(scene.steps), scene.week
    if number not in {each.number for each in steps}:
        raise Http404
    place = Reading(shown.number, WeekKind(shown.of.kind), shown.page.title, steps, number, shown.language)
    html = drawing.resolve(showing.noted(place.step), shown.number)
    boxes = notes.boxes(html, (), unlock=preview.nobodys_key)
    context = {"reading": place, "name": scene.name, "html": html, "is_kept": False, "boxes": boxes, "here": ""}
    return render(request, "modules/step.html", {**context, **sheet_preview.NOBODYS})


def whole(request: HttpRequest, scene: Scene) -> HttpResponse:
    text = standin.text_of(scene.week)
    context = {
        "week": text,
        "name": scene.name,
        "steps": [(each, drawing.resolve_whole(showing.noted(each), text.number), ()) for each in scene.steps],
        "has_worksheet": bool(scene.steps) and scene.steps[-1].has_worksheet,
    }
    return render(request, "modules/whole.html", context)


def sheet(request: HttpRequest, scene: Scene) -> HttpResponse:
    agreed = standin.agreed(scene.look)
    return sheet_preview.filled(request, written(scene, is_begun=scene.look.returning or scene.is_past), agreed=agreed)


def review(request: HttpRequest, scene: Scene) -> HttpResponse:
    return sheet_preview.read_through(request, written(scene, is_begun=True))


def written(scene: Scene, *, is_begun: bool) -> sheet_preview.Written:
    """The worksheet of the week, with made-up answers once it is begun; 404 for a week without one."""
    worksheet = scene.week.worksheet
    if worksheet is None:
        raise Http404
    questions = frozen_questions(worksheet)
    carried = carried_samples(questions, scene.asked_before(scene.week.number))
    return sheet_preview.Written(
        worksheet={
            "key": worksheet.key,
            "title": worksheet.title,
            "minutes": worksheet.minutes,
            "intro_html": markup.clean(worksheet.intro),
            "ending_html": markup.clean(worksheet.ending),
        },
        questions=questions,
        answers={**sample_answers(finished(questions)), **carried} if is_begun else carried,
        place={"week": standin.text_of(scene.week), "language": scene.week.language},
        carried=() if is_begun else carried,
    )


DRAWERS: dict[str, Drawer] = {
    looking.WEEK: week,
    looking.WHOLE: whole,
    looking.SHEET: sheet,
    looking.REVIEW: review,
}
