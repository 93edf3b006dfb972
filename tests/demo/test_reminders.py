"""Somebody of the demo is reminded by mail, as soon as it is filled, in words that tell nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail

from demo import reminders
from demo.people import PARTICIPANTS
from program import clock
from program.contacts.models import Contact
from program.models import Notice
from tests.people import Person

pytestmark = pytest.mark.django_db


def test_the_one_who_is_reminded_has_a_letter_of_yesterday() -> None:
    (stage,) = [stage for stage in PARTICIPANTS if stage.name == reminders.WHO]
    assert (stage.unread_letter, stage.days_in_week) == (True, -1)


def test_a_code_and_a_reminder_that_names_nothing(anna: Person) -> None:
    reminders.give_an_address(anna.name, anna.journey)
    assert not Contact.objects.exists()
    journey, yesterday = anna.journey, clock.today() - timedelta(days=1)
    reminders.give_an_address(reminders.WHO, replace(journey, today=yesterday))
    Notice.objects.filter(account=anna.account_id).update(on_day=yesterday, read=False)
    assert reminders.send_what_is_due() == 2
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([reminders.ADDRESS], "Your code"),
        ([reminders.ADDRESS], "Reading"),
    ]
