"""The end of a second reading: once, and with it the grant that was made for it."""

from datetime import date
from uuid import UUID

from program.actions.grants import end_grant
from program.models import CaseGrant, GrantKind
from therapist.models import ReadingOutcome, SecondReading


def close(*, reading: SecondReading, outcome: ReadingOutcome, by: UUID, today: date) -> bool:
    """False where somebody else has ended it. Comments that the reading holds are stored with it."""
    done = SecondReading.objects.filter(pk=reading.pk, outcome=ReadingOutcome.OPEN).update(
        outcome=outcome, done_on=today, comments=reading.comments
    )
    if done:
        _end_grants(reading, by, today)
    return bool(done)


def _end_grants(reading: SecondReading, by: UUID, today: date) -> None:
    """Unless the same colleague has another letter of this case to read."""
    case, reader = reading.letter.participant_id, reading.reader_id
    others = SecondReading.objects.filter(outcome=ReadingOutcome.OPEN, reader=reader, letter__participant=case)
    if others.exists():
        return
    for grant in CaseGrant.objects.in_force(today).filter(participant=case, staff=reader, kind=GrantKind.READER):
        end_grant(grant=grant, by=by, today=today)
