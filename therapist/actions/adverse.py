"""Recording an adverse event: codes that lists can show, and words that only the case's readers can open."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from program.audit.record import record
from program.models import Account, Participant
from therapist.coded import Action, Intensity, Kind, Relation
from therapist.models import AdverseEvent
from therapist.once import once
from vault import sealing
from vault.sealing import CaseKey

GRAVE = frozenset({Intensity.LIFE, Intensity.FATAL})
SERIOUS = frozenset({Kind.DEATH, Kind.HOSPITAL, Kind.SELF_HARM})


@dataclass(frozen=True)
class Coded:
    """What a list shows, with no word of anybody's."""

    kind: Kind
    severity: Intensity
    relation: Relation
    action: Action

    @classmethod
    def of(cls, codes: Mapping[str, Any]) -> "Coded":
        """Raises ValueError for a code that there is none of."""
        return cls(
            Kind(codes["kind"]),
            Intensity(codes["severity"]),
            Relation(codes["relation"]),
            Action(codes["action"]),
        )

    @property
    def is_serious(self) -> bool:
        """By the usual criteria of trials: death, danger to life, hospital. That all self-harm counts is our choice."""
        return self.severity in GRAVE or self.kind in SERIOUS


@transaction.atomic
def record_event(
    *,
    participant: Participant,
    key: CaseKey,
    coded: Coded,
    words: str,
    happened_on: date,
    form_key: UUID,
    by: Account,
    today: date,
) -> AdverseEvent:
    """Write it down. The same form with the same content makes one event; with other content another one."""
    # The participant's row is the lock: two clicks come one after the other.
    Participant.objects.select_for_update().get(pk=participant.pk)
    stored_key = once("adverse event", form_key, [*asdict(coded).values(), happened_on, words])
    found = AdverseEvent.objects.filter(form_key=stored_key, participant=participant).first()
    if found is not None:
        return found
    event = AdverseEvent(
        participant=participant, happened_on=happened_on, recorded_on=today, recorded_by=by, form_key=stored_key
    )
    sealing.wrap_field(event, "coded", json.dumps(asdict(coded)).encode())
    if words:
        sealing.seal(key, event, "words", words)
    event.save(force_insert=True)
    record(verb="adverse-event.recorded", by=by.pk, on=today, case=participant.pk, subject=event.pk)
    return event


def coded_of(event: AdverseEvent) -> Coded:
    return Coded.of(json.loads(sealing.unwrap_field(event, "coded")))
