"""Sending a worksheet, and taking it up again to correct it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from program.actions.weeks import hand_in
from program.audit.record import record
from program.journey import Journey
from program.models import PromiseKind
from program.queries import open_promise
from vault.sealing import CaseKey
from worksheets.actions.watching import Raised, sheet_raised, watch_sheet
from worksheets.contents import Contents, prompts_of, seal, unseal
from worksheets.models import Response, ResponseState, StaleCopy


class ChangedMeanwhile(Exception):
    """Another window saved after this one was read through: read it again before sending."""


@dataclass(frozen=True)
class Sent:
    """`due` is the day by which the answer is promised; None when it was kept already."""

    due: date | None
    raised: Raised


@transaction.atomic
def submit(*, journey: Journey, response: Response, key: CaseKey, form_key: UUID, by: UUID) -> Sent:
    """Freeze the draft with the prompts shown, hold the risk rules against it, and hand it in.

    Sending twice sends once; the second time finds the promise and the alerts that stand. Raises ChangedMeanwhile where
    the draft is not the one that `response` was read as.
    """
    contents = Contents(unseal(key, response).answers, prompts_of(response.version.as_of(journey.fixes).questions))
    seal(key, response, contents)
    sent = Response.objects.filter(pk=response.pk, state=ResponseState.DRAFT, base=response.base).update(
        state=ResponseState.SUBMITTED,
        submitted_on=journey.today,
        form_key=form_key,
        answers=response.answers,
        version=response.version,
        fixes=journey.fixes,
    )
    if sent:
        StaleCopy.objects.filter(response=response).delete()
        raised = watch_sheet(journey=journey, response=response, contents=contents, key=key, by=by)
        return Sent(hand_in(journey=journey, number=response.week, by=by), raised)
    if Response.objects.filter(pk=response.pk, state=ResponseState.DRAFT).exists():
        raise ChangedMeanwhile
    raised = sheet_raised(enrolment=journey.enrolment, response=response)
    return Sent(open_promise(response.participant_id, PromiseKind.LETTER, response.week), raised)


@transaction.atomic
def start_correction(*, journey: Journey, response: Response, key: CaseKey, form_key: UUID, by: UUID) -> Response:
    """A new draft that begins with what was sent; what was sent stays. Where one was begun already, that one."""
    draft = Response(
        participant_id=response.participant_id,
        version=response.version,
        week=response.week,
        number=response.number + 1,
        base=1,
        form_key=form_key,
    )
    seal(key, draft, Contents(unseal(key, response).answers))
    Response.objects.bulk_create([draft], ignore_conflicts=True)
    begun = Response.objects.get(participant_id=response.participant_id, week=response.week, state=ResponseState.DRAFT)
    if begun.pk == draft.pk:
        record(
            verb="worksheet.correction-begun",
            by=by,
            on=journey.today,
            case=response.participant_id,
            detail={"week": response.week},
        )
    return begun
