"""The report of the rules: what each raised, how soon somebody acted, how often it was wrong."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.choices import Severity
from program.models import Alert
from tests.people import Person
from tests.program.alerts import SENTENCE, alert_of
from tests.therapist.test_alerts import acknowledged
from tests.worksheets.pages import words
from therapist import alert_report
from therapist.hours import lasted

RULES = "/staff/alerts/rules/"


def raised(person: Person, *, hours_ago: int, **changes: object) -> Alert:
    with time_machine.travel(clock.now().replace(minute=5) - timedelta(hours=hours_ago)):
        return alert_of(person, **changes)  # type: ignore[arg-type]


def test_it_counts_by_rule_and_version(anna: Person, therese: Person, stina: Person) -> None:
    for hours, false_alarm in ((1, True), (2, False), (6, False)):
        acknowledged(raised(anna, hours_ago=hours), therese, false_alarm=false_alarm)
    raised(anna, hours_ago=3)
    raised(anna, hours_ago=100, version=2, severity=Severity.LOOK)
    newer, older = stina.client.get(RULES).context["report"].lines
    assert (newer.version, newer.raised, newer.open, newer.acknowledged) == (2, 1, 1, 0)
    assert (newer.median, newer.longest, newer.share) == ("–", "–", "–")
    assert (older.version, older.raised, older.open, older.acknowledged) == (1, 4, 1, 3)
    assert (older.median, older.longest) == ("2 h", "6 h")
    assert (older.false_alarms, older.share) == (1, "33 %")


def test_it_names_the_rule_and_nobody(anna: Person, therese: Person, stina: Person) -> None:
    acknowledged(raised(anna, hours_ago=72), therese)
    page = words(stina.client.get(RULES))
    assert "Thoughts of being better off dead phq-9-item-9, version 1" in page
    assert "Usually after 3 days" in page
    assert anna.participant.alias not in page
    assert SENTENCE not in page


def test_months_are_chosen(anna: Person, stina: Person) -> None:
    raised(anna, hours_ago=24 * 80)
    raised(anna, hours_ago=0)
    now, before = (f"{day:%Y-%m}" for day in (clock.today(), clock.today() - timedelta(days=80)))

    def counted(query: str) -> int:
        found: int = stina.client.get(f"{RULES}?{query}").context["report"].counted
        return found

    assert counted(f"since={now}&until={now}") == 1
    assert counted(f"since={before}&until={before}") == 1
    assert counted(f"since={now}&until={before}") == 2
    assert counted("") == 2


@pytest.mark.parametrize("query", ["since=x&until=y", "since=1066-10&until=2999-01", "since=2026-01"])
def test_months_that_are_none_show_the_year(query: str, anna: Person, stina: Person) -> None:
    raised(anna, hours_ago=0)
    assert stina.client.get(f"{RULES}?{query}").context["report"].counted == 1


def test_no_alert_is_said_kindly(anna: Person, stina: Person) -> None:
    assert "No alert was raised in these months." in words(stina.client.get(RULES))


def test_more_than_can_be_counted_is_said(anna: Person, stina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alert_report, "MOST", 2)
    for hours in range(3):
        raised(anna, hours_ago=hours)
    page = stina.client.get(RULES)
    assert page.context["report"].counted == 2
    assert "only the newest 2 were counted" in words(page)


def test_a_year_of_months_ends_with_this_one() -> None:
    months = alert_report.months(date(2026, 3, 31))
    assert (len(months), months[0], months[-1]) == (12, date(2025, 4, 1), date(2026, 3, 1))
    assert alert_report.last_day(date(2028, 2, 1)) == date(2028, 2, 29)
    assert alert_report.last_day(date(2026, 12, 1)) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("hours", "said"), [(0, "under 1 h"), (1, "1 h"), (2.5, "2.5 h"), (48, "48 h"), (49, "2 days"), (240, "10 days")]
)
def test_lengths_of_time_in_words(hours: float, said: str) -> None:
    assert lasted(hours) == said


def test_lead_reads_it_too(lena: Person) -> None:
    assert lena.client.get(RULES).status_code == 200


@pytest.mark.parametrize("who", ["therese", "arne", "olle", "anna"])
def test_it_does_not_exist_for_others(who: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).client.get(RULES).status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(stina: Person, stranger: Client) -> None:
    assert stranger.get(RULES).status_code == 302
    assert stina.unverified.get(RULES).status_code == 302


def test_it_refuses_post(stina: Person) -> None:
    assert stina.client.post(RULES).status_code == 405


def test_one_query_counts_them_all(anna: Person, stina: Person) -> None:
    def queries() -> int:
        alert_of(anna)
        stina.client.get(RULES)
        with CaptureQueriesContext(connection) as captured:
            stina.client.get(RULES)
        return len(captured)

    before = queries()
    assert [queries() for _ in range(3)] == [before] * 3
    assert before <= 4
