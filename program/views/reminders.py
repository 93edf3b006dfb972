"""Being reminded: a calendar file first, and a mail for those who want it in spite of its risk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from program import throttle
from program.access import my_journey
from program.calendar_file import FILE_NAME, calendar, openings
from program.contacts import book
from program.forms.reminders import AddressForm, CodeForm
from program.http import ParticipantRequest
from program.journey import Journey
from program.views.confirming import confirmed, please_wait


@require_http_methods(["GET", "POST"])
def reminders(request: ParticipantRequest) -> HttpResponse:
    """How it stands, and a form for an address. The passphrase is asked: nobody else may send its owner mail."""
    journey = my_journey(request)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not asked_too_often(request, form, "address") and confirmed(request, form):
        throttle.failed("reminder address", str(request.user.pk))
        participant = journey.enrolment.participant
        book.keep(participant=participant, address=form.cleaned_data["address"], today=journey.today)
        messages.success(
            request, _("A mail with a code goes to that address, once a day at most. It comes within a few minutes.")
        )
        return redirect("program:reminders")
    return page(request, journey, form=form)


@require_POST
def reminder_code(request: ParticipantRequest) -> HttpResponse:
    """The code from the mail, typed back."""
    journey = my_journey(request)
    form = CodeForm(request.POST)
    if form.is_valid() and not asked_too_often(request, form, "code"):
        if book.confirm(participant=journey.enrolment.participant, code=form.cleaned_data["code"], today=journey.today):
            messages.success(request, _("Reminders go to that address from now on, at most one a day."))
            return redirect("program:reminders")
        throttle.failed("reminder code", str(request.user.pk))
        form.add_error("code", _("That is not the code. Please look at the newest mail again."))
    return page(request, journey, code=form)


@require_POST
def reminder_remove(request: ParticipantRequest) -> HttpResponse:
    journey = my_journey(request)
    book.remove(participant=journey.enrolment.participant, today=journey.today)
    messages.success(request, _("The address is deleted. No mail comes any more."))
    return redirect("program:reminders")


@require_safe
def calendar_file(request: ParticipantRequest) -> HttpResponse:
    """All that is to come, with one word; nothing in it leads here."""
    journey = my_journey(request)
    text = calendar(openings(journey), owner=str(journey.enrolment.pk), words=_("Reading"), today=journey.today)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer


def page(
    request: ParticipantRequest, journey: Journey, *, form: AddressForm | None = None, code: CodeForm | None = None
) -> HttpResponse:
    contact = book.standing(journey.enrolment.participant_id)
    context = {
        "openings": openings(journey),
        "is_kept": contact is not None and contact.confirmed_on is not None,
        "waits_for_code": contact is not None and contact.confirmed_on is None,
        "may_be_asked": journey.is_open,
        "form": form or AddressForm(),
        "code_form": code or CodeForm(),
    }
    return render(request, "program/reminders.html", context)


def asked_too_often(request: ParticipantRequest, form: AddressForm | CodeForm, field: str) -> bool:
    seconds = throttle.wait(f"reminder {field}", str(request.user.pk))
    if seconds:
        form.add_error(field, please_wait(seconds))
    return bool(seconds)
