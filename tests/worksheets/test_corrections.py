"""A corrected worksheet that only repeats itself raises no second alert while the first waits; other words do."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions.alerts import acknowledge
from program.alerting import facts_of
from program.choices import OutcomeKind
from program.models import Alert, AuditEvent, Program
from tests import people
from tests.people import Person
from tests.worksheets.test_sheet_changes import CALM
from tests.worksheets.test_watching import DANGER, alerts, draft, rules_of, send
from worksheets.actions.rules import change_rule
from worksheets.actions.watching import Raised
from worksheets.models import Response

pytestmark = pytest.mark.django_db


@pytest.fixture
def alarmed(sol: Person) -> Person:
    """Whose worksheet of week 1 has raised an alert for its words, and one for a low number."""
    people.begin(sol)
    send(sol, draft(sol, 1, signs=DANGER, control=1, made_worse=CALM))
    assert rules_of(sol) == ["words-myself", "control-low"]
    return sol


def correct(person: Person, **answers: Any) -> Raised:
    """Something is another in it: the same again is no correction."""
    changed = {"signs": DANGER, "control": 1, "made_worse": CALM, "how_today": f"{uuid4()}"}
    row = draft(person, 1, **changed | answers)
    assert row.number > 1
    return send(person, row)


def test_the_same_words_raise_nothing_and_lead_to_the_same_place(alarmed: Person) -> None:
    standing = alerts(alarmed)
    events = AuditEvent.objects.filter(verb="alert.raised").count()
    raised = correct(alarmed, how_today="Calling my sister helped.")
    assert alerts(alarmed) == standing
    assert list(raised.alerts) == standing
    assert (raised.leads_to, raised.asks) == (standing[0].pk, False)
    assert AuditEvent.objects.filter(verb="alert.raised").count() == events


def test_the_page_and_a_second_click_lead_there_too(alarmed: Person) -> None:
    row = draft(alarmed, 1, signs=DANGER, made_worse=CALM)
    posted = {"base": str(row.base), "form_key": str(uuid4())}
    places = [alarmed.client.post("/week/1/worksheet/send/", posted)["Location"] for _click in range(2)]
    assert places == [f"/help/next/{alerts(alarmed)[0].pk}/"] * 2
    assert len(alerts(alarmed)) == 2


@pytest.mark.parametrize(
    "answers",
    [
        {"signs": DANGER.replace("die", "die tonight")},
        {"signs": f"{DANGER} Tonight."},
        {"signs": DANGER, "how_today": "Bad. I want to end it all."},
    ],
)
def test_other_words_raise_again(alarmed: Person, answers: dict[str, str]) -> None:
    correct(alarmed, **answers)
    assert rules_of(alarmed) == ["words-myself", "words-myself", "control-low"]


def test_another_number_raises_again_and_the_same_does_not(alarmed: Person) -> None:
    correct(alarmed, control=0)
    assert rules_of(alarmed) == ["words-myself", "control-low", "control-low"]
    correct(alarmed, control=1)
    assert len(alerts(alarmed)) == 3


def test_two_versions_together_say_it_all(alarmed: Person) -> None:
    other = "There is no reason to live."
    correct(alarmed, signs=other)
    assert rules_of(alarmed).count("words-myself") == 2
    correct(alarmed, signs=DANGER)
    correct(alarmed, signs=other)
    assert rules_of(alarmed).count("words-myself") == 2


def settle(alert: Alert, by: Person) -> None:
    acknowledge(alert=alert, key=None, outcome=OutcomeKind.WROTE, false_alarm=False, note="", by=by.account)


def test_once_somebody_has_acknowledged_the_same_is_an_alert_again(alarmed: Person, therese: Person) -> None:
    for alert in alerts(alarmed):
        settle(alert, therese)
    raised = correct(alarmed)
    assert rules_of(alarmed).count("words-myself") == 2
    assert raised.leads_to in {alert.pk for alert in alerts(alarmed) if alert.is_open}


def test_a_rule_that_changed_meanwhile_is_another(alarmed: Person, programme: Program, stina: Person) -> None:
    change_rule(
        program=programme,
        key="control-low",
        version=1,
        changed={"when": {"kind": "at_most", "value": 1}},
        reason="Ours.",
        by=stina.account_id,
        today=clock.today(programme.zone),
    )
    correct(alarmed)
    assert [facts_of(alert).version for alert in alerts(alarmed) if facts_of(alert).rule == "control-low"] == [1, 2]


def test_an_earlier_version_that_cannot_be_opened_hides_nothing(alarmed: Person) -> None:
    row = draft(alarmed, 1, signs=DANGER, control=1)
    Response.objects.filter(participant_id=alarmed.account_id).exclude(pk=row.pk).update(answers=b"broken")
    send(alarmed, row)
    assert rules_of(alarmed).count("words-myself") == 2


def test_a_correction_that_alarms_nobody_leads_nowhere(alarmed: Person) -> None:
    assert correct(alarmed, signs="Better.", control=9) == Raised()


def test_a_correction_costs_two_statements_however_many_there_were(alarmed: Person) -> None:
    def statements(word: str) -> int:
        row = draft(alarmed, 1, signs=DANGER, control=1, made_worse=CALM, how_today=word)
        with CaptureQueriesContext(connection) as watched:
            send(alarmed, row)
        return len(watched)

    assert statements("one") == statements("two")
