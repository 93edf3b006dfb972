"""Sending a letter at a day and hour of the programme's clock."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program import clock
from program.models import Promise
from tests.people import Person
from tests.therapist import desk
from therapist.leaving import LONGEST, at_hour, leaves
from therapist.models import Letter, LetterState
from therapist.sending_forms import LaterForm
from therapist.tasks import send_letters

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=STOCKHOLM)
DAY = timedelta(days=1)


def post(person: Person, url: str, **fields: Any) -> str:
    posted = {"text": desk.TEXT, "do": "send-later", "hour": "8"} | fields
    response = person.client.post(url, desk.form(person.client, url, **posted), follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def in_days(days: int) -> str:
    return (clock.today(STOCKHOLM) + days * DAY).isoformat()


def letter() -> Letter:
    return Letter.objects.get()


def test_it_leaves_at_that_hour_in_the_programme_s_time_zone(anna: Person, therese: Person) -> None:
    Promise.objects.update(due_on=clock.today() + 5 * DAY)
    page = post(therese, desk.letter_url(anna), day=in_days(2))
    day = clock.today(STOCKHOLM) + 2 * DAY
    assert f"leaves on {day:%A} {day.day} {day:%B} at 08:00." in page
    assert "The letter is on its way" in page
    assert letter().state == LetterState.LEAVING
    assert letter().leaves_at == at_hour(day, 8, STOCKHOLM)
    send_letters()
    assert letter().state == LetterState.LEAVING


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"day": ""}, "On which day is it to leave?"),
        ({"day": "soon"}, "Enter a valid date"),
        ({"day": "2020-01-01"}, "This hour is over."),
        ({"day": in_days(15)}, "A letter can wait for 14 days at most."),
        ({"day": in_days(1), "hour": "24"}, "Select a valid choice"),
        ({"day": in_days(1), "step": ""}, "The one step is still missing"),
        ({"day": in_days(1), "text": " "}, "The letter is still empty"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(
    posted: dict[str, str], said: str, anna: Person, therese: Person
) -> None:
    page = post(therese, desk.letter_url(anna), **posted)
    assert said in page
    assert letter().state == LetterState.DRAFT
    if "text" not in posted:
        assert "thank you for the quiet evening" in page


def test_after_the_promise_it_leaves_only_once_that_was_said(anna: Person, therese: Person) -> None:
    Promise.objects.update(due_on=clock.today())
    page = post(therese, desk.letter_url(anna), day=in_days(3))
    assert "The letter is promised by" in page
    assert "Let it leave after the promised day" in page
    assert letter().state == LetterState.DRAFT
    post(therese, desk.letter_url(anna), day=in_days(3), late="on", base="1")
    assert letter().state == LetterState.LEAVING


def test_where_nothing_is_promised_no_tick_is_asked_for(anna: Person, therese: Person) -> None:
    post(therese, desk.letter_url(anna, 2), day=in_days(3))
    assert letter().state == LetterState.LEAVING


def test_saving_does_not_look_at_the_day(anna: Person, therese: Person) -> None:
    page = post(therese, desk.letter_url(anna), do="save", day="soon", hour="x")
    assert "Enter a valid date" not in page
    assert letter().state == LetterState.DRAFT


def test_other_buttons_can_be_pressed_with_an_empty_day(anna: Person, therese: Person) -> None:
    page = therese.client.get(desk.letter_url(anna)).content.decode()
    assert "Send it later" in page
    assert " required" not in page.split('id="letter-form"')[1].split("</form>")[0]


@given(days=st.integers(-3, 20), hour=st.integers(0, 23), due=st.none() | st.integers(-3, 20), late=st.booleans())
def test_the_rule_of_days(days: int, hour: int, due: int | None, late: bool) -> None:
    """Later than now, within 14 days, and after the promised day only with the tick."""
    day = NOW.date() + days * DAY
    promised = None if due is None else NOW.date() + due * DAY
    posted = {"day": day.isoformat(), "hour": str(hour), **({"late": "on"} if late else {})}
    form = LaterForm(posted, now=NOW, zone=STOCKHOLM, due=promised)
    at = at_hour(day, hour, STOCKHOLM)
    is_late = promised is not None and day > promised
    assert form.is_valid() == (NOW < at <= NOW + LONGEST and (late or not is_late))
    if form.is_valid():
        assert form.at == at


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "in about a minute"),
        (60, "in about a minute"),
        (120, "in about 2 minutes"),
        (15 * 60, "in about 15 minutes"),
        (16 * 60, "on Monday 23 November at 09:46"),
        (24 * 3600, "on Tuesday 24 November at 09:30"),
    ],
)
def test_when_it_leaves_in_words(seconds: int, said: str) -> None:
    assert leaves(NOW + timedelta(seconds=seconds), NOW, STOCKHOLM) == said


@pytest.mark.parametrize(("hour", "days"), [(7, 0), (8, 1), (20, 1)])
def test_it_offers_the_next_morning(hour: int, days: int) -> None:
    form = LaterForm(now=NOW.replace(hour=hour, minute=0), zone=STOCKHOLM)
    assert (form["day"].value(), form["hour"].value()) == (NOW.date() + days * DAY, 8)
