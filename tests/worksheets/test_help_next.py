"""After an answer of danger: what to do first, whom to call, one's own plan, who reads it and when."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from program.actions import alerts
from program.alerting import Step
from program.choices import Continent, Door, Duty, OutcomeKind, Severity
from program.models import Alert, AuditEvent, CrisisLine, DutyShift, Participant, Program
from tests import people
from tests.people import Person
from tests.program.alerts import SENTENCE, alert_of, put_on_duty
from tests.worksheets.pages import soup, words
from worksheets.actions import drafts
from worksheets.models import Response, WorksheetVersion

pytestmark = pytest.mark.django_db
PLAN = {
    "signs": "I stay up late",
    "safety_plan": [{"if": "I lie awake", "then": "get up and put the light on"}],
    "safe_people": [{"who": "My sister", "how": "By phone"}],
    "safe_place": "The library",
}


def url(alert: Alert) -> str:
    return reverse("worksheets:help-next", args=[alert.pk])


def shown(person: Person, alert: Alert) -> Any:
    response = person.client.get(url(alert))
    assert response.status_code == 200
    return response


@pytest.fixture
def watched(therese: Person, stina: Person) -> None:
    """Somebody is on duty, at every hour of every day."""
    put_on_duty(therese, None, by=stina)
    Program.objects.update(duty_days=0b1111111, duty_from=time(0), duty_until=time(23, 59, 59))


def write_plan(person: Person, answers: dict[str, Any], *, base: int = 0) -> None:
    """Saved as a draft of week 1, which nobody else reads."""
    journey = person.journey
    version = WorksheetVersion.objects.get(edition=journey.enrolment.edition, week=1)
    drafts.save_draft(
        participant=journey.enrolment.participant,
        version=version,
        week=1,
        key=person.case_key,
        answers=answers,
        base=base,
        form_key=uuid4(),
        by=person.account_id,
    )


@pytest.mark.parametrize("door", list(Door))
def test_the_door_that_fits_stands_first_and_open_the_others_closed_below(door: Door, anna: Person) -> None:
    page = soup(shown(anna, alert_of(anna, door=door)))
    doors = page.select("details.door")
    assert [each.select(".door-title")[0].get_text() for each in doors][0] == str(door.label)
    assert [each.has_attr("open") for each in doors] == [True, False, False, False]


def test_it_thanks_and_says_that_everything_is_saved(anna: Person) -> None:
    said = words(shown(anna, alert_of(anna)))
    assert said.startswith("Thank you for saying this Everything you wrote is saved.")
    assert SENTENCE not in said


def test_their_own_part_of_the_world_stands_first_and_what_fits_the_door(anna: Person) -> None:
    alert = alert_of(anna, door=Door.HARM)
    page = soup(shown(anna, alert))
    assert [link.get_text() for link in page.select(".regions [aria-current]")] == ["Europe"]
    [link] = [link for link in page.select(".regions a") if link.get_text() == "United Kingdom"]
    page = soup(anna.client.get(url(alert) + str(link["href"])))
    assert page.select("h1")[0].get_text() == "Thank you for saying this"
    uk = [link.get_text() for link in page.select(".call-number") if link.get_text() in {"116 123", "0808 1000 900"}]
    assert uk[-2:] == ["0808 1000 900", "116 123"]


def test_it_works_without_a_part_of_the_world_and_without_numbers(anna: Person) -> None:
    Participant.objects.update(continent=Continent.UNSAID)
    alert = alert_of(anna)
    assert "Where are you?" in words(shown(anna, alert))
    CrisisLine.objects.all().delete()
    assert "Please call the emergency number of the country you are in" in words(shown(anna, alert))


# The plan


def test_without_a_plan_it_says_where_one_can_be_written(sol: Person) -> None:
    page = shown(sol, alert_of(sol))
    assert "You have not written one yet." in words(page)
    assert soup(page).select('a[href="/help/plan/write/"]')


def test_the_plan_comes_back_in_their_own_words_even_from_a_draft(sol: Person) -> None:
    people.begin(sol)
    write_plan(sol, {**PLAN, "goals": [{"goal": "Ring my cousin", "sign": ""}]})
    said = words(shown(sol, alert_of(sol)))
    for piece in ("I stay up late", "get up and put the light on", "My sister", "The library"):
        assert piece in said
    assert "Ring my cousin" not in said
    assert "You have not written one yet" not in said


def test_the_newest_that_holds_any_of_it_is_shown(anna: Person) -> None:
    Response.objects.filter(participant=anna.account_id).delete()
    write_plan(anna, {"safe_place": "The library"})
    write_plan(anna, {"safe_place": "The café at the station"}, base=1)
    said = words(shown(anna, alert_of(anna)))
    assert "The café at the station" in said
    assert "The library" not in said
    write_plan(anna, {"safe_place": "", "mood": 3}, base=2)
    assert "You have not written one yet" in words(shown(anna, alert_of(anna)))


def test_what_was_sent_is_shown_too(anna: Person) -> None:
    said = words(shown(anna, alert_of(anna)))
    assert "Where can you go when you should not be alone? A quiet evening" in said


def test_an_address_in_it_is_masked_and_no_link(anna: Person) -> None:
    Response.objects.filter(participant=anna.account_id).delete()
    onion = f"{'a' * 56}.onion"
    write_plan(anna, {"safe_place": f"<a href='http://x'>x</a> {onion}"})
    page = shown(anna, alert_of(anna)).content.decode()
    assert onion not in page
    assert "<a href='http://x'>" not in page


# Who reads it, and when


def test_an_urgent_one_while_somebody_watches(anna: Person, watched: None) -> None:
    assert "Somebody on duty is told now." in words(shown(anna, alert_of(anna)))


def test_an_urgent_one_while_nobody_watches_says_when_somebody_does(
    anna: Person, therese: Person, stina: Person
) -> None:
    put_on_duty(therese, None, by=stina)
    Program.objects.update(duty_days=0b0011111, duty_from=time(9), duty_until=time(16))
    saturday = datetime(2030, 6, 1, 20, 0, tzinfo=UTC)
    DutyShift.objects.update(first_day=saturday.date(), last_day=saturday.date() + timedelta(days=30))
    alert = alert_of(anna)
    anna.client.get("/help/")
    with time_machine.travel(saturday, tick=False):
        said = words(people_again(anna).get(url(alert)))
    assert "Nobody is here to read this until Monday 3 June at 9:00 (Stockholm time)." in said
    assert "Please do not wait for us." in said


def people_again(person: Person) -> Client:
    """Signed in anew: the first session is over at that time."""
    client = Client()
    client.post("/sign-in/", {"name": person.name, "passphrase": person.secret})
    return client


def test_one_that_can_wait_names_the_therapist_and_the_day(anna: Person, watched: None) -> None:
    said = words(shown(anna, alert_of(anna, Severity.SOON)))
    assert "Your therapist reads this by " in said
    assert "If it gets worse before then, please do not wait for us." in said


def test_steps_of_the_clinic_name_somebody_else(anna: Person, watched: None) -> None:
    alert = alert_of(anna, Severity.SOON, steps=[Step(0, Duty.DUTY)])
    assert "Somebody on duty reads this by " in words(shown(anna, alert))
    alert = alert_of(anna, Severity.LOOK)
    assert "A supervisor reads this by " in words(shown(anna, alert))


def test_with_nobody_on_the_rota_nothing_is_promised(anna: Person) -> None:
    DutyShift.objects.all().delete()
    for severity in Severity:
        said = words(shown(anna, alert_of(anna, severity)))
        assert "We cannot say when somebody here reads this. Please do not wait for us." in said


def test_what_was_opened_is_said(anna: Person, therese: Person, watched: None) -> None:
    alert = alert_of(anna)
    alerts.see(alert=alert, by=therese.account)
    assert "Somebody here has opened this." in words(shown(anna, alert))
    alerts.acknowledge(
        alert=alert, key=anna.case_key, outcome=OutcomeKind.NOTHING, false_alarm=True, note="", by=therese.account
    )
    said = words(shown(anna, alert))
    assert "Somebody here has opened this." in said
    assert "alarm" not in said.lower()


def test_short_questions_that_wait_are_offered(anna: Person, watched: None) -> None:
    page = shown(anna, alert_of(anna, grading=True))
    assert soup(page).select('a[href^="/questions/more/"]')
    assert "Somebody on duty is told in a few minutes." in words(page)
    assert not soup(shown(anna, alert_of(anna))).select('a[href^="/questions/more/"]')


# The way on, and the way here


def test_it_leads_on_and_names_the_limits(anna: Person) -> None:
    page = soup(shown(anna, alert_of(anna)))
    main = page.select("main")[0]
    assert main.select('a.button-primary[href="/home/"]')
    assert main.select('a[href="/limits/"]')


def test_questions_that_still_wait_are_one_step_away(sol: Person) -> None:
    assert soup(shown(sol, alert_of(sol))).select('main a[href="/questions/"]')


def test_no_rule_and_no_severity_is_named(anna: Person) -> None:
    said = words(shown(anna, alert_of(anna, title="Thoughts of being better off dead"))).lower()
    for word in ("thoughts of being", "urgent", "alert", "risk", "rule", "phq"):
        assert word not in said


def test_only_ones_own(anna: Person, sol: Person) -> None:
    alert = alert_of(anna)
    assert sol.client.get(url(alert)).status_code == 404
    assert anna.client.get(reverse("worksheets:help-next", args=[uuid4()])).status_code == 404


def test_strangers_sign_in_and_staff_find_nothing(anna: Person, therese: Person, stranger: Client) -> None:
    alert = alert_of(anna)
    response = stranger.get(url(alert))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/sign-in/")
    assert therese.client.get(url(alert)).status_code == 404


def test_it_takes_no_post_and_writes_nothing(anna: Person) -> None:
    alert = alert_of(anna)
    events = AuditEvent.objects.count()
    shown(anna, alert)
    assert AuditEvent.objects.count() - events <= 1  # the sign-in
    assert anna.client.post(url(alert)).status_code == 405
    alert.refresh_from_db()
    assert alert.seen_on is None


def test_queries_do_not_grow(anna: Person, watched: None) -> None:
    def queries(alert: Alert) -> int:
        shown(anna, alert)
        with CaptureQueriesContext(connection) as captured:
            shown(anna, alert)
        return len(captured)

    first = queries(alert_of(anna))
    for severity in Severity:
        assert queries(alert_of(anna, severity)) == first
    assert first <= 12
