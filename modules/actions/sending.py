"""What a programme is made of is sent to clinical review in one go."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from modules.models import ProgrammePage
from program import clock
from program.audit.record import record
from program.models import Account


@transaction.atomic
def send_to_review(*, page: ProgrammePage, drafts: Sequence[Any], by: Account) -> None:
    """Each goes its own way from here, as if it had been sent by itself."""
    for draft in drafts:
        thing = type(draft).objects.get(pk=draft.pk)
        if thing.latest_revision is None:
            thing.save_revision(user=by)
        thing.get_workflow().start(thing, by)
    if drafts:
        detail: dict[str, str | int] = {"parts": len(drafts)}
        record(verb="review.sent", by=by.pk, on=clock.today(page.program.zone), subject=page.program_id, detail=detail)
