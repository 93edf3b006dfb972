"""A worksheet as participants will meet it, for editors: their own templates and addresses, nobody's answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import get_urlconf, set_urlconf
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from program.languages import speaking
from worksheets.answer_form import AnswerForm
from worksheets.blocks.catalogue import BLOCKS
from worksheets.blocks.plain import Question
from worksheets.definition import problems
from worksheets.kinds import KINDS, ShownAnswer, kind_of

PARTICIPANT_URLCONF = "config.urls_participant"
SENT = "sent"
MODES = [("", gettext_lazy("While it is being written")), (SENT, gettext_lazy("Sent, with made-up answers"))]


@dataclass(frozen=True)
class Unfinished:
    """A question that cannot be drawn yet, and what is left to do, in the words of the studio's form."""

    name: str
    sentences: Sequence[str]


def draw(request: HttpRequest, mode: str, *, language: str, questions: list[Question], **texts: Any) -> HttpResponse:
    """May be framed by the studio, in the language of its readers. What is not finished is named to the editor, in
    their own, and the rest is drawn."""
    left = render_to_string("worksheets/preview-left.html", {"unfinished": unfinished(questions)})
    sound = [question for question in questions if not problems([question])]
    context: dict[str, Any] = {"worksheet": texts, "left": left}
    before = get_urlconf()
    # The staff process knows none of the participants' addresses, which their frame links to.
    set_urlconf(PARTICIPANT_URLCONF)
    try:
        with speaking(language):
            if mode == SENT:
                context["answers"] = [_made_up(question) for question in sound if kind_of(question).asks]
            else:
                context["items"] = AnswerForm(sound).items()
            response = render(request, "worksheets/preview.html", context)
    finally:
        set_urlconf(before)
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
    return response


def unfinished(questions: Sequence[Question]) -> list[Unfinished]:
    """Each question with something left to do; and what is wrong between them, without a name."""
    found = []
    for place, question in enumerate(questions, 1):
        if sentences := _left_to_do(question):
            names = {"place": place, "label": question.get("label", "")}
            name = _("Question %(place)d: %(label)s") % names if names["label"] else _("Question %(place)d") % names
            found.append(Unfinished(name, sentences))
    if not found and (between := problems(questions)):
        found.append(Unfinished("", [str(problem) for problem in between]))
    return found


def _left_to_do(question: Question) -> list[str]:
    """What is still empty by the name of its field; anything else as an importer would say it."""
    fields = BLOCKS[question["kind"]].child_blocks
    needed = {"label": True} | {name: param.required for name, param in KINDS[question["kind"]].params.items()}
    empty = [name for name, required in needed.items() if required and name not in question and name in fields]
    if empty:
        return [_("“%(field)s” is still empty.") % {"field": fields[name].label} for name in empty]
    return [problem.sentence for problem in problems([question])]


def _made_up(question: Question) -> ShownAnswer:
    """An answer that shows how one looks: the example, the middle of a scale, the first choice; else nothing."""
    answer: Any = question.get("example", "")
    if question["kind"] in {"scale", "before_after"}:
        middle = (question["min"] + question["max"]) // 2
        answer = middle if question["kind"] == "scale" else {"before": question["max"], "after": middle}
    elif question["kind"] == "single_choice":
        answer = question["options"][0]["value"]
    elif question["kind"] == "multiple_choice":
        answer = [option["value"] for option in question["options"][:2]]
    elif question["kind"] == "yes_no":
        answer = {"answer": "no", "more": ""}
    elif question["kind"] == "rows":
        answer = [{column["key"]: column["label"] for column in question["columns"]}]
    shown = kind_of(question).shown(answer)
    return ShownAnswer(**vars(shown), key=question["key"], label=question["label"], core=question.get("core", False))
