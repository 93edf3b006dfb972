"""The daily mail: for whoever wants it, once, at the programme's time, where something waits, and about nobody."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from program import clock, tasks
from program.actions import own_desk
from program.actions.alerts import acknowledge
from program.choices import OutcomeKind, Severity
from program.models import Account, AuditEvent, CaseGrant, ClosingDay, OutboxRow, Program, Promise
from tests.people import Person
from tests.program.alerts import alert_of
from tests.program.staff_pages import ACCOUNT
from tests.therapist import desk
from tests.therapist.test_debriefs import wish
from therapist.actions.daily import plan_daily_mails
from therapist.models import SecondReading
from therapist.tasks import remind_staff

pytestmark = pytest.mark.django_db

URL = "/staff/account/daily-mail/"


@pytest.fixture
def at(programme: Program) -> Iterator[Any]:
    """Moves the clock to a time of the next Monday, by the programme's clock."""
    today = clock.today(programme.zone)
    monday = today + timedelta(days=7 - today.weekday())
    with time_machine.travel(datetime.now(UTC), tick=False) as traveller:

        def go(hour: int, minute: int = 0, day: date = monday) -> date:
            traveller.move_to(datetime.combine(day, time(hour, minute), tzinfo=programme.zone))
            return day

        yield go


def want(*everybody: Person) -> None:
    for person in everybody:
        own_desk.set_daily_mail(account=person.account, wanted=True)


def told() -> list[str]:
    remind_staff()
    return [address for message in mail.outbox for address in message.to]


def test_nobody_gets_it_unasked(anna: Person, therese: Person, at: Any) -> None:
    at(9)
    assert told() == []


def test_it_comes_once_at_its_time(anna: Person, therese: Person, at: Any) -> None:
    want(therese)
    at(7, 59)
    assert told() == []
    for minute in (0, 5, 30):
        at(8, minute)
        assert told() == [therese.name]
    at(8, day=at(8) + timedelta(days=1))
    assert told() == [therese.name] * 2


def test_it_says_one_sentence_and_where_to_sign_in(anna: Person, therese: Person, at: Any, settings: Any) -> None:
    settings.STAFF_SIGN_IN = "https://desk.clinic.example/staff/"
    want(therese)
    at(8)
    told()
    (message,) = mail.outbox
    assert message.subject == "Waymark: something waits for you"
    assert message.body == (
        "Something waits for you on the desk. https://desk.clinic.example/staff/ This mail says no more."
    )
    assert not any(sign.isdigit() for sign in f"{message.subject}{message.body}")
    for word in (anna.participant.alias, "Therese", "week", "letter", "alert"):
        assert word not in f"{message.subject}{message.body}".casefold()


def test_nothing_is_said_when_nothing_waits(anna: Person, therese: Person, tom: Person, at: Any) -> None:
    want(therese, tom)
    day = at(8)
    assert told() == [therese.name]
    Promise.objects.update(kept_on=day)
    at(8, day=day + timedelta(days=1))
    assert told() == [therese.name]


def test_cover_and_alerts_count_and_late_answers_for_supervisors(
    anna: Person, therese: Person, tom: Person, stina: Person, at: Any
) -> None:
    want(therese, tom, stina)
    day = at(8)
    Promise.objects.update(kept_on=day)
    alert = alert_of(anna, Severity.LOOK)
    assert sorted(told()) == [stina.name, therese.name]
    mail.outbox.clear()
    acknowledge(alert=alert, key=None, outcome=OutcomeKind.NOTHING, false_alarm=False, note="", by=therese.account)
    at(8, day=day + timedelta(days=1))
    assert told() == []
    Promise.objects.update(kept_on=None, due_on=day)
    CaseGrant.objects.update(case_key=None, last_day=day)
    at(8, day=day + timedelta(days=2))
    assert told() == [stina.name]


