"""One's own safety plan: read in a hard moment, written in a calm one."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from program.access import my_case_key, my_journey
from program.actions.rescue import take
from program.http import ParticipantRequest
from program.journey import Journey
from vault import session
from vault.sealing import CaseKey
from worksheets.access import my_own_plan, my_plan
from worksheets.actions.drafts import Conflict, Saved
from worksheets.actions.plans import let_go_aside, save_plan
from worksheets.answer_form import AnswerForm, as_posted, filled_up, posted
from worksheets.own_plan import OwnPlan, begun_from, opened, questions, set_aside, shown
from worksheets.posting import base_of, form_key_of
from worksheets.reading import safety_plan

LET_GO = "let-go-"


@require_safe
def read_plan(request: ParticipantRequest) -> HttpResponse:
    """One's own safety plan by itself, a step from the help page."""
    context = plan_words(request, my_journey(request))
    return render(request, "worksheets/plan.html", {**context, "saved": "saved" in request.GET})


@require_http_methods(["GET", "HEAD", "POST"])
def write_plan(request: ParticipantRequest) -> HttpResponse:
    """Shows the four questions, or saves them. It begins with the worksheet's words, until something is saved."""
    journey = my_journey(request)
    key = my_case_key(request, journey.enrolment.participant)
    if request.method == "POST":
        return _post(request, journey, key)
    plan = opened(key, my_own_plan(journey))
    begun = {} if plan.is_begun else begun_from(key, my_plan(journey).responses)
    rescued = _rescued(request)
    stored = {**begun, **plan.newest}
    form = AnswerForm(questions(), data=as_posted(questions(), filled_up(questions(), rescued, stored)))
    items = form.items(other=stored if rescued and stored else None)
    return _page(request, {"items": items, "plan": plan, "begun": bool(begun), "rescued": bool(rescued)})


def plan_words(request: ParticipantRequest, journey: Journey) -> dict[str, Any]:
    """The plan as its writer meets it on any page: their own page's, else the worksheet's. Two statements."""
    key = my_case_key(request, journey.enrolment.participant)
    own, sheets = opened(key, my_own_plan(journey)), my_plan(journey)
    words = shown(own.newest) if own.is_begun else safety_plan(key, sheets.responses)
    return {"plan": words, "own": own}


def _post(request: ParticipantRequest, journey: Journey, key: CaseKey) -> HttpResponse:
    participant, do = journey.enrolment.participant, request.POST.get("do", "")
    if do.startswith(LET_GO):
        names = do.removeprefix(LET_GO).split(",")
        let_go_aside(participant=participant, key=key, names=names, by=request.user.pk)
        return redirect("worksheets:plan-write")
    form = AnswerForm(questions(), data=request.POST)
    form_key, automatic = form_key_of(request.POST), request.POST.get("autosave") == "1"
    outcome = save_plan(
        participant=participant,
        key=key,
        answers=form.answers(),
        base=base_of(request.POST),
        form_key=form_key,
        by=request.user.pk,
        today=journey.today,
        automatic=automatic,
    )
    if automatic:
        return JsonResponse(_told(outcome))
    if isinstance(outcome, Saved):
        return redirect(f"{reverse('worksheets:help-plan')}?saved=1")
    both = AnswerForm(questions(), data=as_posted(questions(), filled_up(questions(), form.answers(), outcome.answers)))
    items = both.items(other=outcome.answers)
    context = {"items": items, "plan": OwnPlan(base=outcome.base), "conflict": True, "form_key": str(form_key)}
    return _page(request, context, status=409)


def _told(outcome: Saved | Conflict) -> dict[str, str | int | bool]:
    """What the page's script says quietly beside the button."""
    if isinstance(outcome, Saved):
        return {"saved": True, "base": outcome.base}
    return {
        "saved": False,
        "message": _("You have also written in another window. Nothing is lost: press Save to see both."),
    }


def _page(request: ParticipantRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    plan: OwnPlan = context["plan"]
    more = {"kept": set_aside(plan), "let_go": LET_GO + ",".join(plan.aside)}
    return render(request, "worksheets/plan-write.html", {**more, **context}, status=status)


def _rescued(request: ParticipantRequest) -> dict[str, Any]:
    """The answers in a post that could not be taken; empty without the link to one."""
    rescued_id = request.GET.get("rescued", "")
    if not rescued_id:
        return {}
    fields = take(account_id=request.user.pk, private=session.private_key(request), rescued_id=rescued_id)
    return AnswerForm(questions(), data=posted(fields)).answers() if fields else {}
