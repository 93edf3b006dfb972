"""Keeping, confirming and removing the reminder address of one participant."""

import hmac
from datetime import date
from uuid import UUID

from django.db import transaction

from program.audit.record import record
from program.contacts.models import Contact
from program.models import OutboxKind, OutboxRow, Participant
from vault import keyfile, padding, sealing

CODE_DIGITS = 6
KINDS = (OutboxKind.REMIND_CODE, OutboxKind.REMIND_MAIL)


def standing(participant_id: UUID) -> Contact | None:
    return Contact.objects.filter(participant=participant_id).first()


@transaction.atomic
def keep(*, participant: Participant, address: str, today: date) -> None:
    """In place of any other; the same one asked for twice in a day is asked for once. The mail with the code is written
    to an address once a day, whoever asks how often: a typing mistake never reaches a stranger twice."""
    Participant.objects.select_for_update().get(pk=participant.pk)  # two clicks come one after the other
    before = standing(participant.pk)
    if before is not None and (before.asked_on, address_of(before)) == (today, address):
        return
    _drop(participant.pk)
    row = Contact(participant=participant, asked_on=today)
    sealing.wrap_field(row, "address", padding.pad_text(address))
    row.save(force_insert=True)
    code = OutboxRow(
        key=f"remind-code:{keyfile.daily_index('reminder', address.casefold(), today)}",
        kind=OutboxKind.REMIND_CODE,
        account_id=participant.pk,
        due_on=today,
    )
    OutboxRow.objects.bulk_create([code], ignore_conflicts=True)
    record(verb="reminder.asked", by=participant.pk, on=today)


@transaction.atomic
def confirm(*, participant: Participant, code: str, today: date) -> bool:
    """False for a wrong code. From now on reminders go there; what is on the home page today is no news."""
    row = Contact.objects.select_for_update().filter(participant=participant).first()
    if row is None or not hmac.compare_digest(code_of(row), "".join(filter(str.isdigit, code))):
        return False
    if row.confirmed_on is None:
        Contact.objects.filter(pk=row.pk).update(confirmed_on=today, told_on=today)
        record(verb="reminder.confirmed", by=participant.pk, on=today)
    return True


@transaction.atomic
def remove(*, participant: Participant, today: date) -> None:
    """The address is gone, and what was to be sent to it."""
    if _drop(participant.pk):
        record(verb="reminder.removed", by=participant.pk, on=today)


def forget(participant_id: UUID) -> None:
    """With the end of the programme. Part of a transaction."""
    _drop(participant_id)


def address_of(row: Contact) -> str:
    return padding.unpad_text(sealing.unwrap_field(row, "address"))


def code_of(row: Contact) -> str:
    """Kept nowhere: made anew from what is known. The same on one day for the same address of the same person."""
    made = keyfile.index("reminder code", f"{row.participant_id} {address_of(row).casefold()} {row.asked_on}")
    return f"{int(made[:12], 16) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def _drop(participant_id: UUID) -> bool:
    OutboxRow.objects.filter(account=participant_id, kind=OutboxKind.REMIND_MAIL, done_on=None).delete()
    return bool(Contact.objects.filter(participant=participant_id).delete()[0])
