"""Answering, or skipping, questions about how somebody is."""

from uuid import UUID

from django.db import transaction

from program.actions.measures import settle
from program.assessment import Asked
from program.journey import Journey
from program.models import MeasureFact
from vault.sealing import CaseKey
from worksheets.contents import measured, seal
from worksheets.measures.instrument import Instrument
from worksheets.measures.scoring import Answers, score
from worksheets.models import MeasureResponse


@transaction.atomic
def answer_measure(
    *, journey: Journey, asked: Asked, instrument: Instrument, answers: Answers, key: CaseKey, by: UUID
) -> MeasureFact | None:
    """Seal the answers, and keep the day and the total plain. None where it was settled already: the first one stands.

    Raises ValueError for an answer that the instrument does not offer.
    """
    scored = score(instrument, answers)
    fact = settle(
        enrolment=journey.enrolment,
        occurrence=asked.occurrence,
        version=instrument.version,
        today=journey.today,
        by=_the_participant(journey, by),
        total=scored.total,
        complete=scored.complete,
    )
    if fact is not None:
        response = MeasureResponse(fact=fact)
        seal(key, response, measured(instrument, answers))
        response.save(force_insert=True)
    return fact


def skip_measure(*, journey: Journey, asked: Asked, instrument: Instrument, by: UUID) -> MeasureFact | None:
    """They would rather not. It is not asked again."""
    return settle(
        enrolment=journey.enrolment,
        occurrence=asked.occurrence,
        version=instrument.version,
        today=journey.today,
        by=_the_participant(journey, by),
        skipped=True,
    )


def _the_participant(journey: Journey, by: UUID) -> UUID:
    if journey.enrolment.participant_id != by:
        raise ValueError("A measure is answered by its participant alone.")
    return by
