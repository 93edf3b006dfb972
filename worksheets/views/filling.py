"""The worksheet while it is being written."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from program.access import my_case_key
from program.actions.rescue import take
from program.actions.weeks import latch_opening
from program.http import ParticipantRequest
from vault import session
from vault.sealing import CaseKey
from worksheets.access import (
    MyResponses,
    Sheet,
    agreed_step,
    my_responses,
    my_stale_copies,
    my_worksheet,
    sent_in_weeks,
)
from worksheets.actions.drafts import Conflict, Saved, save_draft
from worksheets.answer_form import ADD_ROW, DROP_ROW, AnswerForm, as_posted, filled_up, posted, without_row
from worksheets.contents import unseal
from worksheets.posting import base_of, form_key_of, whole
from worksheets.reading import carried_forward, carries_from, kept_aside


@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: ParticipantRequest, number: int) -> HttpResponse:
    """Shows the sheet, or saves it. What was rescued from a lost session is shown as not yet saved."""
    sheet = my_worksheet(request, number)
    latch_opening(journey=sheet.journey, number=number)  # what is begun stays in the edition it was begun in
    if request.method == "POST":
        return _save(request, sheet)
    mine = my_responses(sheet)
    rescued_id = request.GET.get("rescued", "")
    if mine.draft is None and mine.sent and not rescued_id:
        return redirect("worksheets:sent", number)
    key = my_case_key(request, sheet.participant)
    stored = unseal(key, mine.draft).answers if mine.draft else {}
    questions = sheet.version.questions
    rescued = _rescued(request, sheet, rescued_id)
    carried = {} if stored else _carried(sheet, key)
    data = as_posted(questions, filled_up(questions, rescued, {**carried, **stored}))
    form = AnswerForm(questions, data=data, rows=_rows_asked_for(request), carried=carried)
    items = form.items(other=stored if rescued and stored else None)
    context = {
        "saved": bool(mine.draft) and "saved" in request.GET,
        "dropped": bool(mine.draft) and "dropped" in request.GET,
        "rescued": bool(rescued),
        "kept": kept_aside(key, questions, my_stale_copies(sheet), stored),
    }
    return _page(request, sheet, form, {"items": items, "base": _base(mine), "mine": mine, **context})


def _save(request: ParticipantRequest, sheet: Sheet) -> HttpResponse:
    questions = sheet.version.questions
    pressed = request.POST.get("do", "")
    is_dropping = pressed.startswith(DROP_ROW)
    data, dropped = without_row(request.POST, pressed) if is_dropping else (request.POST, {})
    form = AnswerForm(questions, data=data)
    answers = form.answers()
    form_key = form_key_of(request.POST)
    automatic = request.POST.get("autosave") == "1"
    outcome = save_draft(
        participant=sheet.participant,
        version=sheet.version,
        week=sheet.week.number,
        key=my_case_key(request, sheet.participant),
        answers=answers,
        base=base_of(request.POST),
        form_key=form_key,
        by=request.user.pk,
        automatic=automatic,
        dropped=dropped,
    )
    if automatic:
        return JsonResponse(_told(outcome))
    if isinstance(outcome, Saved):
        return _next(request, sheet, form)
    both = AnswerForm(questions, data=as_posted(questions, filled_up(questions, answers, outcome.answers)))
    # The form key stays: the same window goes on, and once it is saved, what was kept of it aside can go.
    context = {"conflict": True, "base": outcome.base, "form_key": str(form_key)}
    return _page(request, sheet, both, {"items": both.items(other=outcome.answers), **context}, status=409)


def _next(request: ParticipantRequest, sheet: Sheet, form: AnswerForm) -> HttpResponse:
    """Where the pressed button leads, once everything is saved."""
    number, do = sheet.week.number, request.POST.get("do", "")
    here = reverse("worksheets:fill", args=[number])
    if do.startswith(ADD_ROW):
        key = do.removeprefix(ADD_ROW)
        rows = form.rows_drawn(key)
        return redirect(f"{here}?more={key}&rows={rows + 1}#question-{key}-{rows + 1}" if rows else here)
    if do.startswith(DROP_ROW):
        key = do.removeprefix(DROP_ROW).rpartition("-")[0]
        return redirect(f"{here}?dropped=1#question-{key}" if form.rows_drawn(key) else here)
    if do == "read" and not form.wrong():
        return redirect("worksheets:review", number)
    return redirect(f"{here}?saved=1")


def _page(
    request: ParticipantRequest, sheet: Sheet, form: AnswerForm, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    agreed = agreed_step(request, sheet.journey)
    context = {"agreed": agreed if agreed and agreed.week < sheet.week.number else None, **context}
    common = {"sheet": sheet, "worksheet": sheet.version, "wrong": form.wrong(), **context}
    return render(request, "worksheets/fill.html", common, status=status)


def _told(outcome: Saved | Conflict) -> dict[str, str | int | bool]:
    """What the page's script says quietly beside the buttons."""
    if isinstance(outcome, Saved):
        return {"saved": True, "base": outcome.base}
    if outcome.was_sent:
        return {"saved": False, "message": _("You have sent this sheet already. Your new words are kept, too.")}
    return {
        "saved": False,
        "message": _("You have also written in another window. Nothing is lost: press Save to see both."),
    }


def _rescued(request: ParticipantRequest, sheet: Sheet, rescued_id: str) -> dict[str, Any]:
    """The answers in a post that could not be taken; empty without the link to one."""
    if not rescued_id:
        return {}
    fields = take(account_id=request.user.pk, private=session.private_key(request), rescued_id=rescued_id)
    return AnswerForm(sheet.version.questions, data=posted(fields)).answers() if fields else {}


def _carried(sheet: Sheet, key: CaseKey) -> dict[str, str]:
    earlier = sent_in_weeks(sheet.participant.pk, carries_from(sheet.version.questions))
    return carried_forward(key, sheet.version.questions, earlier)


def _rows_asked_for(request: ParticipantRequest) -> dict[str, int]:
    return {request.GET.get("more", ""): whole(request.GET.get("rows", ""))}


def _base(mine: MyResponses) -> int:
    return mine.draft.base if mine.draft else 0
