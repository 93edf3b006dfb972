"""What people of the demo wrote that raised an alert, and what their therapist did about it. Made up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from demo.people import BRIDGE, MISTAKEN, THREATENED
from program.actions import alerts
from program.choices import OutcomeKind
from program.journey import Journey
from program.models import Account
from therapist.actions import messages
from vault.sealing import CaseKey


@dataclass(frozen=True)
class Alarm:
    """`text` is the participant's message; a rule of the sample programme finds words in it. Open without an answer."""

    text: str
    answer: str = ""
    outcome: OutcomeKind = OutcomeKind.NOTHING
    note: str = ""
    false_alarm: bool = False
    closed: bool = False


ALARMS: Mapping[str, Alarm] = {
    THREATENED: Alarm(
        text="Somebody I know from work is threatening to tell my landlord that I am in a programme. I hardly slept.",
        answer="I am glad that you told me. Nobody has a right to do that. The page Help now names people who know "
        "about threats and can be called today: it is the fourth door. You need not answer them. How safe are you at "
        "home tonight? Please write to me before the evening.",
        outcome=OutcomeKind.WROTE,
        note="Wrote back at once and named the page for threats. Not closed: I want to read the answer first.",
    ),
    MISTAKEN: Alarm(
        text="A film evening with my brother, as planned. He chose Suicide Squad. I did not like it much and we played "
        "cards instead. It was still a good evening.",
        answer="A good evening with your brother, and it does not need a good film. Thank you for writing.",
        outcome=OutcomeKind.NOTHING,
        note="The title of a film.",
        false_alarm=True,
        closed=True,
    ),
    BRIDGE: Alarm(
        text="You asked about the bridge. It is a thought like the other one and not a wish. Only on bad nights I "
        "think that everybody would be better off without me, that I am better off dead. Then I get up and water the "
        "plants until it is light. I am all right now.",
    ),
}


def raise_and_answer(name: str, journey: Journey, key: CaseKey, by: Account) -> None:
    """The participant writes, which raises an alert. The therapist reads, answers and says what came of it, or has not
    come to it yet."""
    alarm, enrolment = ALARMS[name], journey.enrolment
    common: dict[str, Any] = {"enrolment": enrolment, "key": key, "today": journey.today}
    raised = messages.ask(**common, text=alarm.text, form_key=uuid4(), by=enrolment.participant_id)
    if not alarm.answer:
        return
    messages.answer(**common, text=alarm.answer, form_key=uuid4(), by=by.pk)
    for alert in raised.alerts:
        alerts.see(alert=alert, by=by)
        alerts.acknowledge(
            alert=alert, key=key, outcome=alarm.outcome, false_alarm=alarm.false_alarm, note=alarm.note, by=by
        )
        if alarm.closed:
            alerts.close(alert=alert, by=by)
