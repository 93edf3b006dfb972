"""The list of alerts: urgent first, then the oldest; who was told, who has opened them, who may know of them."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import alerts as actions
from program.choices import OutcomeKind, Severity
from program.models import Alert, AuditEvent
from tests.people import Person
from tests.program.alerts import SENTENCE, alert_of, put_on_duty
from tests.worksheets.pages import words
from tests.worksheets.test_watching import DANGER, draft, send
from therapist import alerts

ALERTS = "/staff/alerts/"
# An alert keeps the hour alone: the clock may turn to the next one while a test runs.
AGES = ("Less than an hour ago", "1 hour ago")


def acknowledged(alert: Alert, by: Person, *, false_alarm: bool = False) -> None:
    actions.acknowledge(
        alert=alert, key=None, outcome=OutcomeKind.NOTHING, false_alarm=false_alarm, note="", by=by.account
    )


def shown(client: Client, url: str = ALERTS) -> list[object]:
    return [one.alert.pk for one in client.get(url).context["open"].rows]


def test_it_says_what_how_urgent_and_who_was_told(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    put_on_duty(tom, therese, stina)
    alert = alert_of(anna)
    page = words(therese.client.get(ALERTS))
    assert f"{anna.participant.alias} What Thoughts of being better off dead Urgent" in page
    assert any(age in page for age in AGES)
    assert "Told Tom today next Therese, " in page
    assert "Opened by Nobody yet" in page
    therese.client.get(f"{ALERTS}{alert.pk}/")
    assert "Opened by Therese today" in words(therese.client.get(ALERTS))


def test_urgent_is_first_and_then_the_oldest(anna: Person, therese: Person) -> None:
    with time_machine.travel(clock.now() - timedelta(hours=30)):
        first_soon, look = alert_of(anna, Severity.SOON), alert_of(anna, Severity.LOOK)
    with time_machine.travel(clock.now() - timedelta(hours=5)):
        old_urgent, soon = alert_of(anna), alert_of(anna, Severity.SOON)
    urgent = alert_of(anna)
    found = shown(therese.client)
    assert found == [alert.pk for alert in (old_urgent, urgent, first_soon, soon, look)]


def test_time_that_is_over_is_said(anna: Person, therese: Person) -> None:
    with time_machine.travel(clock.now() - timedelta(hours=5)):
        alert_of(anna)
    page = words(therese.client.get(ALERTS))
    assert "Time is over" in page
    assert "5 hours ago" in page


def test_acknowledged_ones_stand_below_until_closed(anna: Person, therese: Person) -> None:
    alert = alert_of(anna)
    acknowledged(alert, therese, false_alarm=True)
    for url in (ALERTS, f"{ALERTS}?show=acknowledged"):
        page = words(therese.client.get(url))
        assert "Read; nothing more is needed; false alarm Therese, today" in page
    actions.close(alert=alert, by=therese.account)
    assert anna.participant.alias not in words(therese.client.get(ALERTS))
    assert "No acknowledged alert waits" in words(therese.client.get(f"{ALERTS}?show=acknowledged"))


def test_no_alert_is_said_kindly(anna: Person, therese: Person) -> None:
    assert "No alert is open." in words(therese.client.get(ALERTS))


def test_therapists_know_of_their_own_cases_and_supervisors_of_all(anna: Person, tom: Person, stina: Person) -> None:
    alert = alert_of(anna)
    assert shown(tom.client) == []
    assert shown(stina.client) == [alert.pk]


def test_whoever_is_on_duty_knows_of_it(anna: Person, tom: Person, stina: Person) -> None:
    put_on_duty(tom, None, stina)
    alert = alert_of(anna)
    assert shown(tom.client) == [alert.pk]


def test_no_answer_is_opened_for_the_list(anna: Person, therese: Person) -> None:
    alert_of(anna)
    with CaptureQueriesContext(connection) as captured:
        page = therese.client.get(ALERTS)
    assert SENTENCE not in words(page)
    for query in captured.captured_queries:
        assert '"program_alert"."answer"' not in query["sql"]


def test_rule_source_reason_and_age_stand_in_the_list(anna: Person, therese: Person) -> None:
    send(anna, draft(anna, 1, signs=DANGER))
    page = words(therese.client.get(ALERTS))
    assert "Words about suicide or self-harm Urgent · Worksheet of week 1" in page
    assert "Why the rule looks at this The text holds words that people use" in page
    assert any(f"Age {age}" in page for age in AGES)
    assert DANGER not in page
    alert = Alert.objects.get(participant_id=anna.account_id)
    assert "Worksheet of week 1 · rule" in words(therese.client.get(f"{ALERTS}{alert.pk}/"))


def test_answers_stand_on_a_page_of_their_own_for_those_who_may_read(
    anna: Person, therese: Person, stina: Person
) -> None:
    send(anna, draft(anna, 1, signs=DANGER))
    alert = Alert.objects.get(participant_id=anna.account_id)
    page = words(therese.client.get(f"{ALERTS}?show=answers"))
    assert DANGER in page
    assert "Each of these counts as opened by you" in page
    alert.refresh_from_db()
    assert alert.state == "seen"
    events = AuditEvent.objects.filter(actor=str(therese.account_id), case=str(anna.account_id))
    assert {"alert.seen", "case.read"} <= set(events.values_list("verb", flat=True))
    above = words(stina.client.get(f"{ALERTS}?show=answers"))
    assert anna.participant.alias in above
    assert DANGER not in above
    assert not AuditEvent.objects.filter(actor=str(stina.account_id), verb="alert.seen").exists()


def test_only_some_answers_stand_below_each_other(
    anna: Person, therese: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerts, "READ_AT_ONCE", 2)
    made = {alert_of(anna).pk for _ in range(3)}
    first = therese.client.get(f"{ALERTS}?show=answers")
    assert words(first).count(SENTENCE) == 2
    rest = therese.client.get(f"{ALERTS}?show=answers&after={first.context['page'].after}")
    assert words(rest).count(SENTENCE) == 1
    found = {one.alert.pk for response in (first, rest) for one in response.context["page"].rows}
    assert found == made


@pytest.mark.parametrize("who", ["arne", "olle"])
def test_it_does_not_exist_for_those_who_never_read(who: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).client.get(ALERTS).status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(therese: Person, stranger: Client) -> None:
    assert stranger.get(ALERTS).status_code == 302
    assert therese.unverified.get(ALERTS).status_code == 302


def test_it_refuses_post(therese: Person) -> None:
    assert therese.client.post(ALERTS).status_code == 405


def test_pages_go_on_where_the_last_one_ended(anna: Person, therese: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerts, "PAGE", 2)
    made = [alert_of(anna, severity).pk for severity in (Severity.URGENT, Severity.SOON, Severity.URGENT)]
    acknowledged(alert_of(anna), therese)
    client = therese.client
    first = client.get(ALERTS).context
    assert "acknowledged" not in first
    rest = client.get(f"{ALERTS}?after={first['open'].after}").context
    found = [one.alert.pk for page in (first, rest) for one in page["open"].rows]
    assert set(found) == set(made)
    assert found[-1] == made[1]
    assert len(rest["acknowledged"].rows) == 1


def test_acknowledged_pages_go_on_too(anna: Person, therese: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerts, "BELOW", 1)
    made = {alert_of(anna).pk for _ in range(3)}
    for alert in Alert.objects.all():
        acknowledged(alert, therese)
    client = therese.client
    assert "All acknowledged alerts" in words(client.get(ALERTS))
    found = client.get(f"{ALERTS}?show=acknowledged").context["page"]
    assert {one.alert.pk for one in found.rows} == made
    after = f"{clock.today().isoformat()}.{found.rows[0].alert.pk}"
    assert len(client.get(f"{ALERTS}?show=acknowledged&after={after}").context["page"].rows) == 2


BROKEN = ["x", "0.2026112213", "0.2026112213.x", "12.2026112213.00000000-0000-4000-8000-000000000000", "\x00", "." * 99]


@pytest.mark.parametrize("after", BROKEN)
def test_a_broken_link_shows_the_first_page(after: str, anna: Person, therese: Person) -> None:
    alert_of(anna)
    assert len(shown(therese.client, f"{ALERTS}?after={after}")) == 1


def test_queries_do_not_grow_with_the_alerts(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    put_on_duty(tom, therese, stina)

    def queries() -> int:
        acknowledged(alert_of(anna), tom)
        actions.see(alert=alert_of(anna), by=tom.account)
        stina.client.get(ALERTS)
        with CaptureQueriesContext(connection) as captured:
            stina.client.get(ALERTS)
        return len(captured)

    before = queries()
    assert [queries() for _ in range(3)] == [before] * 3
    assert before <= 13
