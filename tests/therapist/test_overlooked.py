"""Nobody is overlooked: looked for in all cases, in rows that every list would miss."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import grants, staff
from program.actions.weeks import keep_promise
from program.models import Account, CaseGrant, Enrolment, Participant, Program, Promise, PromiseKind, WeekFact
from tests import people
from tests.people import Person
from tests.therapist import crowd, desk
from therapist.overlooked import MANY, Why, overlooked

PAGE = "/staff/supervision/overlooked/"


def why(person: Person) -> list[Why]:
    return [one.why for one in overlooked(clock.today()) if one.participant == person.account_id]


def page(person: Person) -> str:
    return " ".join(person.client.get(PAGE).content.decode().split())


def test_everybody_of_the_cast_is_in_somebodys_hands(anna: Person, sol: Person, stina: Person) -> None:
    assert overlooked(clock.today()) == []
    assert "Nobody is overlooked." in page(stina)


def test_a_case_that_nobody_has_is_found(anna: Person, stina: Person) -> None:
    grants.end_grant(grant=CaseGrant.objects.get(participant=anna.account_id), by="tests", today=clock.today())
    assert why(anna) == [Why.NOBODY]
    html = page(stina)
    assert anna.participant.alias in html
    assert "Nobody has the case" in html


def test_one_day_of_reading_is_nobodys_care(anna: Person, stina: Person) -> None:
    """A supervisor who looks in answers for nobody."""
    grants.end_grant(grant=CaseGrant.objects.get(participant=anna.account_id), by="tests", today=clock.today())
    grants.open_with_reason(
        participant=anna.participant, by=stina.account, by_private=stina.private, reason="Why", today=clock.today()
    )
    assert why(anna) == [Why.NOBODY]


def test_a_suspended_therapist_leaves_nobody_unseen(anna: Person, therese: Person) -> None:
    staff.suspend(staff=therese.account, by="tests")
    assert why(anna) == [Why.NOBODY]


def test_a_grant_of_somebody_who_has_no_cases_any_more_is_found(anna: Person, therese: Person) -> None:
    """Roles are taken together with grants; should a row ever say otherwise, it is found."""
    Account.objects.filter(pk=therese.account_id).update(is_therapist=False)
    assert why(anna) == [Why.GONE]


def test_a_lost_key_is_found_until_a_supervisor_opens_the_case_again(
    anna: Person, therese: Person, stina: Person
) -> None:
    staff.reinvite(staff=therese.account, by="tests")
    assert why(anna) == [Why.LOST]
    assert "To the team" in page(stina)


def test_cover_is_care(anna: Person, therese: Person, tom: Person) -> None:
    grants.end_grant(grant=CaseGrant.objects.get(participant=anna.account_id), by="tests", today=clock.today())
    today = clock.today()
    crowd.grant([anna.participant], tom.account_id, first_day=today, kind="cover")
    assert why(anna) == []
    CaseGrant.objects.filter(kind="cover").update(first_day=today + timedelta(days=1))
    assert why(anna) == [Why.NOBODY]


def test_a_worksheet_without_a_promise_is_found(anna: Person) -> None:
    Promise.objects.all().delete()
    assert why(anna) == [Why.LETTER]


def test_a_promise_kept_before_the_worksheet_came_does_not_count(anna: Person) -> None:
    fact = WeekFact.objects.get(enrolment__participant=anna.account_id, number=1)
    assert fact.submitted_on is not None
    Promise.objects.update(kept_on=fact.submitted_on - timedelta(days=1))
    assert why(anna) == [Why.LETTER]


def test_a_letter_that_came_is_enough(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    assert why(anna) == []


def test_a_message_without_a_promise_is_found(anna: Person, therese: Person) -> None:
    desk.ask(anna)
    assert why(anna) == []
    Promise.objects.filter(kind=PromiseKind.MESSAGE).delete()
    assert why(anna) == [Why.MESSAGE]
    desk.answer(anna, therese)
    assert why(anna) == []


def test_a_message_that_needs_no_answer_is_not(anna: Person) -> None:
    desk.ask(anna, "Thank you.")
    keep_promise(participant=anna.participant, kind=PromiseKind.MESSAGE, today=clock.today())
    assert why(anna) == []


@pytest.mark.parametrize("state", ["completed", "resting"])
def test_whoever_has_ended_or_rests_is_looked_for_while_they_wait(state: str, anna: Person) -> None:
    grants.end_grant(grant=CaseGrant.objects.get(participant=anna.account_id), by="tests", today=clock.today())
    Enrolment.objects.update(state=state)
    assert why(anna) == [Why.NOBODY]
    Promise.objects.update(kept_on=clock.today())
    assert why(anna) == []


def test_an_erased_case_is_nobodys(anna: Person) -> None:
    CaseGrant.objects.all().delete()
    Promise.objects.all().delete()
    Participant.objects.update(supervision_key=b"")
    assert overlooked(clock.today()) == []


def test_the_case_is_given_away_on_the_spot(anna: Person, tom: Person, stina: Person) -> None:
    grants.end_grant(grant=CaseGrant.objects.get(participant=anna.account_id), by="tests", today=clock.today())
    assert 'action="/staff/unassigned/"' in page(stina)
    fields = {"participant": str(anna.account_id), "therapist": str(tom.account_id)}
    stina.client.post("/staff/unassigned/", fields)
    assert overlooked(clock.today()) == []


def test_without_any_therapist_it_says_so(stina: Person, programme: Program) -> None:
    people.new_participant("maple-river-21", programme)
    assert "Nobody can take a case yet" in page(stina)


def test_many_are_bounded(stina: Person, programme: Program) -> None:
    crowd.participants(MANY + 5, programme, joined_on=clock.today())
    Participant.objects.update(supervision_key=b"opens nothing")
    assert len(overlooked(clock.today())) == MANY
    assert "There are more than this page shows." in page(stina)


def test_queries_do_not_grow(stina: Person, tom: Person, programme: Program) -> None:
    def queries() -> list[str]:
        stina.client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            stina.client.get(PAGE)
        return [query["sql"] for query in captured.captured_queries]

    before = queries()
    crowd.waiting_for(tom.account_id, 40, programme, today=clock.today())
    CaseGrant.objects.filter(staff=tom.account_id).update(case_key=None)
    Participant.objects.update(supervision_key=b"opens nothing")
    after = queries()
    assert len(after) == len(before)
    assert not any('"body"' in sql or "OFFSET" in sql for sql in after)


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "olle", "lena"])
def test_it_is_for_supervisors_only(who: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).client.get(PAGE).status_code == 404


def test_it_is_closed_to_everybody_else(anna: Person, stina: Person, stranger: Client) -> None:
    assert anna.client.get(PAGE).status_code in {302, 404}
    assert stranger.get(PAGE).status_code == 302
    assert stina.unverified.get(PAGE).status_code == 302
    assert stina.client.post(PAGE).status_code == 405
