"""Which letters are drawn, and who finds the way to them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import service
from program.models import Participant, Program
from tests.people import Person
from tests.therapist import desk
from tests.therapist.samples import (
    LAST_MONTH,
    LIST,
    MARKS,
    OWN,
    drawn,
    many_letters,
    page,
    rate,
    url,
)
from therapist import sampling
from therapist.models import Letter


@pytest.fixture
def everybody(tom: Person, stina: Person, arne: Person, olle: Person, lena: Person) -> None:
    """The cast comes in before anything else happens."""


@pytest.fixture
def letter(anna: Person, therese: Person, everybody: None) -> Letter:
    """Anna's letter of last month, which is drawn: it is the only one."""
    desk.send(anna, therese)
    Letter.objects.update(sent_on=LAST_MONTH)
    return Letter.objects.get()


# The draw


def test_it_shows_what_was_drawn_of_the_month_before(letter: Letter, stina: Person, anna: Person) -> None:
    html = page(stina, LIST)
    assert "Therese" in html
    assert f"{anna.participant.alias}, week 1" in html
    assert "Not yet" in html
    assert desk.TEXT.split()[-1] not in html


def test_this_month_is_not_drawn_yet(letter: Letter, stina: Person) -> None:
    Letter.objects.update(sent_on=clock.today())
    assert drawn(stina) == []
    assert stina.client.get(url(letter)).status_code == 404


def test_each_therapist_has_so_many_drawn(stina: Person, tom: Person, therese: Person, programme: Program) -> None:
    many_letters(programme, [therese.account_id, tom.account_id], each=9)
    first = drawn(stina)
    assert len(first) == 4
    assert drawn(stina) == first
    service.set_sampled_letters(program=programme, number=3, by="tests")
    assert len(drawn(stina)) == 6
    assert set(first) <= set(drawn(stina))
    service.set_sampled_letters(program=programme, number=0, by="tests")
    assert drawn(stina) == []


def test_one_that_was_not_drawn_cannot_be_picked(
    stina: Person, tom: Person, therese: Person, programme: Program
) -> None:
    many_letters(programme, [therese.account_id], each=9)
    others = Letter.objects.exclude(pk__in=drawn(stina))
    assert len(others) == 7
    for other in others:
        assert stina.client.get(url(other)).status_code == 404
        assert stina.client.post(url(other, "open/")).status_code == 404
        assert stina.client.post(url(other), MARKS).status_code == 404


def test_what_was_rated_stays_when_fewer_are_drawn(letter: Letter, stina: Person, programme: Program) -> None:
    rate(stina, letter)
    service.set_sampled_letters(program=programme, number=0, by="tests")
    assert drawn(stina) == [letter.pk]
    assert stina.client.get(url(letter)).status_code == 200


def test_ones_own_letter_is_read_by_somebody_else(anna: Person, therese: Person, letter: Letter) -> None:
    account = therese.account
    account.is_supervisor = True
    account.save(update_fields=["is_supervisor"])
    assert "another supervisor reads it" in page(therese, LIST)
    assert therese.client.get(url(letter)).status_code == 404
    assert sampling.to_read(therese.account_id, clock.today()) == 0


def test_an_erased_case_is_not_in_the_hat(letter: Letter, stina: Person) -> None:
    Participant.objects.update(supervision_key=b"")
    assert drawn(stina) == []
    assert stina.client.get(url(letter)).status_code == 404


@pytest.mark.parametrize("month", ["x", "2020-13", "1999-01", ""])
def test_a_broken_month_shows_the_last_one(month: str, letter: Letter, stina: Person) -> None:
    response = stina.client.get(LIST, {"month": month})
    assert [row.id for row in response.context["found"]] == [letter.pk]


def test_earlier_months_can_be_looked_at(letter: Letter, stina: Person) -> None:
    before = (LAST_MONTH.replace(day=1) - timedelta(days=1)).replace(day=1)
    Letter.objects.update(sent_on=before)
    assert drawn(stina) == []
    found = stina.client.get(LIST, {"month": f"{before:%Y-%m}"}).context["found"]
    assert [row.id for row in found] == [letter.pk]


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 3, 31), date(2026, 12, 31)])
def test_the_months_are_those_that_are_over(day: date) -> None:
    with time_machine.travel(day):
        found = sampling.months(clock.today())
    assert len(found) == len(set(found)) == sampling.MONTHS
    assert found == sorted(found, reverse=True)
    assert all(month.day == 1 and month < day.replace(day=1) for month in found)


# Doors


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "olle", "lena"])
def test_it_is_for_supervisors_only(who: str, letter: Letter, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(LIST).status_code == 404
    assert client.get(url(letter)).status_code == 404
    assert client.post(url(letter), MARKS).status_code == 404
    assert client.post(url(letter, "open/")).status_code == 404


@pytest.mark.parametrize("who", ["arne", "olle", "lena"])
def test_ones_own_work_is_for_those_who_write(who: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).client.get(OWN).status_code == 404


def test_it_is_closed_to_everybody_else(anna: Person, stina: Person, stranger: Client, letter: Letter) -> None:
    for where in (LIST, url(letter), OWN):
        assert anna.client.get(where).status_code in {302, 404}
        assert stranger.get(where).status_code == 302
        assert stina.unverified.get(where).status_code == 302
    assert stina.client.get(url(letter, "open/")).status_code == 405
    for where in (LIST, OWN):
        assert stina.client.post(where).status_code == 405
    assert stina.client.get(f"{LIST}{uuid4()}/").status_code == 404


def test_queries_stay_few_and_open_no_text(stina: Person, tom: Person, therese: Person, programme: Program) -> None:
    def queries(person: Person, where: str) -> list[str]:
        person.client.get(where)
        with CaptureQueriesContext(connection) as captured:
            person.client.get(where)
        return [query["sql"] for query in captured.captured_queries]

    many_letters(programme, [tom.account_id], each=3)
    before = queries(stina, LIST)
    many_letters(programme, [tom.account_id, therese.account_id], each=40)
    after = queries(stina, LIST)
    assert len(after) == len(before)
    assert not any('"body"' in sql or "OFFSET" in sql or "COUNT(*)" in sql for sql in after)
    assert len(queries(tom, OWN)) <= 8
