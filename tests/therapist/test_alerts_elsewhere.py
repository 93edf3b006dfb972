"""Alerts where the desk already looks: above the inbox, in the caseload, on the case page, in the navigation."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from program import clock
from program.choices import Severity
from program.models import Program
from tests.people import Person
from tests.program.alerts import alert_of
from tests.therapist import crowd
from tests.therapist.test_alerts import acknowledged
from tests.worksheets.pages import words

INBOX, CASELOAD = "/staff/inbox/", "/staff/caseload/"
MOST_QUERIES = 6


def case_url(person: Person) -> str:
    return f"/staff/case/{person.account_id}/"


def test_urgent_ones_stand_above_the_inbox_by_alias(anna: Person, therese: Person) -> None:
    with time_machine.travel(clock.now() - timedelta(hours=5)):
        alert = alert_of(anna)
    alert_of(anna, Severity.SOON)
    page = therese.client.get(INBOX)
    above = f"1 urgent alert {anna.participant.alias} : Thoughts of being better off dead (5 hours ago; time is over)"
    assert above in words(page)
    assert f"/staff/alerts/{alert.pk}/" in page.content.decode()


def test_others_are_counted(anna: Person, therese: Person) -> None:
    for severity in (Severity.SOON, Severity.LOOK):
        alert_of(anna, severity)
    page = words(therese.client.get(INBOX))
    assert "2 open alerts" in page
    assert "urgent" not in page


def test_many_urgent_ones_are_counted_and_five_are_named(anna: Person, therese: Person) -> None:
    for _ in range(7):
        alert_of(anna)
    page = words(therese.client.get(INBOX))
    assert "7 urgent alerts" in page
    assert "2 more, and all other alerts" in page
    assert page.count("Thoughts of being") == 5


def test_without_alerts_the_inbox_says_nothing_of_them(anna: Person, therese: Person) -> None:
    acknowledged(alert_of(anna), therese)
    assert "alert" not in words(therese.client.get(INBOX)).lower()


def test_alerts_of_others_are_not_in_it(anna: Person, tom: Person, stina: Person) -> None:
    alert_of(anna)
    assert "urgent" not in words(tom.client.get(INBOX))
    assert "1 urgent alert" in words(stina.client.get(INBOX))


def test_inbox_keeps_its_six_statements(anna: Person, therese: Person, programme: Program) -> None:
    crowd.waiting_for(therese.account_id, 60, programme, today=clock.today())
    for _ in range(3):
        alert_of(anna)
    therese.client.get(INBOX)
    with CaptureQueriesContext(connection) as captured:
        therese.client.get(INBOX)
    assert len(captured) <= MOST_QUERIES


@pytest.mark.parametrize(("severity", "said"), [(Severity.URGENT, "Urgent alert"), (Severity.LOOK, "Alert")])
def test_caseload_and_inbox_mark_cases_with_an_open_alert(
    severity: Severity, said: str, anna: Person, therese: Person
) -> None:
    client = therese.client
    assert "lert" not in words(client.get(CASELOAD))
    alert = alert_of(anna, severity)
    assert f"{anna.participant.alias} {said} " in words(client.get(CASELOAD))
    assert f"{anna.participant.alias} {said} " in words(client.get(INBOX))
    acknowledged(alert, therese)
    assert "lert" not in words(client.get(CASELOAD))


def test_case_page_shows_open_and_earlier_ones(anna: Person, therese: Person) -> None:
    earlier = alert_of(anna, Severity.LOOK)
    acknowledged(earlier, therese, false_alarm=True)
    alert = alert_of(anna)
    page = therese.client.get(case_url(anna))
    found = [one.alert.pk for one in page.context["alerts"]]
    assert found == [alert.pk, earlier.pk]
    assert "Acknowledged: Read; nothing more is needed; false alarm" in words(page)
    assert f"/staff/alerts/{earlier.pk}/" in page.content.decode()


def test_every_clinical_page_leads_to_the_alerts(therese: Person, arne: Person) -> None:
    assert 'href="/staff/alerts/"' in therese.client.get(CASELOAD).content.decode()
    assert 'href="/staff/alerts/"' not in arne.client.get("/staff/account/").content.decode()
