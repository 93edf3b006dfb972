"""Four short questions after a dangerous answer. They decide who is told how soon, and lead on to help."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from program.access import my_case_key
from program.actions.alerts import facts_of, grade
from program.actions.rescue import take
from program.http import ParticipantRequest
from vault import session
from worksheets.access import my_alert
from worksheets.grading_form import GradingForm
from worksheets.risk.grading import as_told, is_urgent


@require_http_methods(["GET", "HEAD", "POST"])
def more(request: ParticipantRequest, alert: UUID) -> HttpResponse:
    """Asked once: an alert that does not wait for these questions, or does no more, leads on to help."""
    row = my_alert(request, alert)
    waits = row.is_open and facts_of(row).grading
    if not waits:
        return redirect("worksheets:help-next", alert)
    if request.method != "POST":
        rescued = _rescued(request)
        initial = {name: values[-1] for name, values in rescued.items()}
        context = {"form": GradingForm(initial=initial), "rescued": bool(rescued), "alert": row}
        return render(request, "worksheets/grading.html", context)
    form = GradingForm(request.POST)
    form.is_valid()  # nothing can be wrong: a blank is an answer here
    answers = form.answers()
    grade(
        alert=row,
        program=row.participant.enrolment.program,
        key=my_case_key(request, row.participant),
        answers=as_told(answers),
        urgent=is_urgent(answers),
        by=request.user.pk,
    )
    return redirect("worksheets:help-next", alert)


def _rescued(request: ParticipantRequest) -> dict[str, list[str]]:
    """What was chosen before the session was lost."""
    rescued_id = request.GET.get("rescued", "")
    if not rescued_id:
        return {}
    return take(account_id=request.user.pk, private=session.private_key(request), rescued_id=rescued_id)
