"""What a therapist of the demo wrote down about somebody who is not getting better. Made up, like everything here."""

from uuid import uuid4

from program.journey import Journey
from program.models import Account
from therapist.actions import adverse, protection
from therapist.actions.adverse import Coded
from therapist.actions.protection import Told
from therapist.coded import Action, Decision, Identifiable, Intensity, Kind, Relation
from vault.sealing import CaseKey

WORSE = Coded(Kind.WORSE, Intensity.MODERATE, Relation.POSSIBLE, Action.ADAPTED)
WORDS = "Sleeps badly since week 3 and says the worksheets bring everything up. Shorter tasks agreed."
TOLD = Told(
    facts="In week 3 they wrote that they were asked to look after a relative's child, and said no.",
    identifiable=Identifiable.NO,
    consulted="The supervisor, on the same day.",
    decision=Decision.NOT_REPORTED,
    why="No child can be recognised, and they are not alone with any. To be looked at again after the next worksheet.",
)


def write_down(journey: Journey, key: CaseKey, by: Account) -> None:
    """One adverse event and one child-protection record."""
    participant, today = journey.enrolment.participant, journey.today
    adverse.record_event(
        participant=participant,
        key=key,
        coded=WORSE,
        words=WORDS,
        happened_on=today,
        form_key=uuid4(),
        by=by,
        today=today,
    )
    protection.record_protection(participant=participant, told=TOLD, form_key=uuid4(), by=by, today=today)
