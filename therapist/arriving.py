"""Letters whose hour has come leave when their participant's first page is opened, whether or not a worker runs."""

from datetime import datetime
from uuid import UUID

from program.arrivals import arrives
from therapist.actions import dispatch
from therapist.models import Letter, LetterState


@arrives
def letters(participant: UUID, now: datetime) -> bool:
    """One statement where none is due."""
    due = Letter.objects.filter(participant=participant, state=LetterState.LEAVING, leaves_at__lte=now)
    return dispatch.settle(letters=due, now=now)
