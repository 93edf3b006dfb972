"""Answering, or skipping, questions about how somebody is."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from program.actions.measures import settle
from program.assessment import Asked
from program.journey import Journey
from program.models import MeasureFact
from vault.sealing import CaseKey
from worksheets.actions.watching import Raised, measure_raised, watch_measure
from worksheets.contents import measured, seal
from worksheets.measures.instrument import Instrument
from worksheets.measures.scoring import Answers, score
from worksheets.models import MeasureResponse


@dataclass(frozen=True)
class Taken:
    """No `fact` where it was settled already: the first answer stands."""

    fact: MeasureFact | None
    raised: Raised


@transaction.atomic
def answer_measure(
    *, journey: Journey, asked: Asked, instrument: Instrument, answers: Answers, key: CaseKey, by: UUID
) -> Taken:
    """Seal the answers, keep the day and the total plain, and hold the risk rules against them.

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
    if fact is None:
        return Taken(None, measure_raised(enrolment=journey.enrolment, occurrence=asked.occurrence))
    response = MeasureResponse(fact=fact)
    seal(key, response, measured(instrument, answers))
    response.save(force_insert=True)
    raised = watch_measure(journey=journey, fact=fact, instrument=instrument, answers=answers, key=key, by=by)
    return Taken(fact, raised)


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
