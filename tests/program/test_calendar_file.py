"""The calendar file: all-day events with one neutral word, on the days on which weeks open."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program import clock
from program.calendar_file import Opening, calendar, openings
from tests import people
from tests.people import Person

PAGE = "/account/reminders/calendar/"
DAYS = st.lists(st.dates(date(2020, 1, 1), date(2099, 12, 31)), max_size=9)


@pytest.mark.django_db
def test_it_holds_every_opening_to_come_and_nothing_that_leads_here(anna: Person) -> None:
    answer = anna.client.get(PAGE)
    text = answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="reading.ics"'
    assert answer["Content-Type"].startswith("text/calendar")
    assert text.count("SUMMARY:Reading\r\n") == text.count("BEGIN:VEVENT") == 7
    assert f"DTSTART;VALUE=DATE:{clock.today() + timedelta(days=6):%Y%m%d}\r\n" in text
    assert not [
        word
        for word in ("http", "LOCATION", "DESCRIPTION", "URL", "Waymark", "week", str(anna.account_id))
        if word in text
    ]


@pytest.mark.django_db
def test_before_the_beginning_and_in_a_pause_there_is_no_day(anna: Person, sol: Person) -> None:
    assert openings(sol.journey) == []
    assert "no day to come" in sol.client.get("/account/reminders/").content.decode()
    anna.client.post("/account/pause/")
    assert openings(anna.journey) == []


@pytest.mark.django_db
def test_a_newer_file_moves_what_an_older_one_brought(sol: Person) -> None:
    people.begin(sol)
    first = [line for line in sol.client.get(PAGE).content.decode().split("\r\n") if line.startswith("UID")]
    assert len(first) == len(set(first)) == 8
    assert first == [line for line in sol.client.get(PAGE).content.decode().split("\r\n") if line.startswith("UID")]


@pytest.mark.django_db
@given(days=DAYS, words=st.text(st.characters(categories=["L", "P", "Zs"]), min_size=1, max_size=20))
def test_any_days_and_word_make_a_file_that_calendars_read(days: list[date], words: str) -> None:
    text = calendar([Opening(n, day) for n, day in enumerate(days)], owner="x", words=words, today=date(2026, 11, 22))
    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(days)
    assert len({line for line in lines if line.startswith("UID:")}) == len(days)
    assert all(len(line.encode()) <= 75 for line in lines)
