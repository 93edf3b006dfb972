"""A reminder address: off unless asked for, confirmed, kept apart, told little, and gone with the programme."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

import program.models
from program import clock, notify, tasks
from program.actions import joining
from program.contacts import book
from program.contacts.models import Contact
from program.models import AuditEvent, Notice, NoticeKind, OutboxKind, OutboxRow
from tests import people, thief
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import words
from vault import padding

pytestmark = pytest.mark.django_db
PAGE = "/account/reminders/"
ADDRESS = "Heron.Somebody@mail.example"


def ask(person: Person, address: str = ADDRESS) -> Any:
    return person.client.post(PAGE, {"address": address, "passphrase": person.secret})


def send(hour: int = 23) -> int:
    """What has left by this hour of the programme's day."""
    midnight = datetime.combine(clock.today(), datetime.min.time(), people.programme().zone)
    return notify.deliver(midnight + timedelta(hours=hour, minutes=59))


def code_in_the_mail() -> str:
    found = re.match(r"\d{6}", str(mail.outbox[-1].body))
    assert found
    return found[0]


def confirm(person: Person) -> None:
    ask(person)
    notify.deliver()
    assert person.client.post(f"{PAGE}code/", {"code": code_in_the_mail()})["Location"] == PAGE
    mail.outbox.clear()


def days_later(days: int) -> None:
    Contact.objects.update(told_on=clock.today() - timedelta(days=days))


def test_it_is_off_and_the_calendar_comes_first(anna: Person) -> None:
    page = words(anna.client.get(PAGE))
    assert 0 < page.index("calendar") < page.index("By mail") < page.index("The risk, said plainly")
    assert not Contact.objects.exists()


def test_an_address_counts_once_its_owner_typed_the_code_back(anna: Person) -> None:
    assert ask(anna)["Location"] == PAGE
    assert notify.deliver() == 1
    letter = mail.outbox[0]
    assert letter.to == [ADDRESS]
    wrong = anna.client.post(f"{PAGE}code/", {"code": "000000"})
    assert "That is not the code" in wrong.content.decode()
    assert (
        anna.client.post(f"{PAGE}code/", {"code": f" {code_in_the_mail()[:3]} {code_in_the_mail()[3:]}"}).status_code
        == 302
    )
    assert Contact.objects.get().confirmed_on == clock.today()
    page = anna.client.get(PAGE).content.decode()
    assert "Reminders go to the address" in page
    assert "mail.example" not in page, "It is shown to nobody, not over a shoulder either."
    verbs = set(AuditEvent.objects.filter(verb__startswith="reminder.").values_list("verb", flat=True))
    assert verbs == {"reminder.asked", "reminder.confirmed"}


def test_a_mail_names_nobody_and_nothing(anna: Person, therese: Person) -> None:
    confirm(anna)
    desk.send(anna, therese)
    Notice.objects.update(on_day=clock.today() - timedelta(days=1))
    days_later(1)
    notify.plan()
    assert send() == 1
    (letter,) = mail.outbox
    assert (letter.subject, letter.body) == ("Reading", "There is something new for you to read.")
    sent = letter.message().as_string()
    assert not re.search(
        r"https?:|waymark(?!@)|anna|therap|letter|week|Message-ID: <[^>]*[0-9a-f]{8}-[0-9a-f]{4}", sent, re.I
    )


def test_a_typing_mistake_reaches_a_stranger_once(anna: Person) -> None:
    for _ in range(3):
        ask(anna)
        notify.deliver()
    assert len(mail.outbox) == 1
    assert anna.client.post(f"{PAGE}code/", {"code": code_in_the_mail()}).status_code == 302, "The first code counts."


def test_nothing_but_the_code_goes_to_an_address_that_is_not_confirmed(anna: Person, therese: Person) -> None:
    ask(anna)
    notify.deliver()
    desk.send(anna, therese)
    for days in (1, 3):
        with people.days_ago(-days):
            tasks.remind()
            send()
    assert len(mail.outbox) == 1
    assert not Contact.objects.exists(), "It was never confirmed."


def test_what_happened_today_is_told_tomorrow_at_an_hour_of_its_own(anna: Person, therese: Person) -> None:
    confirm(anna)
    days_later(1)
    desk.send(anna, therese)
    assert notify.plan() == 0
    with people.days_ago(-1):
        assert notify.plan() == 1
        assert notify.plan() == 0, "At most one a day."
        row = OutboxRow.objects.get(kind=OutboxKind.REMIND_MAIL)
        leaves = notify.leaves_at(row).astimezone(people.programme().zone)
        assert leaves.date() == clock.today()
        assert 8 <= leaves.hour < 20
        assert notify.deliver(leaves - timedelta(minutes=1)) == 0
        assert notify.deliver(leaves) == 1
        assert notify.deliver(leaves + timedelta(minutes=1)) == 0
    with people.days_ago(-2):
        assert notify.plan() == 0, "It was told."


