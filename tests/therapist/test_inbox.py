"""The inbox: who waits for this therapist, the oldest promise first."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.models import Program, Promise
from tests.people import Person
from tests.therapist import crowd, desk
from therapist import paging

INBOX = "/staff/inbox/"
MOST_QUERIES = 6


def shown(client: Client, url: str = INBOX) -> list[str]:
    return [row.alias for row in client.get(url).context["page"].rows]


def test_it_shows_who_waits_and_for_what(anna: Person, therese: Person) -> None:
    desk.ask(anna)
    response = therese.client.get(INBOX)
    page = response.content.decode()
    assert shown(therese.client) == [anna.participant.alias] * 2
    assert "Letter, week 1" in page
    assert "Answer to a message" in page
    assert desk.letter_url(anna) in page


def test_it_says_who_has_begun_a_letter(anna: Person, therese: Person) -> None:
    assert "Begun by" not in therese.client.get(INBOX).content.decode()
    desk.save(anna, therese)
    assert "Begun by Therese" in therese.client.get(INBOX).content.decode()


def test_the_oldest_promise_is_first(anna: Person, therese: Person, programme: Program) -> None:
    crowd.waiting_for(therese.account_id, 30, programme, today=clock.today())
    days = [row.due_on for row in therese.client.get(INBOX).context["page"].rows]
    assert days == sorted(days)


def test_lateness_stands_in_words(anna: Person, therese: Person) -> None:
    Promise.objects.update(due_on=clock.today() - timedelta(days=1))
    assert "Late since" in therese.client.get(INBOX).content.decode()
    Promise.objects.update(due_on=clock.today())
    assert "Today" in therese.client.get(INBOX).content.decode()


def test_a_kept_promise_leaves_it(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    assert shown(therese.client) == []


def test_an_empty_one_is_kind(anna: Person, tom: Person) -> None:
    assert "Nobody is waiting for you." in tom.client.get(INBOX).content.decode()


def test_cases_of_others_are_not_in_it(anna: Person, tom: Person, stina: Person) -> None:
    assert shown(tom.client) == []
    assert shown(stina.client) == []


def test_an_ended_grant_takes_the_case_away(anna: Person, therese: Person) -> None:
    therese.account.grants.update(case_key=None)
    assert shown(therese.client) == []


def test_two_grants_make_one_row(anna: Person, therese: Person) -> None:
    crowd.grant([anna.participant], therese.account_id, first_day=clock.today(), kind="cover")
    assert len(shown(therese.client)) == 1


@pytest.mark.parametrize("who", ["arne", "olle"])
def test_it_does_not_exist_for_those_who_never_read(who: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).client.get(INBOX).status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(therese: Person, stranger: Client) -> None:
    assert stranger.get(INBOX).status_code == 302
    assert therese.unverified.get(INBOX).status_code == 302


def test_it_refuses_post(therese: Person) -> None:
    assert therese.client.post(INBOX).status_code == 405


@pytest.mark.parametrize("number", [10, pytest.param(10_000, marks=pytest.mark.slow)])
def test_queries_stay_few_and_open_no_text(number: int, therese: Person, programme: Program) -> None:
    crowd.waiting_for(therese.account_id, number, programme, today=clock.today())
    client = therese.client
    client.get(INBOX)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(INBOX)
    assert len(response.context["page"].rows) == min(number, paging.PAGE)
    assert len(captured) <= MOST_QUERIES
    for query in captured.captured_queries:
        assert '"body"' not in query["sql"]
        assert "OFFSET" not in query["sql"]
        assert "COUNT(*)" not in query["sql"]


def test_a_supervisor_is_told_of_what_is_late_with_one_query_more(stina: Person, programme: Program) -> None:
    stina.client.get(INBOX)
    with CaptureQueriesContext(connection) as captured:
        stina.client.get(INBOX)
    assert len(captured) <= MOST_QUERIES + 1


BROKEN = [
    *("", "x", "2026-01-01", "2026-13-01.x", "2026-01-01.00000000", "\x00.\x00", "." * 99),
    "2026-13-01.00000000-0000-4000-8000-000000000000",
]


@pytest.mark.parametrize("after", BROKEN)
def test_a_broken_link_shows_the_first_page(after: str, anna: Person, therese: Person) -> None:
    assert len(shown(therese.client, f"{INBOX}?after={after}")) == 1
