"""What the demo's therapists noted down about a case for whoever has it after them. Made up, like everything here."""

from collections.abc import Mapping
from uuid import uuid4

from program.journey import Journey
from program.models import Account
from therapist.actions import notes
from vault.sealing import CaseKey

# By the person's name and the week whose letter had just gone out.
NOTES: Mapping[tuple[str, int], str] = {
    ("hazel-hill-17", 2): "Writes long on Sundays and little in the week. A question about one evening gets more than "
    "a question about all of them.",
    (
        "indigo-inlet-18",
        4,
    ): "Asked for a break because of an examination. We agreed that I write first when it is over.",
    ("juniper-isle-19", 2): "Brother knows that something is going on, not what. Do not take it up unless they do.",
    ("juniper-isle-19", 5): "Sleep is the thread through all weeks. Talked it over with Stina: shorter tasks until "
    "sleep is better, then back to the plan.",
    (
        "laurel-lamp-21",
        8,
    ): "Wants to keep the evening plan as it is. Ask in the follow-up whether the Friday call stayed.",
}


def note_down(name: str, week: int, journey: Journey, key: CaseKey, by: Account) -> None:
    text = NOTES.get((name, week))
    if text:
        notes.add_note(
            participant=journey.enrolment.participant, key=key, text=text, form_key=uuid4(), by=by, today=journey.today
        )
