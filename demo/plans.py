"""Safety plans that people of the demo wrote on the page of their own. Made up, like everything here."""

from collections.abc import Mapping
from uuid import uuid4

from program.journey import Journey
from vault.sealing import CaseKey
from worksheets.actions.plans import save_plan

# By the person's name and the week after which they wrote it.
WRITTEN: Mapping[tuple[str, int], Mapping[str, str]] = {
    ("juniper-isle-19", 6): {
        "signs": "I cancel things and tell people I have too much work. I sit in bed and scroll.",
        "helps": "Get up and sit in the kitchen where the others are.\nThen ten minutes outside, even in the rain.",
        "people": "My flatmate J. I knock on the door, that is enough.\nThe crisis line, at night.",
        "places": "The library until ten. Our kitchen, somebody is nearly always there.",
    },
}


def write_down(name: str, week: int, journey: Journey, key: CaseKey) -> None:
    """Nothing for everybody else."""
    words = WRITTEN.get((name, week))
    if words is not None:
        participant = journey.enrolment.participant
        save_plan(
            participant=participant,
            key=key,
            answers=words,
            base=0,
            form_key=uuid4(),
            by=participant.pk,
            today=journey.today,
        )
