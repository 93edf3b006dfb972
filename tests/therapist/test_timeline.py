"""The timeline of one case: all kinds in one order, page by page, each text once, and no more statements than that."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from program import clock
from program.actions import weeks
from tests import people
from tests.people import Person
from tests.program.alerts import alert_of
from tests.therapist import desk, notes, safety
from tests.therapist.notes import timeline_url
from tests.worksheets.pages import soup, words
from therapist import timeline
from therapist.timeline import Place, place_in

pytestmark = pytest.mark.django_db


def titles(person: Person, url: str) -> list[str]:
    """The first line of each entry, in the order of the page."""
    found = soup(person.client.get(url)).select(".case-timeline > li > .event-text")
    firsts = [entry.select_one("summary, p") for entry in found]
    return [first.get_text(" ", strip=True) for first in firsts if first]


def test_it_is_in_the_order_of_days_and_of_the_cases_counter(anna: Person, therese: Person) -> None:
    with people.days_ago(4):
        desk.ask(anna, "May I write at night?")
        notes.add(anna, therese)
        desk.answer(anna, therese, "You may.")
        desk.send(anna, therese)
    desk.correct_worksheet(anna)
    alias = anna.participant.alias
    assert titles(therese, timeline_url(anna)) == [
        "Corrected worksheet of week 1: Where I am",
        "Letter about week 1: Where I am",
        "Message from Therese",
        "Private note by Therese",
        f"Message from {alias}",
        "Worksheet of week 1: Where I am",
        "Began the programme",
    ]


def test_texts_stand_in_it(anna: Person, therese: Person) -> None:
    desk.ask(anna, "May I write at night?")
    desk.send(anna, therese)
    said = words(therese.client.get(timeline_url(anna)))
    for text in ("A quiet evening", "May I write at night?", "thank you for the quiet evening"):
        assert text in said


def test_what_was_not_sent_is_not_in_it(anna: Person, therese: Person) -> None:
    desk.save(anna, therese, "siskin-draft of a letter")
    desk.begin_worksheet(anna, 2, "siskin-draft of a worksheet")
    assert "siskin-draft" not in therese.client.get(timeline_url(anna)).content.decode()


def test_alerts_breaks_and_events_are_quiet_lines(anna: Person, therese: Person) -> None:
    alert = alert_of(anna)
    safety.record_event(anna, therese)
    with people.days_ago(3):
        weeks.pause(journey=anna.journey, by=anna.account_id)
    with people.days_ago(1):
        weeks.resume(journey=anna.journey, by=anna.account_id)
    page = therese.client.get(timeline_url(anna))
    said = words(page)
    assert "A break began" in said
    assert "Last day of the break" in said
    assert "Adverse event: Felt much worse than before" in said
    assert "(Nobody has seen it yet)" in said
    assert f"/staff/alerts/{alert.pk}/" in page.content.decode()
    assert safety.WORDS not in said


@pytest.mark.parametrize(
    ("show", "title"),
    [("worksheet", "Worksheet of"), ("letter", "Letter about"), ("message", "Message from"), ("note", "Private note")],
)
def test_one_kind_can_be_shown_alone(show: str, title: str, anna: Person, therese: Person) -> None:
    desk.ask(anna)
    notes.add(anna, therese)
    desk.send(anna, therese)
    found = titles(therese, f"{timeline_url(anna)}?show={show}")
    assert len(found) == 1
    assert found[0].startswith(title)


@pytest.mark.slow
def test_every_text_is_met_once_page_by_page(anna: Person, therese: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "PAGE", 3)
    alert_of(anna)
    for day in (5, 3, 3, 0):
        with people.days_ago(day):
            for number in range(2):
                desk.ask(anna, f"asked {day} {number}")
                notes.add(anna, therese, f"noted {day} {number}")
    desk.send(anna, therese)
    everything = titles(therese, timeline_url(anna))
    monkeypatch.setattr(timeline, "PAGE", 100)
    whole = titles(therese, timeline_url(anna))
    monkeypatch.setattr(timeline, "PAGE", 3)
    met, url = everything, timeline_url(anna)
    while link := soup(therese.client.get(url)).select_one("a[rel=next]"):
        url = f"{timeline_url(anna)}{link['href']}"
        met = met + titles(therese, url)
    assert met == whole
    assert len(met) == 16 + 4  # and the worksheet, the letter, the alert and the first day
    assert "Nothing is earlier than that." in words(therese.client.get(f"{timeline_url(anna)}?before={FIRST}"))


FIRST = Place(clock.today().replace(year=2000), 0, 0, "0" * 32)


@pytest.mark.parametrize(
    "wrong", ["x", "2026-13-40.1.1.x", "...", "2026-01-01.9.1", f"{FIRST}x", "2026-01-01.²." + "0" * 32]
)
def test_a_wrong_place_shows_the_newest(wrong: str, anna: Person, therese: Person) -> None:
    assert titles(therese, f"{timeline_url(anna)}?before={wrong}") == titles(therese, timeline_url(anna))


@pytest.mark.slow
@given(st.text(max_size=60))
def test_no_place_that_somebody_types_raises(text: str) -> None:
    found = place_in(text)
    assert found is None or place_in(str(found)) == found


def test_a_kind_that_there_is_none_of_is_not_found(anna: Person, therese: Person) -> None:
    assert therese.client.get(f"{timeline_url(anna)}?show=secrets").status_code == 404


def test_reading_it_is_written_down(anna: Person, therese: Person) -> None:
    therese.client.get(timeline_url(anna))
    assert desk.verbs(anna.account_id)[-1] == "case.read"


def test_a_case_that_has_not_begun_says_so(sol: Person, tom: Person) -> None:
    assert "Nothing of this kind yet." in words(tom.client.get(timeline_url(sol)))


def test_statements_do_not_grow_with_the_case(anna: Person, therese: Person) -> None:
    def statements() -> int:
        therese.client.get(timeline_url(anna))
        with CaptureQueriesContext(connection) as counted:
            therese.client.get(timeline_url(anna))
        return len(counted)

    desk.ask(anna)
    notes.add(anna, therese)
    desk.send(anna, therese)
    alert_of(anna)
    few = statements()
    for number in range(8):
        desk.ask(anna, f"asked {number}")
        notes.correct(anna, notes.add(anna, therese, f"noted {number}"), therese, f"better {number}")
    desk.correct_worksheet(anna)
    safety.record_event(anna, therese)
    assert statements() == few
    # Four of them ask whether something hard has to be said first.
    assert few <= 20
