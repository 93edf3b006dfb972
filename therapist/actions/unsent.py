"""What a participant writes to their therapist and has not sent. Nobody reads it before they send it.

A window saves into a row of its own. What it began with, it takes over: that row goes, unless somebody has written in
it since. So two windows never write over each other, and nothing that was typed is dropped. No audit row: a draft is
saved many times a minute.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from program.models import Participant
from therapist.models import Message, UnsentMessage
from vault import sealing
from vault.sealing import CaseKey


@dataclass(frozen=True)
class Unsent:
    """The words of one window. `base` names the save that they build on; empty for the first."""

    form_key: UUID
    text: str = field(repr=False)
    base: str = ""
    about: int | None = None
    wants_answer: bool = True


@transaction.atomic
def save(*, key: CaseKey, unsent: Unsent, by: UUID) -> str:
    """The base that the next save of this window builds on; empty where nothing is kept, since nothing is written."""
    if by != key.id:
        raise ValueError("A message is written by its participant alone.")
    # The participant's row is the lock of the conversation.
    Participant.objects.select_for_update().get(pk=key.id)
    rows = UnsentMessage.objects.filter(participant_id=key.id)
    if not unsent.text or _was_sent(key, unsent):
        let_go(participant_id=key.id, form_key=unsent.form_key, base=unsent.base)
        return ""
    row = rows.filter(form_key=unsent.form_key).first()
    if row is None:
        newest = rows.first()
        row = UnsentMessage(
            participant_id=key.id, form_key=unsent.form_key, number=newest.number + 1 if newest else 1, base=0
        )
    row.base, row.about, row.wants_answer = row.base + 1, unsent.about, unsent.wants_answer
    sealing.seal(key, row, "body", unsent.text)
    row.save()
    _take_over(key.id, unsent.base, kept=row.pk)
    return f"{row.pk}:{row.base}"


def let_go(*, participant_id: UUID, form_key: UUID, base: str = "") -> None:
    """It was sent, or there is nothing left of it: the window's own row goes, and the one that it began with."""
    UnsentMessage.objects.filter(participant_id=participant_id, form_key=form_key).delete()
    _take_over(participant_id, base)


def drop(*, participant_id: UUID, draft: UUID) -> None:
    """They do not need it any more."""
    UnsentMessage.objects.filter(participant_id=participant_id, pk=draft).delete()


def _take_over(participant_id: UUID, base: str, kept: UUID | None = None) -> None:
    """What the window began with, as long as it is as it was then."""
    name, _colon, saves = base.partition(":")
    try:
        begun = UUID(name)
    except ValueError:
        return
    if begun != kept and saves.isascii() and saves.isdecimal() and len(saves) < 10:
        UnsentMessage.objects.filter(participant_id=participant_id, pk=begun, base=int(saves)).delete()


def _was_sent(key: CaseKey, unsent: Unsent) -> bool:
    """A save that comes in after the message itself keeps nothing of it."""
    row = Message.objects.filter(participant_id=key.id, form_key=unsent.form_key).first()
    return row is not None and sealing.open(key, row, "body") == unsent.text
