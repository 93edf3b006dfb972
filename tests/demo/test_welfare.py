"""In the demo somebody would like to talk, and is told once a day that something waits."""

import pytest

from demo.alarms import raise_and_answer
from demo.people import THREATENED
from demo.welfare import look_after, look_after_everybody
from program import clock
from tests.people import Person
from therapist.models import Debrief


@pytest.mark.django_db
def test_one_wish_about_the_case_whose_alert_was_answered(anna: Person, therese: Person) -> None:
    look_after(therese.account, today=clock.today())
    assert not Debrief.objects.exists()
    raise_and_answer(THREATENED, anna.journey, anna.case_key, therese.account)
    for _again in range(2):
        look_after_everybody(today=clock.today())
    assert Debrief.objects.get().participant_id == anna.account_id
    assert therese.account.daily_mail
