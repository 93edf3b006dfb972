"""The participant's side: a letter beside one's own answers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from program import clock
from program.access import my_case_key
from program.http import ParticipantRequest
from therapist import access, reading
from therapist.actions import dispatch
from therapist.actions import letters as correspondence


@require_GET
def letter(request: ParticipantRequest, number: int) -> HttpResponse:
    """Every letter of one week, each beside the answers it is about. Being shown is being read.

    A letter whose hour has come leaves now, whether or not a worker runs.
    """
    mine = access.my_letters(request, number)
    if dispatch.settle(letters=mine.leaving, now=clock.now()):
        mine = access.my_letters(request, number)
    key = my_case_key(request, mine.journey.enrolment.participant)
    shown = [reading.read_letter(key, letter, with_answers=True) for letter in mine.letters]
    if shown:
        correspondence.read_by_participant(participant_id=request.user.pk, week=number)
    return render(request, "letters/letter.html", {"mine": mine, "letters": shown})
