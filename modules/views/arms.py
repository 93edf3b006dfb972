"""The arms of a programme: what chance gives to those who join."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from modules.access import publishable
from modules.forms import arm_forms
from modules.put_back import put_back
from program import clock
from program.actions.arms import bring_arms
from program.arms import ArmWords, arms_of
from program.http import StaffRequest


@require_http_methods(["GET", "POST"])
def arms(request: StaffRequest, page_id: int) -> HttpResponse:
    """One form for all of them. Nobody who has joined already is given another one by it."""
    page = publishable(request, page_id)
    known = [ArmWords(arm.key, arm.title, arm.weight) for arm in arms_of(page.program_id)]
    forms = arm_forms(known, request.POST or None, put_back(request))
    if request.method == "POST" and forms.is_valid():
        today = clock.today(page.program.zone)
        made, changed = bring_arms(program=page.program, arms=forms.words(), by=request.user.pk, today=today)
        if made or changed:
            messages.success(request, _("The arms are saved. They hold for people who join from now on."))
        else:
            messages.info(request, _("Nothing has changed."))
        return redirect("modules_studio:arms", page.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "modules/arms.html", {"page": page, "forms": forms, "known": known}, status=status)
