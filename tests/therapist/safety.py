"""What the tests of adverse events and child-protection records share."""

from typing import Any
from uuid import UUID, uuid4

from program import clock
from tests.people import Person
from therapist.actions import adverse, protection
from therapist.actions.adverse import Coded
from therapist.actions.protection import Told
from therapist.coded import Action, Decision, Identifiable, Intensity, Kind, Relation
from therapist.models import AdverseEvent, ProtectionRecord

WORDS = "plover-words, they slept badly for two weeks"
FACTS = "curlew-facts, written in the second week"
CONSULTED = "curlew-consulted, the supervisor on duty"
WHY = "curlew-why, nobody can be recognised"
CODED = Coded(Kind.WORSE, Intensity.MODERATE, Relation.POSSIBLE, Action.WATCHED)
TOLD = Told(FACTS, Identifiable.NO, CONSULTED, Decision.NOT_REPORTED, WHY)


def adverse_url(person: Person) -> str:
    return f"/staff/case/{person.account_id}/adverse/"


def protection_url(person: Person) -> str:
    return f"/staff/case/{person.account_id}/protection/"


def event_fields(**changed: Any) -> dict[str, Any]:
    return {
        "happened_on": clock.today().isoformat(),
        "kind": "worse",
        "severity": "moderate",
        "relation": "possible",
        "action": "watched",
        "words": WORDS,
        "form_key": str(uuid4()),
    } | changed


def record_fields(**changed: Any) -> dict[str, Any]:
    return {
        "facts": FACTS,
        "identifiable": "no",
        "consulted": CONSULTED,
        "decision": "not-reported",
        "why": WHY,
        "form_key": str(uuid4()),
    } | changed


def record_event(person: Person, by: Person, words: str = WORDS, form_key: UUID | None = None) -> AdverseEvent:
    return adverse.record_event(
        participant=person.participant,
        key=person.case_key,
        coded=CODED,
        words=words,
        happened_on=clock.today(),
        form_key=form_key or uuid4(),
        by=by.account,
        today=clock.today(),
    )


def record_protection(person: Person, by: Person, form_key: UUID | None = None) -> ProtectionRecord:
    return protection.record_protection(
        participant=person.participant,
        told=TOLD,
        form_key=form_key or uuid4(),
        by=by.account,
        today=clock.today(),
    )
