"""Who waits for an answer, and who answers it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from program import clock
from program.access import go_live_warnings
from program.actions import claims
from program.http import StaffRequest
from therapist import above, access, alerts_above
from therapist import inbox as waiting
from therapist.actions import desk
from therapist.desk_forms import CASE, KEEP, ClaimForm, FilterForm, KeysForm
from therapist.filters import Asked, asked, filter_at


@require_GET
def inbox(request: StaffRequest) -> HttpResponse:
    """Open alerts above all; then who waits for an answer, by the day that was promised, as the address's filter says.

    Supervisors are told how many answers are late in all cases, and with the lead of lines of the go-live list that run
    out.
    """
    access.clinical_staff(request)
    me, chosen, after = request.user, chosen_in(request), request.GET.get("after", "")
    today, now = clock.today(), clock.now()
    raised = alerts_above.above(staff=me, today=today, now=now)
    given: dict[str, Any] = {"staff": me.pk, "today": today, "chosen": chosen.filter, "alerted": raised.cases}
    context = {
        "above": raised,
        "filters": above.above(**given, is_supervisor=me.is_supervisor),
        "chosen": chosen,
        "page": waiting.inbox(**given, now=now, after=after),
        "later": bool(after),
        "warned": go_live_warnings(request),
    }
    return render(request, "therapist/inbox.html", context)


@require_GET
def next_one(request: StaffRequest) -> HttpResponseRedirect:
    """On to whoever has waited longest of those that no colleague is at; under the filter that the list had."""
    access.clinical_staff(request)
    return go_on(request, chosen_in(request))


@require_POST
def claim(request: StaffRequest) -> HttpResponseRedirect:
    """'I answer this', or hand it back. Whoever comes second is told who was first."""
    access.clinical_staff(request)
    form = ClaimForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("The page did not say which answer was meant. Nothing was changed."))
        return back(request)
    promise = access.my_promise(request, form.promise)
    me, now, today = request.user.pk, clock.now(), clock.today()
    if form.is_claim and claims.claim(promise=promise, by=me, now=now, today=today):
        said = _("You answer %(alias)s until %(time)s; colleagues see that.")
        time = waiting.hour_said(claims.ends_at(now))
        messages.success(request, said % {"alias": promise.participant.alias, "time": time})
    elif form.is_claim:
        messages.warning(request, waiting.refused(access.my_promise(request, form.promise)))
    elif claims.hand_back(promise=promise, by=me, today=today):
        messages.success(request, _("Handed back. Others can answer it now."))
    if form.cleaned_data["at"] != CASE:
        return back(request)
    return to_answer(waiting.Next(promise.kind, promise.week, promise.participant_id))


@require_POST
def filters(request: StaffRequest) -> HttpResponseRedirect:
    """Keep a filter as a link above the list, or let it go."""
    access.clinical_staff(request)
    form = FilterForm(request.POST)
    which = (
        filter_at(form.cleaned_data["which"], sees_unassigned=request.user.is_supervisor) if form.is_valid() else None
    )
    if not which:
        messages.warning(request, _("This is no filter of the inbox. Nothing was changed."))
    elif form.cleaned_data["do"] != KEEP:
        desk.let_filter_go(staff=request.user.pk, address=which.address)
    elif not desk.keep_filter(staff=request.user.pk, address=which.address):
        most = desk.MOST_KEPT
        said = ngettext("You keep %(n)d filter already.", "You keep %(n)d filters already.", most) % {"n": most}
        advice = _("Let one go first.")
        messages.warning(request, f"{said} {advice}")
    return back(request)


@require_POST
def keys(request: StaffRequest) -> HttpResponseRedirect:
    """Whether single keys do something here."""
    access.clinical_staff(request)
    form = KeysForm(request.POST)
    if form.is_valid():
        desk.switch_keys(staff=request.user.pk, on=form.cleaned_data["keys"] == "on")
    return back(request)


def chosen_in(request: StaffRequest) -> Asked:
    return asked(request.GET, sees_unassigned=request.user.is_supervisor)


def back(request: StaffRequest) -> HttpResponseRedirect:
    """To the list as it was: its filter stands in the address of the form."""
    address = chosen_in(request).filter.address
    return redirect(f"{reverse('therapist:inbox')}{'?' if address else ''}{address}")


def go_on(request: StaffRequest, chosen: Asked | None = None) -> HttpResponseRedirect:
    """To the next answer, or to a list that says that there is none."""
    kept = chosen.filter if chosen else waiting.EVERYTHING
    found = waiting.next_waiter(staff=request.user.pk, today=clock.today(), now=clock.now(), chosen=kept)
    return to_answer(found) if found else back(request)


def to_answer(found: waiting.Next) -> HttpResponseRedirect:
    if found.is_letter:
        return redirect("therapist:letter", found.participant, found.week)
    return redirect("therapist:messages", found.participant)
