"""The people who work here: operators invite them, give roles, suspend, and invite again; supervisors read the list."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from program import access, clock, staff_list
from program.actions import staffing
from program.actions.staff import AlreadyInvited
from program.forms.people import InviteForm, RolesForm, SureForm
from program.http import StaffRequest, StaffUser
from program.staff_list import Member
from program.views.staff.letter_languages import languages_of, save_languages


@require_safe
def people(request: StaffRequest) -> HttpResponse:
    access.reads_staff(request)
    context = {"members": staff_list.members(clock.today()), "may_edit": request.user.is_operator}
    return render(request, "staff/people.html", context)


@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Invite somebody. The answer shows the code; the same form sent again shows the same one while it stands."""
    access.keeps_staff(request)
    form, form_key, known = InviteForm(request.POST or None), _form_key(request), None
    if request.method == "POST" and form.is_valid():
        try:
            account, code = staffing.invite(
                email=form.cleaned_data["email"],
                work_name=form.cleaned_data["work_name"],
                roles=form.cleaned_data["roles"],
                capacity=form.cleaned_data["capacity"],
                form_key=form_key,
                by=request.user,
            )
        except AlreadyInvited:
            known = access.staff_with_address(form.cleaned_data["email"])
            form.add_error("email", _("There is somebody with this address already. Nothing was changed."))
        else:
            return _shown(request, account, code)
    context = {"form": form, "form_key": form_key, "known": known}
    return render(request, "staff/person-new.html", context)


@require_http_methods(["GET", "POST"])
def person(request: StaffRequest, person: UUID) -> HttpResponse:
    """One colleague: what they may do, and what is missing. Posting gives roles and capacity."""
    if request.method == "GET":
        access.keeps_staff(request)
        return _page(request, person)
    colleague = access.colleague(request, person)
    form = RolesForm(request.POST)
    if not form.is_valid():
        return _page(request, person, roles_form=form)
    try:
        staffing.change(
            staff=colleague,
            roles=form.cleaned_data["roles"],
            capacity=form.cleaned_data["capacity"],
            seen=form.cleaned_data["seen"],
            by=request.user,
        )
    except staffing.NotAllowed:
        raise Http404 from None
    except staffing.ChangedMeanwhile as changed:
        return _page(request, person, roles_form=form.once_more(changed.now))
    messages.success(request, _("The roles and the capacity of %(name)s are saved.") % {"name": colleague.work_name})
    return redirect("staff:person", person)


@require_POST
def letters_in(request: StaffRequest, person: UUID) -> HttpResponse:
    return save_languages(request, access.colleague(request, person), "staff:person", person)


@require_POST
def suspend(request: StaffRequest, person: UUID) -> HttpResponse:
    colleague = access.colleague(request, person)
    form = _suspending(colleague, request.POST)
    if not form.is_valid():
        return _page(request, person, suspend_form=form)
    try:
        staffing.suspend(staff=colleague, by=request.user)
    except staffing.NotAllowed:
        raise Http404 from None
    messages.success(request, _("%(name)s is suspended and signed out.") % {"name": colleague.work_name})
    return redirect("staff:person", person)


@require_POST
def invite_again(request: StaffRequest, person: UUID) -> HttpResponse:
    """A new code: for a lost password, for an invitation that was lost or ran out, for somebody who comes back."""
    colleague = access.colleague(request, person)
    form = _inviting(colleague, request.POST)
    if not form.is_valid():
        return _page(request, person, invite_form=form)
    try:
        code = staffing.invite_again(staff=colleague, form_key=_form_key(request), by=request.user)
    except staffing.NotAllowed:
        raise Http404 from None
    except staffing.UsedUp:
        messages.warning(
            request,
            _("That form made its invitation earlier, and it was taken up or replaced since. Nothing was changed now."),
        )
        return redirect("staff:person", person)
    return _shown(request, colleague, code)


def _page(
    request: StaffRequest,
    staff_id: UUID,
    roles_form: RolesForm | None = None,
    suspend_form: SureForm | None = None,
    invite_form: SureForm | None = None,
) -> HttpResponse:
    """A form that was sent is shown as it was sent, with what is wrong; the others as things are."""
    member = _member(staff_id)
    account = member.account
    context = {
        "member": member,
        "cases": staff_list.carried(account.pk, clock.today()),
        "is_self": account.pk == request.user.pk,
        "roles_form": roles_form or RolesForm.of(account),
        "languages": languages_of(account) if account.is_therapist else None,
        "suspend_form": suspend_form or _suspending(account),
        "invite_form": invite_form or _inviting(account),
        "form_key": _form_key(request),
    }
    return render(request, "staff/person.html", context)


def _member(staff_id: UUID) -> Member:
    member = staff_list.member(staff_id, clock.today())
    if member is None:
        raise Http404
    return member


def _shown(request: StaffRequest, account: StaffUser, code: str) -> HttpResponse:
    return render(request, "staff/person-code.html", {"account": account, "code": code})


def _suspending(account: StaffUser, data: Any = None) -> SureForm:
    words = _("I mean %(name)s, and know that this shuts what their password opens for good")
    return SureForm(data, words=words % {"name": account.work_name}, name="suspend")


def _inviting(account: StaffUser, data: Any = None) -> SureForm:
    words = _("I mean %(name)s, and know that their password and authenticator stop working now")
    return SureForm(data, words=words % {"name": account.work_name}, name="invite")


def _form_key(request: StaffRequest) -> UUID:
    """That of the form that was posted; a new one for a first visit, and for anything else."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid4()
