"""The page on which a participant reads a letter, looked at from the desk before it goes."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from program.access import case as open_case
from program.http import StaffRequest
from therapist import access, reading


@require_safe
def as_read(request: StaffRequest, participant: UUID, number: int) -> HttpResponse:
    """The saved letter beside the answers it is about, signed by whoever looks; wide, or as on a phone.

    404 where none is being written. It is drawn from the same parts as the participant's own page.
    """
    case = open_case(request, participant, week=number)
    sheet = access.sheet_of(access.sheets(case), number)
    draft = sheet.draft or sheet.leaving
    if draft is None:
        raise Http404
    context = {
        "case": case,
        "promised": sheet.promised,
        "talk": access.talk(case.participant),
        "week": sheet.week,
        "letter": reading.read_before_it_goes(case.key, sheet, draft, signed=request.user.work_name),
        "today": case.journey.today,
        "as_phone": "phone" in request.GET,
    }
    return render(request, "therapist/as-read.html", context)
