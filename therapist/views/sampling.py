"""Letters drawn by lot: read and rated by a supervisor, and what was said shown to their author."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from program import clock
from program.http import StaffRequest
from therapist import access, reading, sampling
from therapist.actions import reviews
from therapist.review_form import ReviewForm
from therapist.views.supervision import admitted
from vault import session


@require_GET
def letters(request: StaffRequest) -> HttpResponse:
    """What was drawn of one month that is over; of the last one where none is named."""
    months = sampling.months(clock.today())
    month = next((each for each in months if f"{each:%Y-%m}" == request.GET.get("month")), months[0])
    context = {"months": months, "month": month, "found": sampling.sampled(request, month)}
    return render(request, "therapist/sample.html", context)


@require_http_methods(["GET", "POST"])
def letter(request: StaffRequest, letter: UUID) -> HttpResponse:
    """One drawn letter beside the worksheet it answers, once it was opened; and what to say about it."""
    row = sampling.letter_to_rate(request, letter)
    form = ReviewForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        done = reviews.review(
            letter=row, said=form.said, form_key=form.cleaned_data["form_key"], by=request.user, today=clock.today()
        )
        if done:
            said = _("%(name)s can read this now, under “Your work”.") % {"name": row.author.work_name}
            messages.success(request, said)
            return redirect("therapist:sample")
        form.add_error(None, _("Another supervisor was quicker. Theirs stands; yours was not kept and stands below."))
    case, given = sampling.opened(request, row), sampling.given(row)
    if form is None:
        before = sampling.own_words(request, given)
        form = ReviewForm(initial=access.rescued(request), before=before)
    context: dict[str, Any] = {
        "row": row,
        "read": reading.read_letter(case.key, row, with_answers=True) if case else None,
        "form": form,
        "given": given,
        "is_mine": given is None or given.reader_id == request.user.pk,
        # Nobody says anything about what they have not read; words that came back are shown, whatever ended meanwhile.
        "may_write": case is not None or form.is_bound or "rescued" in request.GET,
    }
    if request.method == "POST":
        context["form_key"] = request.POST.get("form_key", "")
    return render(request, "therapist/sample-letter.html", context)


@require_POST
def open_letter(request: StaffRequest, letter: UUID) -> HttpResponse:
    """Leave to read it today. The reason writes itself, since the lot decided."""
    row = sampling.letter_to_rate(request, letter)
    admitted(
        request,
        lambda: reviews.open_sample(
            letter=row, by=request.user, by_private=session.private_key(request), today=clock.today()
        ),
    )
    return redirect("therapist:sample-letter", letter)
