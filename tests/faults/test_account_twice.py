"""The buttons of the account pressed several times at one moment."""

import pytest
from django.core import mail
from django.test import Client

from program import notify
from program.contacts.models import Contact
from program.models import CaseGrant, EnrolmentState, GrantKind, Pause
from tests.faults.test_twice import press, verbs
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import form_of, soup

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_leaving_and_taking_part_again(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    assert press(anna.client, "/account/leave-programme/").headers["Location"] == "/home/"
    assert anna.enrolment.state == EnrolmentState.WITHDRAWN
    assert Pause.objects.count() == verbs("programme.left") == 1
    assert press(anna.client, "/account/take-part-again/").headers["Location"] == "/home/"
    assert verbs("programme.come-back") == 1
    assert CaseGrant.objects.filter(kind=GrantKind.ASSIGNED, case_key__isnull=False).count() == 1


def test_making_a_new_recovery_code(anna: Person) -> None:
    path = "/account/recovery-code/"
    page = anna.client.post(path, {"passphrase": anna.secret})
    shown = soup(page).select_one(".secret-text")
    assert shown is not None
    code = shown.get_text(strip=True)
    assert press(anna.client, path, form_of(page, "main form") | {"code_part": code}).headers["Location"] == "/account/"
    assert Client().post("/recover/", {"name": anna.name, "code": code}).status_code == 302


def test_asking_for_reminders(anna: Person) -> None:
    fields = {"address": "heron@mail.example", "passphrase": anna.secret}
    press(anna.client, "/account/reminders/", fields)
    assert Contact.objects.count() == 1
    notify.deliver()
    notify.deliver()
    assert len(mail.outbox) == 1


def test_covering_the_page_later(anna: Person) -> None:
    press(anna.client, "/account/idle/", {"minutes": "15"})
    assert verbs("idle.set") == 1
