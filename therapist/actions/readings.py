"""The end of a second reading: once, and with it the grant that was made for it."""

from datetime import date
from uuid import UUID

from program.actions.grants import end_grant
from program.models import Account, CaseGrant, GrantKind
from therapist.models import ReadingOutcome, SecondReading


def close(*, reading: SecondReading, outcome: ReadingOutcome, by: UUID, today: date) -> bool:
    """False where somebody else has ended it. Comments that the reading holds are stored with it."""
    done = SecondReading.objects.filter(pk=reading.pk, outcome=ReadingOutcome.OPEN).update(
        outcome=outcome, done_on=today, comments=reading.comments
    )
    if done:
        _end_grants(reading, by, today)
        _tell_reader(reading.reader_id)
    return bool(done)


def _tell_reader(reader: UUID) -> None:
    """Whether anything is left to read. The row is locked first: whoever is asked at this moment is seen."""
    Account.objects.select_for_update().get(pk=reader)
    left = SecondReading.objects.filter(outcome=ReadingOutcome.OPEN, reader=reader).exists()
    Account.objects.filter(pk=reader).update(asked_to_read=left)


def _end_grants(reading: SecondReading, by: UUID, today: date) -> None:
    """Unless the same colleague has another letter of this case to read."""
    case, reader = reading.letter.participant_id, reading.reader_id
    others = SecondReading.objects.filter(outcome=ReadingOutcome.OPEN, reader=reader, letter__participant=case)
    if others.exists():
        return
    for grant in CaseGrant.objects.in_force(today).filter(participant=case, staff=reader, kind=GrantKind.READER):
        end_grant(grant=grant, by=by, today=today)
