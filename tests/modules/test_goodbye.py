"""The last page: for those at the end, and for those who have left."""

import pytest
from django.test import Client

from program import clock
from program.actions import leaving
from program.models import Enrolment, EnrolmentState
from tests.people import Person
from tests.therapist import desk

pytestmark = pytest.mark.django_db
GOODBYE = "/goodbye/"


def end(person: Person, state: EnrolmentState) -> None:
    today = clock.today()
    Enrolment.objects.filter(pk=person.enrolment.pk).update(state=state, ended_on=today, closes_on=today)


def shown(person: Person, path: str = GOODBYE) -> str:
    response = person.client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("state", [EnrolmentState.COMPLETED, EnrolmentState.CLOSED, EnrolmentState.WITHDRAWN])
def test_it_says_what_can_be_kept_and_what_stays(state: EnrolmentState, anna: Person) -> None:
    end(anna, state)
    html = shown(anna)
    for href in ("/account/copy/", "/messages/all/", "/progress/plan/", "/account/erase/", "/help/"):
        assert f'href="{href}"' in html.split("<main")[1]
    assert ("your therapist can read them too" in html) is (state == EnrolmentState.COMPLETED)
    assert 'href="/goodbye/"' in shown(anna, "/home/")


def test_nobody_else_is_told_goodbye(anna: Person, sol: Person) -> None:
    for person in (anna, sol):
        assert person.client.get(GOODBYE)["Location"] == "/home/"


def test_it_is_closed_to_staff_and_strangers(therese: Person, stranger: Client, anna: Person) -> None:
    assert therese.client.get(GOODBYE).status_code == 404
    assert stranger.get(GOODBYE).status_code == 302
    assert anna.client.post(GOODBYE).status_code == 405


class TestLeft:
    def test_home_promises_what_is_still_answered_and_asks_nothing(self, anna: Person, therese: Person) -> None:
        assert leaving.leave(journey=anna.journey, by=anna.account_id)
        html = shown(anna, "/home/")
        assert "<h1>You have left the programme</h1>" in html
        assert "Week 1: your letter" in html
        assert "is waiting for you" not in html.split("Your weeks")[0]
        assert 'action="/account/take-part-again/"' in html

    def test_a_letter_that_came_is_told(self, anna: Person, therese: Person) -> None:
        leaving.leave(journey=anna.journey, by=anna.account_id)
        desk.send(anna, therese, step=desk.STEP)
        assert 'href="/week/1/letter/">A letter has come: Week 1</a>' in shown(anna, "/home/")
        assert "Thank you" in shown(anna)

    def test_the_way_back_is_one_button(self, anna: Person) -> None:
        leaving.leave(journey=anna.journey, by=anna.account_id)
        assert anna.client.post("/account/take-part-again/").status_code == 302
        assert "<h1>Week 2:" in shown(anna, "/home/")
