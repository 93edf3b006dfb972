"""A letter on its way: when it leaves, what its writer is told, and how it is taken back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from program import clock
from program.access import Case
from program.access import case as open_case
from program.choices import PromiseKind
from program.http import StaffRequest
from program.queries import open_promise
from therapist import access, second_access
from therapist.access import Sheet
from therapist.actions import dispatch, second
from therapist.forms import LetterForm
from therapist.leaving import leaves, soon
from therapist.sending_forms import AskForm, LaterForm


@require_POST
def take_back(request: StaffRequest, participant: UUID, number: int) -> HttpResponse:
    """The letter is a draft again, unless it has left."""
    case = open_case(request, participant, verb="letter.written", week=number)
    if dispatch.take_back(enrolment=case.enrolment, week=number, by=request.user.pk, today=case.journey.today):
        messages.success(request, _("The letter is back. Nobody has read it."))
    else:
        messages.warning(request, _("The letter had left already. It can be read now, and cannot be taken back."))
    return redirect("therapist:letter", participant, number)


def settled_sheets(case: Case) -> list[Sheet]:
    """Every open week, once letters whose hour has come have left: no worker needs to run for that."""
    found = access.sheets(case)
    leaving = [sheet.leaving for sheet in found if sheet.leaving]
    return access.sheets(case) if dispatch.settle(letters=leaving, now=clock.now()) else found


@dataclass(frozen=True)
class Ways:
    """How a letter may leave: its forms are bound only where their own button was pressed."""

    later: LaterForm
    ask: AskForm
    must_be_read: bool

    @property
    def are_clear(self) -> bool:
        return all(form.is_valid() for form in (self.later, self.ask) if form.is_bound)

    @property
    def have_errors(self) -> bool:
        return bool(self.later.errors or self.ask.errors)


def ways(request: StaffRequest, case: Case, number: int, doing: str = "") -> Ways:
    program, readers = case.enrolment.program, second_access.second_readers(request)
    later = LaterForm(now=clock.now(), zone=program.zone)
    if doing in LetterForm.LATER:
        due = open_promise(case.participant.pk, PromiseKind.LETTER, number)
        later = LaterForm(request.POST, now=clock.now(), zone=program.zone, due=due)
    return Ways(
        later=later,
        ask=AskForm(request.POST if doing in LetterForm.ASKING else None, readers=readers),
        must_be_read=second.needs_reader(program, request.user),
    )


def leaves_at(case: Case, later: LaterForm) -> datetime | None:
    """None: at once."""
    if later.is_bound:
        return later.at
    return soon(clock.now(), case.enrolment.program.undo_seconds)


def chosen_hour(later: LaterForm) -> datetime | None:
    return later.at if later.is_bound else None


def leaves_said(case: Case, sheet: Sheet) -> str:
    closed = sheet.leaving or sheet.asked
    if closed is None or closed.leaves_at is None:
        return ""
    return leaves(closed.leaves_at, clock.now(), case.enrolment.program.zone)


def on_its_way(case: Case, number: int, at: datetime) -> SafeString:
    """For the next page, wherever that is: with the way back to the letter."""
    when = leaves(at, clock.now(), case.enrolment.program.zone)
    return format_html(
        '{} <a href="{}">{}</a>',
        _("Your letter to %(alias)s leaves %(when)s.") % {"alias": case.participant.alias, "when": when},
        reverse("therapist:letter", args=[case.participant.pk, number]),
        _("Look at it, or take it back"),
    )
