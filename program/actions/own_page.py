"""What a participant sets for their own pages."""

from django.db import transaction

from program import clock
from program.audit.record import record
from program.models import Participant


@transaction.atomic
def set_idle(*, participant: Participant, minutes: int) -> None:
    """After how long their pages are covered; 0 for never."""
    if Participant.objects.filter(pk=participant.pk).exclude(idle_minutes=minutes).update(idle_minutes=minutes):
        participant.idle_minutes = minutes
        record(verb="idle.set", by=participant.pk, on=clock.today(), detail={"minutes": minutes})
