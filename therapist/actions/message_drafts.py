"""A message being written. Windows of one writer never overwrite each other; no text that arrived is dropped."""

from datetime import date
from uuid import UUID

from django.db import transaction

from program.audit.record import record
from program.models import Participant
from therapist.models import Message, MessageDraft
from vault import sealing
from vault.sealing import CaseKey


@transaction.atomic
def save(*, key: CaseKey, text: str, base: int, form_key: UUID, by: UUID, today: date) -> int:
    """Save what a window holds that stands on the save `base`; the save that it stands on now.

    Where another window had saved other words meanwhile, those are kept aside. What was sent from this very form needs
    no draft: the script that saves may come later than the button that sends.
    """
    Participant.objects.select_for_update().get(pk=key.id)
    draft = MessageDraft.objects.filter(participant=key.id, author=by, is_aside=False).first()
    if draft is None:
        return _begin(key, text, by, today) if text and not _was_sent(key, text, form_key) else 0
    stored = sealing.open(key, draft, "body")
    if stored == text:
        return draft.base
    if draft.base != base and stored not in text:
        _put_aside(draft, stored, text, key)
    if not text:
        draft.delete()
        return 0
    draft.base += 1
    sealing.seal(key, draft, "body", text)
    draft.save(update_fields=["body", "base"])
    return draft.base


@transaction.atomic
def let_go(*, draft: MessageDraft, by: UUID, today: date) -> None:
    """Its writer does not need the text that was kept aside any more."""
    record(verb="message.copy-removed", by=by, on=today, case=draft.participant_id, subject=draft.pk)
    draft.delete()


def drop_sent(*, key: CaseKey, text: str, base: int, by: UUID) -> None:
    """The words have gone out; so has what the window stood on. Other words of another window stay."""
    draft = MessageDraft.objects.filter(participant=key.id, author=by, is_aside=False).first()
    if draft is not None and (draft.base == base or sealing.open(key, draft, "body") in text):
        draft.delete()


def _begin(key: CaseKey, text: str, by: UUID, today: date) -> int:
    draft = MessageDraft(participant_id=key.id, author_id=by)
    sealing.seal(key, draft, "body", text)
    draft.save(force_insert=True)
    record(verb="message.begun", by=by, on=today, case=key.id, subject=draft.pk)
    return draft.base


def _was_sent(key: CaseKey, text: str, form_key: UUID) -> bool:
    sent = Message.objects.filter(participant=key.id, form_key=form_key).first()
    return sent is not None and text in sealing.open(key, sent, "body")


def _put_aside(draft: MessageDraft, stored: str, text: str, key: CaseKey) -> None:
    """Once; what stands in the words of either, as they grow, is let go."""
    aside = MessageDraft.objects.filter(participant=draft.participant_id, author=draft.author_id, is_aside=True)
    for row in aside:
        kept = sealing.open(key, row, "body")
        if kept in stored or kept in text:
            row.delete()
    copy = MessageDraft(participant_id=draft.participant_id, author_id=draft.author_id, is_aside=True)
    sealing.seal(key, copy, "body", stored)
    copy.save(force_insert=True)
