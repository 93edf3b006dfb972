"""The worksheet of a week as somebody meets it who has begun it, and its reading through: with made-up answers, for
editors. The templates are the participants' own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from worksheets import preview
from worksheets.answer_form import AnswerForm, as_posted
from worksheets.contents import Contents
from worksheets.definition import problems
from worksheets.kinds import Answer, Question
from worksheets.reading import read
from worksheets.revealing import revealed_in
from worksheets.risk.given import GivenSheet

# What keeps typed words safe is made for one account and one address: a preview has neither.
NOBODYS = {"rescue_token": "", "form_key": ""}


@dataclass(frozen=True)
class Written:
    """`worksheet` and `place` (its week and language) hold what the templates read of a version and its sheet."""

    worksheet: Mapping[str, Any]
    questions: Sequence[Question]
    answers: Mapping[str, Answer]
    place: Mapping[str, Any]
    carried: Collection[str] = ()


def filled(request: HttpRequest, written: Written, **more: Any) -> HttpResponse:
    """The form, with these answers in it; what is left to do, where participants could not meet it yet."""
    if problems(list(written.questions)):
        return _unready(request, written)
    form = AnswerForm(written.questions, data=as_posted(written.questions, written.answers), carried=written.carried)
    context = {"worksheet": written.worksheet, "sheet": written.place, "items": form.items(), "base": 0, **more}
    return render(request, "worksheets/fill.html", {**context, **NOBODYS})


def read_through(request: HttpRequest, written: Written) -> HttpResponse:
    """The page before sending."""
    if problems(list(written.questions)):
        return _unready(request, written)
    answers = read(written.questions, Contents(written.answers))
    context = {
        "worksheet": written.worksheet,
        "sheet": written.place,
        "draft": {"base": 0},
        "answers": answers,
        "core_is_empty": any(answer.core and answer.is_empty for answer in answers),
        "revealed": revealed_in(GivenSheet(written.worksheet["key"], written.questions, written.answers)),
    }
    return render(request, "worksheets/review.html", {**context, **NOBODYS})


def _unready(request: HttpRequest, written: Written) -> HttpResponse:
    questions = [dict(question) for question in written.questions]
    return preview.draw(request, "", language=get_language() or "", questions=questions, **written.worksheet)
