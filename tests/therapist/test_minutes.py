"""Minutes of writing: heard beside the work, corrected by the one who wrote, shown to nobody else by name."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.models import AuditEvent, CaseGrant
from tests.people import Person
from tests.therapist import desk
from therapist import minutes
from therapist.actions import minutes as counting
from therapist.models import Letter, WritingTime

OWN = "/staff/own/"
CORRECT = "/staff/own/minutes/"


@pytest.fixture
def travel() -> Iterator[time_machine.Traveller]:
    """A clock that stands at noon until it is moved."""
    noon = datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)
    with time_machine.travel(noon, tick=False) as coordinates:
        yield coordinates


def counted(person: Person) -> list[tuple[int, int | None]]:
    rows = WritingTime.objects.filter(staff=person.account_id).order_by("pk")
    return list(rows.values_list("minutes", "corrected"))


def page(person: Person) -> str:
    return " ".join(person.client.get(OWN).content.decode().split())


def write(anna: Person, therese: Person, travel: Any, *, after: int, do: str = "save", **more: str) -> None:
    """Opened, and so many seconds later saved or sent, as without scripts."""
    fields = desk.form(therese.client, desk.letter_url(anna), text=desk.TEXT, do=do, **more)
    travel.shift(after)
    therese.client.post(desk.letter_url(anna), fields)


def rows_of(person: Person, number: int = 1) -> WritingTime:
    return WritingTime.objects.filter(staff=person.account_id).order_by("pk")[number - 1]


# Heard


def test_without_scripts_from_opening_to_sending(anna: Person, therese: Person, travel: Any) -> None:
    write(anna, therese, travel, after=9 * 60, do="send", step="The walk by the river.")
    assert Letter.objects.get().is_sent
    assert counted(therese) == [(9, None)]
    assert rows_of(therese).week_on == minutes.monday(clock.today())


def test_with_scripts_by_what_the_page_saves(anna: Person, therese: Person, travel: Any) -> None:
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text=desk.TEXT, autosave="1")
    for _beat in range(8):
        travel.shift(45)
        answer = therese.client.post(url, fields).json()
        fields["base"] = answer["base"]
        fields["text"] += " And on."
    assert counted(therese) == [(6, None)]


def test_opening_alone_counts_nothing(anna: Person, therese: Person, travel: Any) -> None:
    for _time in range(3):
        therese.client.get(desk.letter_url(anna))
        travel.shift(120)
    assert counted(therese) == []


def test_messages_count_too(anna: Person, therese: Person, travel: Any) -> None:
    desk.ask(anna)
    url = f"/staff/case/{anna.account_id}/messages/"
    fields = desk.form(therese.client, url, text="Yes.")
    travel.shift(180)
    therese.client.post(url, fields)
    assert counted(therese) == [(3, None)]


def test_a_case_that_is_not_ones_own_counts_nothing(anna: Person, tom: Person, travel: Any) -> None:
    assert tom.client.get(desk.letter_url(anna)).status_code == 404
    travel.shift(180)
    assert tom.client.post(desk.letter_url(anna), {}).status_code == 404
    assert not WritingTime.objects.exists()


def test_a_case_that_was_taken_away_meanwhile_counts_nothing(anna: Person, therese: Person, travel: Any) -> None:
    fields = desk.form(therese.client, desk.letter_url(anna), text=desk.TEXT, do="save")
    CaseGrant.objects.update(case_key=None, last_day=clock.today() - timedelta(days=1))
    travel.shift(180)
    therese.client.post(desk.letter_url(anna), fields)
    assert not WritingTime.objects.exists()


def test_a_new_week_is_another_row(anna: Person, therese: Person, travel: Any) -> None:
    last_week = minutes.monday(clock.today()) - minutes.WEEK
    counting.count(staff=therese.account_id, participant=anna.account_id, week_on=last_week, minutes=5)
    write(anna, therese, travel, after=120)
    assert counted(therese) == [(5, None), (2, None)]


def test_the_session_names_no_case(anna: Person, therese: Person, travel: Any) -> None:
    therese.client.get(desk.letter_url(anna))
    kept = therese.client.session[minutes.SESSION_KEY]
    assert str(anna.account_id) not in str(kept)
    assert anna.account_id.hex[:12] not in str(kept)


def test_nothing_of_it_is_left_after_signing_out(anna: Person, therese: Person, travel: Any) -> None:
    therese.client.get(desk.letter_url(anna))
    therese.client.post("/staff/sign-out/")
    assert not any(minutes.SESSION_KEY in row.get_decoded() for row in Session.objects.all())


def test_a_page_that_saves_often_writes_the_session_seldom(anna: Person, therese: Person, travel: Any) -> None:
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text=desk.TEXT, autosave="1")
    travel.shift(40)
    therese.client.post(url, fields)
    travel.shift(10)
    with CaptureQueriesContext(connection) as captured:
        therese.client.post(url, fields)
    assert not any("UPDATE" in query["sql"] and "django_session" in query["sql"] for query in captured.captured_queries)


# Corrected


@pytest.fixture
def counted_line(anna: Person, therese: Person) -> WritingTime:
    week_on = minutes.monday(clock.today())
    counting.count(staff=therese.account_id, participant=anna.account_id, week_on=week_on, minutes=14)
    return WritingTime.objects.get()


def post(person: Person, row: WritingTime, value: str) -> str:
    return person.client.post(CORRECT, {f"minutes-{row.pk}": value}, follow=True).content.decode()


def test_the_writer_sees_and_corrects_it(counted_line: WritingTime, anna: Person, therese: Person) -> None:
    html = page(therese)
    assert anna.participant.alias in html
    assert 'value="14"' in html
    assert "1 entry changed." in post(therese, counted_line, "20")
    assert counted(therese) == [(14, 20)]
    assert 'value="20"' in page(therese)
    assert AuditEvent.objects.filter(verb="minutes.corrected", actor=str(therese.account_id)).count() == 1


def test_the_same_again_changes_nothing(counted_line: WritingTime, therese: Person) -> None:
    assert "Nothing was changed." in post(therese, counted_line, "14")
    for _click in range(2):
        post(therese, counted_line, "20")
    assert AuditEvent.objects.filter(verb="minutes.corrected").count() == 1


def test_an_empty_box_takes_it_back(counted_line: WritingTime, therese: Person) -> None:
    post(therese, counted_line, "20")
    post(therese, counted_line, "")
    assert counted(therese) == [(14, None)]


def test_what_is_written_later_comes_on_top(counted_line: WritingTime, anna: Person, therese: Person) -> None:
    post(therese, counted_line, "20")
    week_on = counted_line.week_on
    counting.count(staff=therese.account_id, participant=anna.account_id, week_on=week_on, minutes=3)
    assert counted(therese) == [(17, 23)]


@pytest.mark.parametrize("bad", ["-1", "2401", "half an hour", "1.5"])
def test_bad_input_stands_in_its_box_and_changes_nothing(bad: str, counted_line: WritingTime, therese: Person) -> None:
    html = post(therese, counted_line, bad)
    assert "Write whole minutes, from 0 to 2400" in html
    assert f'value="{bad}"' in html
    assert counted(therese) == [(14, None)]


def test_nobody_corrects_somebody_elses(counted_line: WritingTime, tom: Person, therese: Person, stina: Person) -> None:
    for person in (tom, stina):
        assert "Nothing was changed." in post(person, counted_line, "99")
        assert "14" not in person.client.get(OWN).context["form"].data
    assert counting.correct(rows={counted_line.pk: 99}, by=tom.account_id, today=clock.today()) == 0
    assert counted(therese) == [(14, None)]


def test_older_weeks_are_over(counted_line: WritingTime, therese: Person, anna: Person) -> None:
    WritingTime.objects.update(week_on=counted_line.week_on - 2 * minutes.WEEK)
    assert anna.participant.alias not in page(therese)
    assert "Nothing was changed." in post(therese, counted_line, "99")


# Doors


@pytest.mark.parametrize("who", ["arne", "olle", "lena"])
def test_it_is_for_those_who_write(who: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).client.post(CORRECT).status_code == 404


def test_it_is_closed_to_everybody_else(anna: Person, therese: Person, stranger: Client) -> None:
    assert anna.client.post(CORRECT).status_code in {302, 404}
    assert stranger.post(CORRECT).status_code == 302
    assert therese.unverified.post(CORRECT).status_code == 302
    assert therese.client.get(CORRECT).status_code == 405


def test_queries_do_not_grow(anna: Person, therese: Person, sol: Person) -> None:
    def queries() -> int:
        therese.client.get(OWN)
        with CaptureQueriesContext(connection) as captured:
            therese.client.get(OWN)
        return len(captured)

    before = queries()
    for person in (anna, sol):
        for back in range(2):
            week_on = minutes.monday(clock.today()) - back * minutes.WEEK
            counting.count(staff=therese.account_id, participant=person.account_id, week_on=week_on, minutes=5)
    assert queries() == before
