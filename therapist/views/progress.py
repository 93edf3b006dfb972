"""Week 4 and later: who is unlikely to benefit and why, what could be changed, and the thresholds of the rule."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from program import clock
from program.actions import benefit
from program.http import StaffRequest
from therapist import access, progress, safety
from therapist.actions import adapting
from therapist.safety import RuleBook
from therapist.safety_forms import AdaptingForm, ThresholdsForm
from therapist.telling import measures_to_choose, thresholds_said


@require_http_methods(["GET", "POST"])
def overview(request: StaffRequest) -> HttpResponse:
    """One's own cases, or all for a supervisor, from the week on that the clinic chose. A tick is posted here."""
    access.clinical_staff(request)
    if request.method == "POST":
        return tick(request)
    after = request.GET.get("after", "")
    page = progress.prospects(staff=request.user, today=clock.today(), after=after)
    rules = {(row.journey.enrolment.program_id, row.rule.version): row.rule for row in page.rows}
    context = {
        "page": page,
        "later": bool(after),
        "marked": [row for row in page.rows if row.verdict.unlikely],
        "others": [row for row in page.rows if not row.verdict.unlikely],
        "rules": [(rule, thresholds_said(rule.thresholds)) for rule in rules.values()],
    }
    return render(request, "therapist/progress.html", context)


def tick(request: StaffRequest) -> HttpResponse:
    """One change of care was made, or was not after all."""
    form = AdaptingForm(request.POST)
    here = reverse("therapist:progress")
    if not form.is_valid():
        messages.warning(request, _("That could not be understood, and nothing was changed. Please tick it again."))
        return redirect(here)
    participant: UUID = form.cleaned_data["participant"]
    enrolment = safety.enrolment_for(request, participant)
    act = adapting.done if form.cleaned_data["do"] == "done" else adapting.take_back
    act(
        participant=enrolment.participant,
        what=form.step,
        by=request.user,
        today=clock.today(enrolment.program.zone),
    )
    after = form.cleaned_data["after"]
    return redirect(f"{here}{f'?after={after}' if after else ''}#case-{participant}")


@require_http_methods(["GET", "POST"])
def thresholds(request: StaffRequest) -> HttpResponse:
    """The clinical lead sets them, each time as a new version; supervisors read them."""
    book = safety.rule_book(request, request.POST.get("program", request.GET.get("program", "")))
    choices = measures_to_choose(book.rule.thresholds)
    form = ThresholdsForm(request.POST or None, initial=book.rule.thresholds.as_json(), measures=choices)
    if request.method == "POST" and form.is_valid():
        rule = benefit.set_thresholds(
            program=book.program,
            thresholds=form.thresholds,
            by=request.user,
            today=clock.today(book.program.zone),
        )
        messages.success(request, _("Version %(version)s is in force now.") % {"version": rule.version})
        return redirect(f"{reverse('therapist:thresholds')}?program={book.program.slug}")
    return render(request, "therapist/thresholds.html", {"book": book, "form": form, "told": told(book)})


def told(book: RuleBook) -> list[tuple[object, str, list[str]]]:
    """Every version in words; what came with the program where nobody has set any."""
    rows = book.versions or [(book.rule, "")]
    return [(rule, by, thresholds_said(rule.thresholds)) for rule, by in rows]
