"""Crisis lines: supervisors and the clinical lead keep them, ring them, and say so."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from program import access, clock
from program.actions import lines as keeping
from program.actions.rescue import take
from program.forms.lines import LineForm
from program.http import StaffRequest
from program.line_queries import kept_lines
from vault import session


@require_safe
def lines(request: StaffRequest) -> HttpResponse:
    """Every line, the longest untested first, those that are switched off at the end."""
    access.keeps_lines(request)
    found = kept_lines(clock.today())
    context = {
        "lines": found,
        "several": len({each.program for each in found}) > 1,
        "waiting": sum(each.is_waiting for each in found),
    }
    return render(request, "staff/lines.html", context)


@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """One more. The form's key becomes the line's id, so that pressing twice makes one."""
    access.keeps_lines(request)
    programs = access.programs()
    form = _form(request, programs=[(each.slug, each.title) for each in programs])
    if form.is_valid() and programs:
        slug = form.cleaned_data.get("program", programs[0].slug)
        keeping.save_line(
            line_id=_form_key(request),
            program=access.program_named(slug),
            line=form.line,
            by=request.user.pk,
            today=clock.today(),
        )
        messages.success(request, _("The line is in the list. Please ring it, and say so there."))
        return redirect("staff:lines")
    context = {"form": form, "form_key": _form_key(request)}
    return render(request, "staff/line.html", context)


@require_http_methods(["GET", "POST"])
def line(request: StaffRequest, line: UUID) -> HttpResponse:
    access.keeps_lines(request)
    row = access.crisis_line(line)
    form = _form(request, initial={name: getattr(row, name) for name in keeping.FIELDS})
    if form.is_valid():
        keeping.save_line(line_id=row.pk, program=row.program, line=form.line, by=request.user.pk, today=clock.today())
        messages.success(request, _("The line is saved. A number that has changed must be rung again."))
        return redirect("staff:lines")
    return render(request, "staff/line.html", {"form": form, "row": row})


@require_POST
def tested(request: StaffRequest, line: UUID) -> HttpResponse:
    """Somebody rang the number that the list showed."""
    access.keeps_lines(request)
    row = access.crisis_line(line)
    try:
        keeping.mark_tested(line=row, number=request.POST.get("number", ""), by=request.user.pk, today=clock.today())
    except keeping.NumberChanged:
        messages.warning(request, _("The number has changed meanwhile. Please ring the one that stands here now."))
    else:
        said = _("%(name)s, %(number)s: tested today.") % {"name": row.name, "number": row.number}
        messages.success(request, said)
    return redirect("staff:lines")


@require_POST
def switch(request: StaffRequest, line: UUID) -> HttpResponse:
    """Show it to nobody any more, or again."""
    access.keeps_lines(request)
    row = access.crisis_line(line)
    act = keeping.bring_back if request.POST.get("do") == "on" else keeping.retire
    act(line=row, by=request.user.pk, today=clock.today())
    return redirect("staff:lines")


def _form(request: StaffRequest, **more: Any) -> LineForm:
    """What was rescued from a lost session is filled in again, not yet saved."""
    if request.method == "POST":
        return LineForm(request.POST, programs=more.get("programs", ()))
    rescued = request.GET.get("rescued", "")
    if rescued:
        kept = take(account_id=request.user.pk, private=session.private_key(request), rescued_id=rescued)
        typed = {name: values if name == "doors" else values[-1] for name, values in kept.items() if values}
        more["initial"] = {**more.get("initial", {}), **typed}
    return LineForm(**more)


def _form_key(request: StaffRequest) -> UUID:
    """That of the form that was posted; a new one for a first visit, and for anything else."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid4()
