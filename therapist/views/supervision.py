"""What only supervisors do: see that nobody is overlooked, give cases to therapists, read one with a reason, let
colleagues in again."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from program import clock
from program.access import go_live_warnings
from program.actions import caps, grants, staff, staffing
from program.http import StaffRequest
from program.queries import rooms
from therapist import access, overlooked, overview, queries
from therapist.forms import AssignForm, ColleagueForm, OpenForm
from therapist.rooms import at_cap, choices, overfull
from vault import session
from vault.supervision import NotAdmitted

Result = TypeVar("Result")


@require_GET
def supervision(request: StaffRequest) -> HttpResponse:
    """What needs a supervisor now, and the way to all their pages."""
    access.supervisor(request)
    found = overlooked.overlooked(clock.today())
    context = {"lines": overview.lines(request), "overlooked": len(found), "warned": go_live_warnings(request)}
    return render(request, "therapist/supervision.html", context)


@require_GET
def overlooked_list(request: StaffRequest) -> HttpResponse:
    """Everybody who would be missed by all the lists, and what makes it good."""
    access.supervisor(request)
    found = overlooked.overlooked(clock.today())
    context = {"found": found, "rooms": choices(rooms(clock.today())), "many": len(found) >= overlooked.MANY}
    return render(request, "therapist/overlooked.html", context)


@require_http_methods(["GET", "POST"])
def unassigned(request: StaffRequest) -> HttpResponse:
    """Who has no therapist yet, the longest wait first, and who has room."""
    access.supervisor(request)
    form = AssignForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid() and assigned(request, form):
        return redirect("therapist:unassigned")
    page = queries.unassigned(today=clock.today(), after=request.GET.get("after", ""))
    context = {
        "page": page,
        "rooms": choices(rooms(clock.today())),
        "form": form,
        "later": bool(request.GET.get("after")),
    }
    return render(request, "therapist/unassigned.html", context)


def assigned(request: StaffRequest, form: AssignForm) -> bool:
    """False where the therapist is full: the page then asks whether to go beyond what was agreed."""
    participant = access.participant_to_assign(form.cleaned_data["participant"])
    therapist = access.therapist(form.cleaned_data["therapist"])
    try:
        done = admitted(
            request,
            lambda: grants.assign(
                participant=participant,
                staff=therapist,
                by=request.user,
                by_private=session.private_key(request),
                today=clock.today(),
                beyond_cap=form.cleaned_data["beyond_cap"],
            ),
        )
    except caps.BeyondCap:
        form.add_error("beyond_cap", at_cap(therapist, clock.today()))
        return False
    if done:
        said = _("%(alias)s is with %(name)s now.") % {"alias": participant.alias, "name": therapist.work_name}
        messages.success(request, said)
        say_if_too_much(request, overfull(therapist, clock.today()))
    return True


@require_http_methods(["GET", "POST"])
def open_case(request: StaffRequest) -> HttpResponse:
    """Read any case today, with a reason that is kept."""
    access.supervisor(request)
    form = OpenForm(request.POST or None, initial=access.rescued(request))
    if form.is_valid():
        participant = access.participant_named(form.cleaned_data["alias"])
        if participant is None:
            form.add_error("alias", _("Nobody has this alias. Please check the spelling; nothing was opened."))
        elif admitted(
            request,
            lambda: grants.open_with_reason(
                participant=participant,
                by=request.user,
                by_private=session.private_key(request),
                reason=form.cleaned_data["reason"],
                today=clock.today(),
            ),
        ):
            return redirect("therapist:case", participant.pk)
    return render(request, "therapist/open.html", {"form": form})


@require_http_methods(["GET", "POST"])
def team(request: StaffRequest) -> HttpResponse:
    """Colleagues: who carries what, who lost a key, who may supervise."""
    access.supervisor(request)
    form = ColleagueForm(request.POST or None)
    if form.is_valid():
        acts: dict[str, Callable[[StaffRequest, UUID], None]] = {
            ColleagueForm.READMIT: readmit,
            ColleagueForm.ADMIT: admit,
            ColleagueForm.READ: partial(second_reader, is_needed=True),
            ColleagueForm.TRUST: partial(second_reader, is_needed=False),
        }
        acts[form.cleaned_data["do"]](request, form.cleaned_data["staff"])
        return redirect("therapist:team")
    return render(request, "therapist/team.html", {"colleagues": queries.team(today=clock.today())})


def say_if_too_much(request: StaffRequest, too_much: str) -> None:
    """It is possible to give somebody more than was agreed; it is not possible without being told."""
    if too_much:
        messages.warning(request, too_much)


def readmit(request: StaffRequest, staff_id: UUID) -> None:
    colleague, private = access.colleague(staff_id), session.private_key(request)
    cases = admitted(request, lambda: [staff.readmit(by_private=private, by=request.user, staff=colleague)])
    if cases:
        said = ngettext("%(name)s can read %(n)d case again.", "%(name)s can read %(n)d cases again.", cases[0])
        messages.success(request, said % {"name": colleague.work_name, "n": cases[0]})


def admit(request: StaffRequest, staff_id: UUID) -> None:
    colleague, private = access.supervising_colleague(staff_id), session.private_key(request)
    done = admitted(request, lambda: [staff.admit_supervisor(by_private=private, by=request.user, staff=colleague)])
    if done:
        messages.success(request, _("%(name)s can supervise now.") % {"name": colleague.work_name})


def second_reader(request: StaffRequest, staff_id: UUID, *, is_needed: bool) -> None:
    """Nobody says so of themselves."""
    colleague = access.colleague(staff_id)
    if colleague.pk == request.user.pk:
        raise Http404
    staffing.set_reader_needed(staff=colleague, is_needed=is_needed, by=request.user)
    said = _("A colleague reads the letters of %(name)s before they leave.")
    if not is_needed:
        said = _("The letters of %(name)s leave without a second reader.")
    messages.success(request, said % {"name": colleague.work_name})


def admitted(request: StaffRequest, act: Callable[[], Result]) -> Result | None:
    """What `act` gives; nothing, and a sentence on the page, where this supervisor was not admitted yet."""
    try:
        return act()
    except NotAdmitted:
        messages.warning(
            request,
            _("Another supervisor has to let you in first, on the team page. Until then you cannot open any case."),
        )
        return None
