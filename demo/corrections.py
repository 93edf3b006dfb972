"""What people of the demo thought about again after they had sent it. Made up, like everything here."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from program.journey import Journey
from vault.sealing import CaseKey
from worksheets.actions import drafts, sending
from worksheets.contents import unseal
from worksheets.models import Response

# By the person's name and the week: the answers that read otherwise in the second version.
CORRECTED: Mapping[tuple[str, int], Mapping[str, Any]] = {
    ("dawn-delta-13", 1): {"signs": "I cancel things, tell people I have too much work, and stay up later each night."},
}


def correct(name: str, journey: Journey, key: CaseKey, response: Response) -> None:
    """Send the worksheet once more with these answers; nothing for everybody else."""
    changed = CORRECTED.get((name, response.week))
    if changed is None:
        return
    response.refresh_from_db()
    common: dict[str, Any] = {"key": key, "by": journey.enrolment.participant_id}
    draft = sending.start_correction(journey=journey, response=response, form_key=uuid4(), **common)
    drafts.save_draft(
        participant=journey.enrolment.participant,
        version=response.version,
        week=response.week,
        answers={**unseal(key, response).answers, **changed},
        base=draft.base,
        form_key=uuid4(),
        **common,
    )
    draft.refresh_from_db()
    sending.submit(journey=journey, response=draft, form_key=uuid4(), **common)
