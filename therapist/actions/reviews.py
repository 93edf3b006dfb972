"""Reading a letter that was drawn by lot, and telling its author about it."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from program.actions import grants
from program.audit.record import record
from program.models import Account
from therapist.models import Letter, LetterReview
from therapist.once import once
from therapist.reviewing import Review
from vault import holders
from vault.holders import PrivateKey
from vault.models import KeyPair


@transaction.atomic
def open_sample(*, letter: Letter, by: Account, by_private: PrivateKey, today: date) -> None:
    """Leave to read the case for today, with the reason that is always the same. Raises vault.supervision.NotAdmitted.

    Pressing twice opens it once.
    """
    grants.open_with_reason(
        participant=letter.participant,
        by=by,
        by_private=by_private,
        reason=_("Quality sample: a letter of week %(week)s was drawn by lot.") % {"week": letter.week},
        today=today,
    )
    record(
        verb="letter.sampled",
        by=by.pk,
        on=today,
        case=letter.participant_id,
        subject=letter.pk,
        detail={"week": letter.week},
        once_a_day=True,
    )


@transaction.atomic
def review(*, letter: Letter, said: Review, form_key: UUID, by: Account, today: date) -> bool:
    """Seal it to its reader and to the letter's author. The same form twice says it once; other words renew it.

    False where another supervisor was quicker: what they said stands.
    """
    Letter.objects.select_for_update().get(pk=letter.pk)  # two readers come one after the other
    text = said.as_text()
    stored_key = once("letter review", form_key, [letter.pk, by.pk, text])
    row = LetterReview.objects.filter(letter=letter).first() or LetterReview(letter=letter, reader=by)
    if row.reader_id != by.pk:
        return False
    if row.form_key != stored_key:
        row.form_key, row.reviewed_on, row.seen = stored_key, today, False
        holders.seal_for(holder=by.pk, row=row, field="for_reader", text=text)
        _seal_for_author(row, letter.author_id, text)
        row.save()
        record(verb="letter.reviewed", by=by.pk, on=today, case=letter.participant_id, subject=letter.pk)
    return True


def seen(*, author: UUID, ids: list[UUID], shut: list[UUID]) -> None:
    """What the author's page shows is read by being shown. A copy that is `shut`, sealed to a key that has gone, opens
    for nobody: it goes, too, so that nothing calls for it."""
    mine = LetterReview.objects.filter(letter__author=author, seen=False)
    mine.filter(pk__in=ids).update(seen=True)
    mine.filter(pk__in=shut).update(for_author=None)


def _seal_for_author(row: LetterReview, author: UUID, text: str) -> None:
    """Somebody who left has no key to seal to; the reader's copy is then the only one."""
    row.for_author = None
    if KeyPair.objects.filter(holder=author, kind=KeyPair.Kind.STAFF).exists():
        holders.seal_for(holder=author, row=row, field="for_author", text=text)