def test_each_day_has_another_minute(anna: Person) -> None:
    rows = [
        OutboxRow(key=f"remind:x:{day}", kind=OutboxKind.REMIND_MAIL, account=anna.account, due_on=clock.today())
        for day in range(30)
    ]
    assert len({notify.leaves_at(row) for row in rows}) > 20


def test_a_week_that_opened_is_told_on_its_day(anna: Person) -> None:
    confirm(anna)
    days_later(1)
    Notice.objects.all().delete()
    Notice.objects.create(key="x", account=anna.account, kind=NoticeKind.WEEK_OPEN, week=2, on_day=clock.today())
    assert notify.plan() == 1


def test_what_was_read_meanwhile_is_not_told(anna: Person, therese: Person) -> None:
    confirm(anna)
    desk.send(anna, therese)
    Notice.objects.update(on_day=clock.today() - timedelta(days=1))
    days_later(1)
    assert notify.plan() == 1
    Notice.objects.update(read=True)
    assert send() == 0
    assert not mail.outbox


def test_a_mail_server_that_is_away_costs_nothing_and_one_that_breaks_sends_none_twice(
    anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(anna)

    def broken(*_args: Any, **_more: Any) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.open", broken, raising=False)
        assert notify.deliver() == 0
    assert OutboxRow.objects.filter(kind=OutboxKind.REMIND_CODE, done_on=None).exists()
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)
        assert notify.deliver() == 0
    assert notify.deliver() == 0, "Nobody knows how far the first one came."
    assert not mail.outbox


def test_a_deleted_address_leaves_nothing(anna: Person, therese: Person) -> None:
    confirm(anna)
    desk.send(anna, therese)
    Notice.objects.update(on_day=clock.today() - timedelta(days=1))
    days_later(1)
    notify.plan()
    assert anna.client.post(f"{PAGE}delete/")["Location"] == PAGE
    assert not Contact.objects.exists()
    assert send() == 0
    assert AuditEvent.objects.filter(verb="reminder.removed").count() == 1


def test_it_goes_with_the_programme_and_with_everything(anna: Person) -> None:
    confirm(anna)
    anna.client.post("/account/leave-programme/")
    assert not Contact.objects.exists()
    anna.client.post("/account/take-part-again/")
    confirm_again = book.standing(anna.account_id)
    assert confirm_again is None
    ask(anna, "other@mail.example")
    joining.erase(account=anna.account, today=clock.today())
    assert not Contact.objects.exists()
    assert not OutboxRow.objects.filter(kind__in=book.KINDS).exists()


def test_a_thief_of_the_database_reads_no_address_and_no_length_of_it(anna: Person) -> None:
    ask(anna)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM program_contact")
        loot = b"|".join(thief.raw(cell) for row in cursor.fetchall() for cell in row)
    assert loot
    assert not thief.found([ADDRESS, ADDRESS.lower(), "mail.example"], loot)
    assert len(Contact.objects.get().address or b"") > padding.KIB
    assert not hasattr(program.models, "Contact"), "Nobody stumbles over it."
    assert ADDRESS.lower() not in str(list(OutboxRow.objects.values_list("key", flat=True)))


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"address": "not an address"}, "does not look like"), ({"passphrase": "not mine"}, "Nothing has been changed")],
)
def test_bad_input_is_answered_and_nothing_is_lost(fields: dict[str, str], said: str, anna: Person) -> None:
    page = anna.client.post(PAGE, {"address": ADDRESS, "passphrase": anna.secret} | fields).content.decode()
    assert said in page
    assert fields.get("address", ADDRESS) in page
    assert not Contact.objects.exists()


def test_codes_are_not_guessed(anna: Person) -> None:
    ask(anna)
    for _ in range(7):
        page = anna.client.post(f"{PAGE}code/", {"code": "000000"}).content.decode()
    assert "Please wait" in page


def test_it_is_for_its_owner_only(anna: Person, sol: Person, therese: Person, stranger: Client) -> None:
    confirm(anna)
    assert "The risk, said plainly" in sol.client.get(PAGE).content.decode()
    for path in (PAGE, f"{PAGE}calendar/"):
        assert therese.client.get(path).status_code == 404
        assert stranger.get(path)["Location"].startswith("/sign-in/")
    for path in (f"{PAGE}code/", f"{PAGE}delete/"):
        assert anna.client.get(path).status_code == 405
        assert therese.client.post(path).status_code == 404
    sol.client.post(f"{PAGE}delete/")
    assert Contact.objects.count() == 1
