"""What a second reader does with a colleague's letter."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from program import clock
from program.access import Case
from program.access import case as open_case
from program.http import StaffRequest
from therapist import access, second_access
from therapist.actions import second
from therapist.actions.second import Released
from therapist.leaving import leaves
from therapist.sending_forms import CommentsForm
from therapist.views.letters import page


@require_POST
def second_read(request: StaffRequest, participant: UUID, number: int) -> HttpResponse:
    """Release the letter, or return it with comments. Comments that come too late stand on the page."""
    # First: nothing is written in the log of a case that somebody was not asked about.
    reading = second_access.my_second_reading(request, participant, number)
    case = open_case(request, participant, verb="letter.second-read", week=number)
    form = CommentsForm(request.POST)
    if form.is_valid():
        today, writer = case.journey.today, reading.letter.author.work_name
        if form.is_release:
            letter = second.release(reading=reading, now=clock.now(), today=today)
            said = released(case, writer, letter) if letter else ""
        else:
            comments = form.cleaned_data["comments"]
            done = second.give_back(reading=reading, key=case.key, comments=comments, today=today)
            said = _("The letter is back with %(name)s, with your comments.") % {"name": writer} if done else ""
        if said:
            messages.success(request, said)
            return redirect("therapist:inbox")
        form.add_error(
            None,
            _("This letter is not with you to read any more. Your comments stand below; nobody was given them."),
        )
    sheets = access.sheets(case)
    return page(request, case, sheets, access.sheet_of(sheets, number), comments=form)


def released(case: Case, writer: str, letter: Released) -> str:
    """What became of it: gone, on its way, or held since something had come in."""
    names = {"name": writer, "alias": case.participant.alias}
    if letter.is_sent:
        return _("Released. The letter of %(name)s to %(alias)s has been sent.") % names
    if letter.leaves_at is None:
        return _("Released, but it did not leave: something came in meanwhile, so %(name)s looks at it again.") % names
    when = leaves(letter.leaves_at, clock.now(), case.enrolment.program.zone)
    return _("Released. The letter of %(name)s to %(alias)s leaves %(when)s.") % {**names, "when": when}
