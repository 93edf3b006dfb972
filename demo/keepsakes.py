"""Steps that people of the demo keep, and what they wrote for themselves beside exercises. Made up, like everything."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from modules.actions.keeping import Place, Written, keep_step, save_note
from modules.queries import edition_steps
from program.journey import Journey
from vault.holders import PrivateKey

# By the person's name: the week and number of a step, and the note beside its exercise where there is one.
KEPT: Mapping[str, Sequence[tuple[int, int, str]]] = {
    "cedar-cove-12": [(1, 4, "Tuesday: after work I go round by the lake, and then home. Ten minutes are enough.")],
    "garnet-gate-16": [
        (1, 4, "Ring Mika on Sunday. If that is too much, one message."),
        (2, 4, "Before the evening alone came the quarrel on the phone. Before that I had not eaten since noon."),
        (3, 5, ""),
        (4, 2, "It was in my shoulders. It began at 7. After the water had boiled it was a 4."),
    ],
    "juniper-isle-19": [(4, 2, "Count the tiles. It does go down."), (6, 3, "")],
    "maple-meadow-22": [(4, 3, ""), (4, 5, "The link that came first was not sleeping."), (8, 4, "")],
}


def keep(name: str, journey: Journey, private: PrivateKey) -> None:
    """What this person keeps; nothing for everybody else."""
    by = journey.enrolment.participant_id
    for week, number, note in KEPT.get(name, ()):
        step = edition_steps(journey.enrolment.edition_id, week)[number - 1].key
        keep_step(enrolment=journey.enrolment, week=week, number=number, step=step, by=by)
        if note:
            place = Place(journey.enrolment, week, number, step, exercise=1)
            save_note(place=place, written=Written(note, base=0, form_key=uuid4()), private=private, by=by)