def test_a_letter_to_read_and_a_wish_to_talk_count(
    anna: Person, therese: Person, tom: Person, stina: Person, at: Any
) -> None:
    want(therese, tom, stina)
    day = at(8)
    Promise.objects.update(due_on=day)
    desk.ask_to_read(anna, therese, tom)
    assert sorted(told()) == [therese.name, tom.name]
    SecondReading.objects.update(outcome="back", done_on=day)
    Promise.objects.update(kept_on=day)
    mail.outbox.clear()
    at(8, day=day + timedelta(days=1))
    assert told() == []
    wish(anna, therese)
    at(8, day=day + timedelta(days=2))
    assert told() == [stina.name]
    assert "Something waits for you on the desk." in str(mail.outbox[0].body)


@pytest.mark.parametrize("why", ["weekend", "closed", "late", "suspended", "left"])
def test_not_on_a_free_day_nor_late_nor_to_whoever_is_away(
    why: str, anna: Person, therese: Person, programme: Program, at: Any
) -> None:
    want(therese)
    day = at(8)
    if why == "weekend":
        at(8, day=day + timedelta(days=5))
    elif why == "closed":
        ClosingDay.objects.create(program=programme, day=day)
    elif why == "late":
        at(12)
    elif why == "suspended":
        Account.objects.filter(pk=therese.account_id).update(is_active=False)
    else:
        own_desk.set_daily_mail(account=therese.account, wanted=False)
    assert told() == []


def test_the_time_is_the_programmes(anna: Person, therese: Person, programme: Program, at: Any) -> None:
    Program.objects.update(daily_mail_at=time(10, 30))
    want(therese)
    at(10, 29)
    assert told() == []
    at(10, 30)
    assert told() == [therese.name]


def test_of_two_sweeps_one_tells(anna: Person, therese: Person, at: Any) -> None:
    want(therese)
    at(8)
    assert [plan_daily_mails(), plan_daily_mails()] == [1, 0]
    OutboxRow.objects.update(done_on=None)
    tasks.escalate()
    assert len(mail.outbox) == 1
    assert OutboxRow.objects.get().done_on == clock.today()


def test_statements_do_not_grow_with_the_staff(
    anna: Person, therese: Person, tom: Person, stina: Person, at: Any, django_assert_num_queries: Any
) -> None:
    want(therese, tom, stina)
    at(8)
    # Savepoints, programmes, closing days, colleagues, those told, their cases, alerts, late ones, rows.
    with django_assert_num_queries(10):
        plan_daily_mails()


# The account page


def test_it_is_switched_on_and_off_on_the_account_page(therese: Person) -> None:
    page = therese.client.get(ACCOUNT).content.decode()
    assert "Tell me by mail, once a day" in page
    assert "08:00" in page
    for _click in range(2):
        assert therese.client.post(URL, {"daily_mail": "on"})["Location"] == ACCOUNT
    assert Account.objects.filter(pk=therese.account_id, daily_mail=True).exists()
    assert "checked" in therese.client.get(ACCOUNT).content.decode()
    therese.client.post(URL, {})
    assert Account.objects.filter(pk=therese.account_id, daily_mail=False).exists()
    verbs = AuditEvent.objects.filter(actor=str(therese.account_id), verb__startswith="daily-mail")
    assert list(verbs.order_by("id").values_list("verb", flat=True)) == ["daily-mail.on", "daily-mail.off"]


def test_it_is_for_the_clinical_staff(anna: Person, arne: Person, stranger: Client, therese: Person) -> None:
    assert "Daily mail" not in arne.client.get(ACCOUNT).content.decode()
    assert arne.client.post(URL, {"daily_mail": "on"}).status_code == 404
    assert anna.client.post(URL, {"daily_mail": "on"}).status_code == 404
    assert stranger.post(URL)["Location"].startswith("/staff/sign-in/")
    assert therese.unverified.post(URL)["Location"].startswith("/staff/")
    assert therese.client.get(URL).status_code == 405
