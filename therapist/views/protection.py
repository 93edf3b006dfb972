"""Child-protection records: written from a case, read by supervisors alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from program import clock
from program.http import StaffRequest
from therapist import access, safety
from therapist.actions import protection
from therapist.safety_forms import ProtectionForm
from therapist.views.supervision import admitted
from vault import session
from vault.supervision import is_admitted


@require_http_methods(["GET", "POST"])
def record(request: StaffRequest, participant: UUID) -> HttpResponse:
    """Write one. Once it is sent, the writer cannot read it again."""
    enrolment = safety.protection_case(request, participant)
    form = ProtectionForm(request.POST or None, initial=access.rescued(request))
    if request.method == "POST" and form.is_valid():
        protection.record_protection(
            participant=enrolment.participant,
            told=form.told,
            form_key=form.cleaned_data["form_key"],
            by=request.user,
            today=clock.today(enrolment.program.zone),
        )
        messages.success(request, _("The record is sealed. From now on only supervisors can read it."))
        return redirect("therapist:protection", participant)
    context = {"enrolment": enrolment, "form": form, "records": safety.records_of(enrolment.participant)}
    if request.method == "POST":
        context["form_key"] = request.POST.get("form_key", "")
    return render(request, "therapist/protection.html", context)


@require_GET
def records(request: StaffRequest) -> HttpResponse:
    """Every record, also of cases that were erased: the day and the writer, no word of it."""
    after = request.GET.get("after", "")
    found = safety.protection_records(request, after)
    context = {"page": found, "later": bool(after), "is_admitted": is_admitted(request.user.pk)}
    return render(request, "therapist/protection-records.html", context)


@require_GET
def read(request: StaffRequest, record: UUID) -> HttpResponse:
    """One record, opened with the supervision key. Each reading is written down."""
    row = safety.protection_record(request, record)
    told = admitted(
        request,
        lambda: protection.read_protection(
            row=row, by=request.user, by_private=session.private_key(request), today=clock.today()
        ),
    )
    if told is None:
        return redirect("therapist:protection-records")
    context = {"told": told, "standing": safety.standing(row), "participant": safety.case_of(row)}
    return render(request, "therapist/protection-record.html", context)
