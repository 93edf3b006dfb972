"""A child-protection record: sealed to supervision by whoever writes it, readable by no therapist, and kept for good.

It has no link to a case but a keyed hash of the case's id, and survives its erasure.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from program.audit.record import record
from program.models import Account, Participant
from therapist.coded import Decision, Identifiable
from therapist.models import ProtectionRecord
from therapist.once import once
from vault import holders, keyfile, supervision
from vault.holders import PrivateKey


@dataclass(frozen=True, repr=False)
class Told:
    """What is known and what was done. Without a repr: it must not end up in a log."""

    facts: str
    identifiable: Identifiable
    consulted: str
    decision: Decision
    why: str

    def as_text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def of(cls, text: str) -> "Told":
        stored = json.loads(text)
        return cls(
            facts=stored["facts"],
            identifiable=Identifiable(stored["identifiable"]),
            consulted=stored["consulted"],
            decision=Decision(stored["decision"]),
            why=stored["why"],
        )


def case_index(case_id: UUID) -> str:
    """The hash under which the records of a case are found while it lives."""
    return keyfile.index("child protection", str(case_id))


@transaction.atomic
def record_protection(
    *, participant: Participant, told: Told, form_key: UUID, by: Account, today: date
) -> ProtectionRecord:
    """Seal it to supervision: whoever wrote it cannot open it again. The same words from the same form make one record.

    The audit row names no case, and the record no participant.
    """
    Participant.objects.select_for_update().get(pk=participant.pk)  # two clicks come one after the other
    text = told.as_text()
    stored_key = once("child protection", form_key, [participant.pk, text])
    found = ProtectionRecord.objects.filter(form_key=stored_key).first()
    if found is not None:
        return found
    row = ProtectionRecord(
        case_index=case_index(participant.pk), made_on=today, made_by=str(by.pk), form_key=stored_key
    )
    holders.seal_for(holder=supervision.SUPERVISION, row=row, field="sealed", text=text)
    row.save(force_insert=True)
    record(verb="protection.recorded", by=by.pk, on=today, subject=row.pk)
    return row


@transaction.atomic
def read_protection(*, row: ProtectionRecord, by: Account, by_private: PrivateKey, today: date) -> Told:
    """A supervisor reads it, and that is written down. Raises vault.supervision.NotAdmitted, or SealBroken."""
    private = supervision.supervision_key(by=by_private)
    told = Told.of(holders.open_for(private=private, row=row, field="sealed"))
    record(verb="protection.read", by=by.pk, on=today, subject=row.pk)
    return told
