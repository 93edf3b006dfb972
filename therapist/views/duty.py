"""The rota of the people on duty, and their hours."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from program import clock
from program.access import programs
from program.actions import duty
from program.actions.duty import ShiftRefused
from program.http import StaffRequest
from therapist import rota as rotas
from therapist.duty_forms import HoursForm, ShiftForm
from therapist.rota import Plan


@require_http_methods(["GET", "POST"])
def rota(request: StaffRequest, slug: str = "") -> HttpResponse:
    """Who is on duty from today on. A supervisor or the clinical lead names somebody."""
    rotas.reader(request)
    plan = rotas.plan(rotas.program_of(slug))
    if request.method == "GET":
        return page(request, plan)
    rotas.editor(request)
    program = plan.program
    form = ShiftForm(request.POST, people=plan.people, today=clock.today(program.zone))
    clinician = form.chosen("clinician") if form.is_valid() else None
    if clinician is not None:
        try:
            duty.set_shift(
                program=program,
                first_day=form.cleaned_data["first_day"],
                last_day=form.cleaned_data["last_day"],
                clinician=clinician,
                deputy=form.chosen("deputy"),
                by=request.user,
            )
        except ShiftRefused as refused:
            form.refused(refused)
        else:
            messages.success(request, _("%(name)s is on the rota.") % {"name": clinician.work_name})
            return redirect("therapist:duty-of", program.slug)
    return page(request, plan, shift_form=form)


@require_POST
def hours(request: StaffRequest, slug: str) -> HttpResponse:
    rotas.editor(request)
    program = rotas.program_of(slug)
    form = HoursForm(request.POST, program=program)
    if not form.is_valid():
        return page(request, rotas.plan(program), hours_form=form)
    start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    duty.set_hours(program=program, days=form.mask, start=start, end=end, by=request.user)
    messages.success(request, _("The duty hours are changed."))
    return redirect("therapist:duty-of", slug)


@require_POST
def remove(request: StaffRequest, slug: str, shift: UUID) -> HttpResponse:
    """Nobody is named for these days any more; the page then says so."""
    rotas.editor(request)
    duty.remove_shift(shift=rotas.shift_of(rotas.program_of(slug), shift), by=request.user)
    messages.success(request, _("The shift is removed."))
    return redirect("therapist:duty-of", slug)


def page(
    request: StaffRequest, plan: Plan, shift_form: ShiftForm | None = None, hours_form: HoursForm | None = None
) -> HttpResponse:
    program, others = plan.program, programs()
    context = {
        "program": program,
        "programs": others if len(others) > 1 else [],
        "plan": plan,
        "hours_said": rotas.hours_said(program),
        "may_edit": request.user.is_supervisor or request.user.is_lead,
        "shift_form": shift_form or ShiftForm(people=plan.people, today=clock.today(program.zone)),
        "hours_form": hours_form or HoursForm(program=program),
    }
    return render(request, "therapist/duty.html", context)
