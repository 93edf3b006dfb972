"""Figures of the desk, for those who see to it that it works."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from program import clock
from program.http import StaffRequest
from therapist import access, desk_figures


@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    access.sees_the_desk(request)
    found = desk_figures.figures(clock.today(), clock.now())
    return render(request, "therapist/desk-figures.html", {"figures": found})
