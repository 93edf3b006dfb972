"""A message that somebody of the demo is writing: it answers a letter, and is not sent."""

from uuid import uuid4

from program.journey import Journey
from therapist.actions.unsent import Unsent, save
from vault.sealing import CaseKey

TEXT = "Thank you for your letter. I read it twice. What I wanted to say about the evenings is"


def leave_unsent(journey: Journey, key: CaseKey, *, about: int) -> None:
    save(key=key, unsent=Unsent(uuid4(), TEXT, about=about), by=journey.enrolment.participant_id)
