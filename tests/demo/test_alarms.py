"""What the demo's people write does raise an alert, each of the one that is meant."""

import pytest

from demo.alarms import ALARMS, raise_and_answer
from program.alerting import facts_of, outcome_of
from program.models import Alert, AlertState
from tests.people import Person

RULES = {"threatened": "words-threat", "mistaken": "words-myself", "bridge": "words-myself"}
ANSWERED = [name for name, alarm in ALARMS.items() if alarm.answer]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ANSWERED)
def test_each_message_raises_one_alert_that_somebody_answered(name: str, anna: Person, therese: Person) -> None:
    raise_and_answer(name, anna.journey, anna.case_key, therese.account)
    alert = Alert.objects.get()
    assert facts_of(alert).rule == RULES[name]
    outcome = outcome_of(alert)
    assert outcome is not None
    assert outcome.false_alarm is ALARMS[name].false_alarm
    assert alert.state == (AlertState.CLOSED if ALARMS[name].closed else AlertState.ACKNOWLEDGED)


@pytest.mark.django_db
def test_a_message_that_nobody_has_answered_leaves_its_alert_open(anna: Person, therese: Person) -> None:
    (name,) = ALARMS.keys() - set(ANSWERED)
    raise_and_answer(name, anna.journey, anna.case_key, therese.account)
    alert = Alert.objects.get()
    assert facts_of(alert).rule == RULES[name]
    assert alert.state == AlertState.RAISED
