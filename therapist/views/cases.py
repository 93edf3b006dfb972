"""One case at a glance, where the newest hand-over note is the only text opened; the safety plan; and the answers to
one question in all weeks."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from program import clock
from program.access import case as open_case
from program.http import StaffRequest
from therapist import access, alerts, plans, progress, reading
from therapist import hand_over_access as handing
from therapist.across import across
from therapist.views import sending
from worksheets.access import answered_measures, measure_histories, measures_missed, my_own_plan, plan_of_case
from worksheets.measures.told import for_therapist, missing


@require_GET
def case(request: StaffRequest, participant: UUID) -> HttpResponse:
    """Weeks with their days, what was sent in each, and the totals of the measures with their change."""
    opened = open_case(request, participant)
    answered = answered_measures(opened.journey)
    found = measure_histories(opened.journey, answered)
    handed = handing.newest_hand_over(opened)
    context = {
        "case": opened,
        "handed": reading.read_hand_over(opened.key, handed, opened.journey.today) if handed else None,
        "may_hand_over": handing.may_hand_over(request, opened),
        "alerts": alerts.of_case(opened.participant.pk, now=clock.now()),
        "sheets": sending.settled_sheets(opened)[::-1],
        "talk": access.talk(opened.participant),
        "told": [for_therapist(history) for history in found],
        "prospect": progress.prospect(opened.journey, found),
        "missing": missing(
            (measure.asked.point.kind, measure.asked.week, measure.instrument.title)
            for measure in measures_missed(opened.journey, answered)
        ),
    }
    return render(request, "therapist/case.html", context)


@require_GET
def plan(request: StaffRequest, participant: UUID) -> HttpResponse:
    """What they wrote down for a hard moment: on its own page as they saved it, and in the newest worksheet that they
    sent with any of it; no draft."""
    opened = open_case(request, participant)
    found = plan_of_case(opened)
    context = {
        "case": opened,
        "own": plans.read_own_plan(opened.key, my_own_plan(opened.journey)),
        "plan": plans.read_plan(opened.key, found.responses),
        "asked_in": found.asked_in,
        "talk": access.talk(opened.participant),
    }
    return render(request, "therapist/plan.html", context)


@require_GET
def question(request: StaffRequest, participant: UUID, key: str) -> HttpResponse:
    """What was answered to it in each week, the newest version of each."""
    opened = open_case(request, participant)
    context = {"case": opened, "across": across(opened, key), "talk": access.talk(opened.participant)}
    return render(request, "therapist/question.html", context)
