"""Before something hard is opened; and, at any time, the wish to talk about a case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from program import clock
from program.access import case as open_case
from program.http import StaffRequest
from therapist import access, debriefs
from therapist.actions import welfare
from therapist.debrief_forms import TalkedForm
from therapist.flagged import Place, flags_before


def held(request: StaffRequest, participant: UUID, place: Place) -> HttpResponse | None:
    """The page that says what was flagged, in place of one that opens texts; None where nothing has to be said.

    Only a page that is opened is held: what somebody posts is taken as it comes.
    """
    if request.method != "GET":
        return None
    found = flags_before(place, participant=participant, staff=request.user, today=clock.today())
    if not found:
        return None
    case = open_case(request, participant, verb="flag.shown", once_a_day=True)
    context = {"case": case, "flags": found, "place": place, "onward": request.get_full_path()}
    return render(request, "therapist/flagged.html", context)


@require_POST
def ready(request: StaffRequest, participant: UUID) -> HttpResponse:
    """Open it now. What was on the page is not said again today."""
    open_case(request, participant, verb="flag.shown", once_a_day=True)
    said = set(request.POST.getlist("alert"))
    everything = Place(messages=True)
    found = flags_before(everything, participant=participant, staff=request.user, today=clock.today())
    alerts = [flag.alert for flag in found if str(flag.alert.pk) in said]
    welfare.notice(alerts=alerts, by=request.user, today=clock.today())
    return onward(request, participant)


@require_POST
def ask_to_talk(request: StaffRequest, participant: UUID) -> HttpResponse:
    """One button. The supervisors see the name, the alias and the day, and nothing else."""
    case = open_case(request, participant, verb="debrief.button", once_a_day=True)
    new = welfare.ask_to_talk(participant=case.participant, by=request.user, today=clock.today())
    said = _("Your supervisors see that you would like to talk about %(alias)s. They see no word of it.")
    again = _("Your supervisors see it already: you would like to talk about %(alias)s.")
    messages.success(request, (said if new else again) % {"alias": case.participant.alias})
    return redirect("therapist:inbox") if "later" in request.POST else onward(request, participant)


@require_safe
def debrief_list(request: StaffRequest) -> HttpResponse:
    """Who would like to talk about which case; below, what was talked about lately."""
    access.supervisor(request)
    return debrief_page(request)


@require_POST
def debrief(request: StaffRequest, debrief: UUID) -> HttpResponse:
    """It was talked about, on this day. Where two supervisors say so, the first day stands."""
    access.supervisor(request)
    row, today = access.debrief(debrief), clock.today()
    form = TalkedForm(request.POST, asked_on=row.asked_on, today=today)
    if not form.is_valid():
        return debrief_page(request, form, row.pk)
    if not welfare.talked(debrief=row, day=form.cleaned_data["day"], by=request.user, today=today):
        messages.info(request, _("It was marked before. The day that was said first stands."))
    return redirect("therapist:debriefs")


def debrief_page(request: StaffRequest, form: TalkedForm | None = None, wrong: UUID | None = None) -> HttpResponse:
    after, today = request.GET.get("after", ""), clock.today()
    context = {
        "page": debriefs.waiting(after=after),
        "talked": [] if after else debriefs.talked_about(today),
        "later": bool(after),
        "today": today,
        "form": form,
        "wrong": wrong,
    }
    return render(request, "therapist/debriefs.html", context)


def onward(request: StaffRequest, participant: UUID) -> HttpResponseRedirect:
    """Back to a page of this case, or of one of its alerts; to its overview for anything else."""
    place = request.POST.get("next", "")
    ours = (f"/staff/case/{participant}/", reverse("therapist:alerts"))
    is_ours = place.startswith(ours) and url_has_allowed_host_and_scheme(place, allowed_hosts=None)
    return redirect(place if is_ours else reverse("therapist:case", args=[participant]))
