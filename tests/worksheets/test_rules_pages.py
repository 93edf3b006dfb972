"""The clinical lead reads the risk rules with their counts, and makes next versions; nobody else does either."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from program.actions import alerts
from program.choices import OutcomeKind, Severity
from program.models import Account, Alert, AuditEvent, Program, RescuedText, Role
from tests import people
from tests.people import Person
from tests.program.alerts import alert_of
from tests.worksheets.pages import form_of, soup, words
from worksheets.models import RuleVersion
from worksheets.risk.rule import AtLeast, Phrases, RisesBy, Rule
from worksheets.rulebook import rules_in_force

pytestmark = pytest.mark.django_db

LIST = "/staff/rules/"


@pytest.fixture
def lena(programme: Program) -> Person:
    """A clinical lead."""
    return people.new_staff("lea@clinic.example", "Lea", Role.LEAD)


def url(key: str) -> str:
    return f"/staff/rules/eight-weeks/{key}/"


def rule(key: str) -> Rule:
    return next(each for each in rules_in_force(Program.objects.get(slug="eight-weeks").pk) if each.key == key)


def change(person: Person, key: str, **changes: Any) -> Any:
    """Posts the form as it stands, with these fields changed."""
    fields = form_of(person.client.get(url(key)), "main form")
    return person.client.post(url(key), {**fields, "reason": "We looked at it together.", **changes})


def row_of(response: Any, title: str) -> str:
    row = next(row for row in soup(response).select("tbody tr") if title in row.get_text())
    return " ".join(row.get_text(" ").split())


def test_the_list_says_what_each_rule_looks_at(lena: Person) -> None:
    response = lena.client.get(LIST)
    rows = soup(response).select("tbody tr")
    assert len(rows) == len(rules_in_force(Program.objects.get().pk)) == 29
    assert "Thoughts of being better off dead" in rows[0].get_text()
    assert "PHQ-9, “Thoughts that you would be better off dead" in row_of(response, "better off dead")
    assert "in some way”: at least 1" in row_of(response, "better off dead")
    assert "All that is written, in worksheets and messages: one of" in row_of(response, "Words about suicide")
    assert "Question setback of worksheet review: is yes" in row_of(response, "A setback")
    assert "Question control of every worksheet: 3 points or more below the last time" in row_of(response, "Less sure")
    assert "every worksheet: 3 points or more above the first time" in row_of(response, "Lonelier")
    assert "Every worksheet: 6 items or more left blank" in row_of(response, "Most of a worksheet")
    assert "Every worksheet: not answered for 3 weeks" in row_of(response, "No worksheet")
    assert "Your week: not answered for 2 weeks" in row_of(response, "not answered for two weeks")
    assert lena.client.get("/staff/rules/eight-weeks/").status_code == 200


def test_a_rule_says_who_is_told_and_what_its_threshold_counts(lena: Person) -> None:
    said = words(lena.client.get(url("phq-9-item-9")))
    assert "0 Not at all, 1 Several days, 2 More than half the days, 3 Nearly every day" in said
    assert "At once: Duty clinician After 1 hour: Deputy After 2 hours: Supervisors" in said


def test_false_alarms_are_counted_among_those_that_were_judged(lena: Person, anna: Person, therese: Person) -> None:
    for number in range(4):
        alert = alert_of(anna, Severity.URGENT, rule="phq-9-item-9", version=number + 1)
        if number < 3:
            alerts.acknowledge(
                alert=alert,
                key=None,
                outcome=next(iter(OutcomeKind)),
                false_alarm=number == 0,
                note="",
                by=therese.account,
            )
    said = row_of(lena.client.get(LIST), "better off dead")
    assert said.endswith("Alerts 4 False alarms 1 (33 %)")
    Alert.objects.update(raised_on=anna.journey.today - timedelta(days=366))
    assert row_of(lena.client.get(LIST), "better off dead").endswith("Alerts 0 False alarms 0")


def test_a_threshold_becomes_a_new_version(lena: Person) -> None:
    assert change(lena, "phq-9-item-9", threshold="2", severity="soon")["Location"] == "/staff/rules/eight-weeks/"
    now = rule("phq-9-item-9")
    assert (now.version, now.condition, now.severity) == (2, AtLeast(2), Severity.SOON)
    assert now.reason == "We looked at it together."
    assert RuleVersion.objects.filter(key="phq-9-item-9").count() == 2
    event = AuditEvent.objects.filter(verb="rule.changed").latest("id")
    assert (event.actor, event.detail) == (str(lena.account_id), {"rule": "phq-9-item-9", "version": 2})
    assert "We looked at it together." in words(lena.client.get(url("phq-9-item-9")))


def test_the_threshold_of_a_change_keeps_what_it_is_held_against(lena: Person) -> None:
    assert change(lena, "loneliness-rises", threshold="2").status_code == 302
    assert rule("loneliness-rises").condition == RisesBy(2, "first")
    refused = change(lena, "control-falls", threshold="11")
    assert "Expected at most 10, which is all of the scale." in words(refused)


def test_phrases_change_by_language_and_another_begins(lena: Person) -> None:
    before = rule("words-threat").condition
    assert isinstance(before, Phrases)
    sent = {"phrases-sv": "hotar mig\r\n\r\n  utpressning ", "language": "FI", "phrases-new": "uhkaa minua"}
    assert change(lena, "words-threat", **sent).status_code == 302
    now = rule("words-threat").condition
    assert isinstance(now, Phrases)
    assert now.phrases["sv"] == ["hotar mig", "utpressning"]
    assert now.phrases["fi"] == ["uhkaa minua"]
    assert (now.phrases["en"], now.phrases["de"]) == (before.phrases["en"], before.phrases["de"])
    assert change(lena, "words-threat", **{"phrases-de": ""}).status_code == 302
    assert set(rule("words-threat").condition.phrases) == {"en", "sv", "fi"}  # type: ignore[union-attr]


def test_a_rule_can_be_switched_off_and_on(lena: Person) -> None:
    fields = form_of(lena.client.get(url("alone-often")), "main form")
    del fields["active"]
    lena.client.post(url("alone-often"), fields | {"reason": "Too many."})
    assert not rule("alone-often").active
    assert "Off" in row_of(lena.client.get(LIST), "Often alone")
    change(lena, "alone-often", active="on")
    assert (rule("alone-often").active, rule("alone-often").version) == (True, 3)


def test_a_dangerous_question_without_a_rule_is_pointed_out(lena: Person) -> None:
    warning = "This is asked, and nobody hears of the answer"
    assert warning not in words(lena.client.get(LIST))
    for key, expected in (("worry-very", 0), ("worry-quite", 1), ("phq-9-item-9", 2)):
        fields = form_of(lena.client.get(url(key)), "main form")
        del fields["active"]
        lena.client.post(url(key), fields | {"reason": "For now."})
        assert words(lena.client.get(LIST)).count(warning) == expected
    said = words(lena.client.get(LIST))
    assert "Your week, “How worried were you that you might harm a child?”: switch a rule on" in said


def test_the_incident_steps_are_the_clinics(lena: Person) -> None:
    assert change(lena, "pointer", incident_steps="Do not open it.\nRing the supervisor.").status_code == 302
    assert rule("pointer").incident_steps == ("Do not open it.", "Ring the supervisor.")
    said = words(change(lena, "pointer", incident_steps=""))
    assert "say what staff do, and never do, with such an address" in said


REFUSED = [
    ("phq-9-item-9", {"reason": ""}, "Please say why you change it."),
    ("phq-9-item-9", {"threshold": "4"}, "Expected a number from 0 to 3."),
    ("phq-9-item-9", {"threshold": "much"}, "Enter a number."),
    ("phq-9-item-9", {"severity": "look"}, "such a rule never interrupts anybody"),
    ("worry-very", {"participant_sees": "questions"}, "which they are about"),
    ("check-in-silent", {"threshold": "0"}, "must be a whole number, 1 or more."),
    ("words-threat", {"phrases-en": "ow"}, "too short to mean one thing"),
    ("control-low", {"act_within_hours": "0"}, "greater than or equal to 1"),
]


@pytest.mark.parametrize(("key", "changes", "said"), REFUSED)
def test_what_is_no_rule_is_said_and_nothing_is_lost(
    lena: Person, key: str, changes: dict[str, str], said: str
) -> None:
    changes = {"reason": "A long thought.", **changes}
    response = change(lena, key, **changes)
    assert response.status_code == 200
    assert said in words(response)
    back = form_of(response, "main form")
    assert {name: back[name] for name in changes} == changes
    assert rule(key).version == 1


def test_two_leads_do_not_overwrite_each_other(lena: Person) -> None:
    old = form_of(lena.client.get(url("phq-9-severe")), "main form")
    change(lena, "phq-9-severe", threshold="22")
    response = lena.client.post(url("phq-9-severe"), old | {"threshold": "18", "reason": "Mine."})
    assert response.status_code == 409
    assert "Somebody has changed this rule meanwhile." in words(response)
    again = form_of(response, "main form")
    assert (again["threshold"], again["reason"], again["version"]) == ("18", "Mine.", "2")
    assert lena.client.post(url("phq-9-severe"), again).status_code == 302
    assert (rule("phq-9-severe").condition, rule("phq-9-severe").version) == (AtLeast(18), 3)


def test_words_outlive_a_lost_session(lena: Person) -> None:
    fields = form_of(lena.client.get(url("words-harm")), "main form") | {
        "reason": "A long thought.",
        "phrases-sv": "ny",
    }
    assert Client().post(url("words-harm"), fields).status_code == 302
    assert rule("words-harm").version == 1
    kept = RescuedText.objects.get(account_id=lena.account_id)
    back = form_of(lena.client.get(f"{url('words-harm')}?rescued={kept.pk}"), "main form")
    assert (back["reason"], back["phrases-sv"]) == ("A long thought.", "ny")


def test_only_the_lead_reaches_them(
    lena: Person, therese: Person, stina: Person, olle: Person, anna: Person, stranger: Client
) -> None:
    for place in (LIST, "/staff/rules/eight-weeks/", url("pointer")):
        for person in (therese, stina, olle, anna):
            assert person.client.get(place).status_code == 404, (person.name, place)
        assert stranger.get(place)["Location"].startswith("/staff/sign-in/")
        assert lena.client.put(place).status_code == 405
    assert stina.client.post(url("pointer"), {"reason": "x"}).status_code == 404
    assert Account.objects.get(pk=lena.account_id).is_lead
    assert "/staff/rules/" in lena.client.get(LIST).content.decode()
    assert 'href="/staff/rules/"' not in stina.client.get("/staff/inbox/").content.decode()


@pytest.mark.parametrize("place", ["/staff/rules/no-such/", url("no-such"), "/staff/rules/no-such/pointer/"])
def test_what_is_not_there(lena: Person, place: str) -> None:
    assert lena.client.get(place).status_code == 404


def test_the_list_costs_the_same_with_many_alerts(
    lena: Person, anna: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lena.client.get(LIST)
    for _time in range(3):
        alert_of(anna)
    with django_assert_num_queries(7):
        lena.client.get(LIST)
