"""Looking after those who read: what they were told before they opened it, and what they would like to talk about."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from program.audit.record import record
from program.models import Account, Alert, Participant
from therapist.flagged import NOTICED
from therapist.models import Debrief


@transaction.atomic
def notice(*, alerts: Iterable[Alert], by: Account, today: date) -> None:
    """Somebody knows what they are about to open: today they are not told of these again."""
    for alert in alerts:
        record(verb=NOTICED, by=by.pk, on=today, case=alert.participant_id, subject=alert.pk, once_a_day=True)


@transaction.atomic
def ask_to_talk(*, participant: Participant, by: Account, today: date) -> bool:
    """The supervisors see that `by` would like to talk about this case. False where they see it already."""
    wish = Debrief(participant=participant, staff=by, asked_on=today)
    Debrief.objects.bulk_create([wish], ignore_conflicts=True)
    if not Debrief.objects.filter(pk=wish.pk).exists():
        return False
    record(verb="debrief.asked", by=by.pk, on=today, case=participant.pk, subject=wish.pk)
    return True


@transaction.atomic
def talked(*, debrief: Debrief, day: date, by: Account, today: date) -> bool:
    """A supervisor says that it was talked about on `day`. False where somebody said so before."""
    done = Debrief.objects.filter(pk=debrief.pk, talked_on=None).update(talked_on=day, marked_by=by)
    if done:
        record(
            verb="debrief.talked",
            by=by.pk,
            on=today,
            case=debrief.participant_id,
            subject=debrief.pk,
            detail={"staff": str(debrief.staff_id)},
        )
    return bool(done)
