"""Ticking off a change of care for somebody who does not get better."""

from datetime import date

from django.db import transaction

from program.audit.record import record
from program.models import Account, Participant
from therapist.coded import Adapting
from therapist.models import Adaptation


@transaction.atomic
def done(*, participant: Participant, what: Adapting, by: Account, today: date) -> None:
    """Somebody did this. A second time changes nothing: the first name and day stand."""
    adaptation, made = Adaptation.objects.get_or_create(
        participant=participant, key=what.value, defaults={"done_on": today, "done_by": by}
    )
    if made:
        _record("adaptation.done", adaptation, by, today)


@transaction.atomic
def take_back(*, participant: Participant, what: Adapting, by: Account, today: date) -> None:
    """It was ticked by mistake. Taking back what is not there changes nothing."""
    adaptation = Adaptation.objects.filter(participant=participant, key=what.value).first()
    if adaptation is not None:
        _record("adaptation.taken-back", adaptation, by, today)
        adaptation.delete()


def _record(verb: str, adaptation: Adaptation, by: Account, today: date) -> None:
    record(verb=verb, by=by.pk, on=today, case=adaptation.participant_id, detail={"what": adaptation.key})
