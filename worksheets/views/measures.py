"""Questions about how somebody is, a page for each measure; and what was answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from program.access import my_case_key, my_journey
from program.actions.rescue import take
from program.agreeing import sends
from program.http import ParticipantRequest
from vault import session
from worksheets.access import (
    Measure,
    MyMeasures,
    answered_measures,
    measure_response,
    my_measures,
    settled_measure,
)
from worksheets.actions.measures import answer_measure, skip_measure
from worksheets.actions.watching import measure_raised
from worksheets.leading import onward
from worksheets.measure_form import MeasureForm
from worksheets.measures.told import when
from worksheets.reading import read_measure


@require_http_methods(["GET", "HEAD", "POST"])
@sends
def ask(request: ParticipantRequest) -> HttpResponse:
    """The next measure that is due, or home where none is. What was rescued from a lost session is chosen again."""
    mine = my_measures(request)
    if request.method == "POST":
        return _take(request, mine)
    if mine.next is None:
        return redirect("modules:home")
    rescued = _rescued(request)
    form = MeasureForm(mine.next.instrument, prefix=mine.next.name)
    if any(name.startswith(mine.next.name) for name in rescued):
        form.initial = {name.removeprefix(f"{mine.next.name}-"): values[-1] for name, values in rescued.items()}
    return _page(request, mine.next, form, rescued=bool(form.initial))


def _take(request: ParticipantRequest, mine: MyMeasures) -> HttpResponse:
    """A page that was answered already, by a double click or in another window, leads to where it did then."""
    name = request.POST.get("asked", "")
    measure = mine.posted(name)
    if measure is None:
        return _settled(mine, name)
    if request.POST.get("do") == "skip":
        skip_measure(journey=mine.journey, asked=measure.asked, instrument=measure.instrument, by=request.user.pk)
        messages.success(request, _("That is all right. These questions are skipped."))
        return redirect("worksheets:ask")
    form = MeasureForm(measure.instrument, prefix=measure.name, data=request.POST)
    if not form.is_valid():
        return _page(request, measure, form)
    taken = answer_measure(
        journey=mine.journey,
        asked=measure.asked,
        instrument=measure.instrument,
        answers=form.answers(),
        key=my_case_key(request, mine.journey.enrolment.participant),
        by=request.user.pk,
    )
    if taken.raised.leads_to is None:
        messages.success(request, _("Thank you. Your answers are saved."))
    return onward(taken.raised, "worksheets:ask")


def _settled(mine: MyMeasures, name: str) -> HttpResponse:
    occurrence = settled_measure(mine.journey, name)
    if occurrence is None:
        return redirect("worksheets:ask")
    return onward(measure_raised(enrolment=mine.journey.enrolment, occurrence=occurrence), "worksheets:ask")


def _page(request: ParticipantRequest, measure: Measure, form: MeasureForm, **more: Any) -> HttpResponse:
    context = {"measure": measure, "form": form, **more}
    if form.is_bound:
        context["form_key"] = request.POST.get("form_key", "")
    return render(request, "worksheets/measure.html", context)


def _rescued(request: ParticipantRequest) -> dict[str, list[str]]:
    rescued_id = request.GET.get("rescued", "")
    if not rescued_id:
        return {}
    return take(account_id=request.user.pk, private=session.private_key(request), rescued_id=rescued_id)


@require_safe
def answers(request: ParticipantRequest, fact: UUID) -> HttpResponse:
    """One's own answers to one measure, with the questions as they were shown."""
    journey = my_journey(request)
    response = measure_response(request.user.pk, fact)
    row = next(row for row in answered_measures(journey) if row.id == fact)
    given = read_measure(my_case_key(request, journey.enrolment.participant), response)
    context = {"when": when(row.kind, row.week), "day": row.day, "answers": given}
    return render(request, "worksheets/measure-answers.html", context)
