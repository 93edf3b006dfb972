"""The inbox under filters: what each leaves, how many, and which somebody keeps as links."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import claims, grants
from program.models import CaseGrant, Participant, Program, Promise
from tests.people import Person
from tests.program.alerts import alert_of
from tests.therapist import crowd, desk
from therapist.actions import desk as marks
from therapist.models import KeptFilter

INBOX = "/staff/inbox/"
FILTERS = "/staff/inbox/filters/"
MOST_QUERIES = 6


def shown(client: Client, address: str = "") -> list[str]:
    return [row.alias for row in client.get(f"{INBOX}?{address}").context["page"].rows]


def numbers(client: Client, address: str = "") -> dict[str, str]:
    lines = client.get(f"{INBOX}?{address}").context["filters"].lines
    return {link.label: link.number for line in lines for link in line}


@pytest.fixture
def covered(therese: Person, tom: Person, programme: Program) -> list[Participant]:
    """Six people of Tom's who wait, for whom Therese covers."""
    rows = crowd.waiting_for(tom.account_id, 6, programme, today=clock.today())
    today, last = clock.today(), clock.today() + timedelta(days=4)
    CaseGrant.objects.bulk_create(
        CaseGrant(
            participant=row, staff_id=therese.account_id, kind="cover", first_day=today, last_day=last, case_key=b"x"
        )
        for row in rows
    )
    return rows


def test_each_filter_leaves_what_it_says(anna: Person, therese: Person, covered: list[Participant]) -> None:
    mine = [anna.participant.alias]
    assert shown(therese.client, "whose=mine") == mine
    assert set(shown(therese.client, "whose=cover")) == {row.alias for row in covered}
    assert shown(therese.client, "whose=mine&week=1") == mine
    assert shown(therese.client, "whose=mine&week=2") == []
    assert "Nobody waits under this filter." in therese.client.get(f"{INBOX}?whose=mine&week=2").content.decode()


def test_it_leaves_what_is_late(therese: Person, covered: list[Participant]) -> None:
    Promise.objects.update(due_on=clock.today())
    Promise.objects.filter(participant=covered[2]).update(due_on=clock.today() - timedelta(days=1))
    assert shown(therese.client, "flag=late") == [covered[2].alias]


def test_it_leaves_what_was_begun(anna: Person, therese: Person, covered: list[Participant]) -> None:
    assert shown(therese.client, "flag=begun") == []
    desk.save(anna, therese)
    desk.ask(anna)
    assert shown(therese.client, "flag=begun") == [anna.participant.alias]


def test_it_leaves_cases_with_an_open_alert(anna: Person, therese: Person, covered: list[Participant]) -> None:
    assert shown(therese.client, "flag=alert") == []
    alert_of(anna)
    assert shown(therese.client, "flag=alert") == [anna.participant.alias]
    assert "Alert" in therese.client.get(f"{INBOX}?flag=alert").content.decode()


def test_the_numbers_are_those_of_the_lists(anna: Person, therese: Person, covered: list[Participant]) -> None:
    desk.ask(anna)
    desk.save(anna, therese)
    for address in ("", "whose=mine", "whose=cover", "whose=cover&week=2", "flag=late"):
        response = therese.client.get(f"{INBOX}?{address}")
        links = [link for line in response.context["filters"].lines for link in line]
        assert links
        for link in links:
            if link.is_chosen and link.address != address:
                assert link.number == str(len(shown(therese.client, address)))
            else:
                assert link.number == str(len(shown(therese.client, link.address))), link


def test_a_filter_nobody_waits_in_is_not_offered(anna: Person, therese: Person) -> None:
    Promise.objects.update(due_on=clock.today())
    assert set(numbers(therese.client)) == {"All", "Mine", "Week 1"}


def test_an_address_that_means_nothing_shows_all_and_says_so(anna: Person, therese: Person) -> None:
    response = therese.client.get(f"{INBOX}?whose=everybody&week=99")
    assert "was left out" in response.content.decode()
    assert len(response.context["page"].rows) == 1
    assert "was left out" not in therese.client.get(INBOX).content.decode()


def test_a_therapist_is_told_who_gives_cases_away(anna: Person, therese: Person) -> None:
    response = therese.client.get(f"{INBOX}?whose=unassigned")
    assert "ask one of them" in response.content.decode()
    assert "Unassigned" not in numbers(therese.client)


def test_a_supervisor_sees_who_waits_without_a_therapist(anna: Person, stina: Person) -> None:
    assert shown(stina.client, "whose=unassigned") == []
    grants.end_grant(grant=CaseGrant.objects.get(participant=anna.participant), by="tests", today=clock.today())
    page = stina.client.get(f"{INBOX}?whose=unassigned")
    assert [row.alias for row in page.context["page"].rows] == [anna.participant.alias]
    assert "/staff/unassigned/" in page.content.decode()
    assert desk.letter_url(anna) not in page.content.decode()
    assert shown(stina.client) == []


def test_the_number_of_those_without_a_therapist_is_that_of_the_list(
    anna: Person, stina: Person, covered: list[Participant]
) -> None:
    assert "Unassigned" not in numbers(stina.client)
    Participant.objects.filter(supervision_key=None).update(supervision_key=b"x")
    for grant in CaseGrant.objects.filter(kind="assigned", participant__in=[anna.participant, *covered[:3]]):
        grants.end_grant(grant=grant, by="tests", today=clock.today())
    assert numbers(stina.client)["Unassigned"] == "4"
    alert_of(anna)
    for address in ("whose=unassigned", "whose=unassigned&week=1", "whose=unassigned&flag=alert"):
        response = stina.client.get(f"{INBOX}?{address}")
        links = [link for line in response.context["filters"].lines for link in line if "unassigned" in link.address]
        assert len(links) > 3
        for link in links:
            assert link.number == str(len(shown(stina.client, address if link.is_chosen else link.address))), link


def test_a_number_ends_where_a_screen_has_no_use_for_more(stina: Person, programme: Program) -> None:
    rows = crowd.participants(120, programme, joined_on=clock.today())
    crowd.promise(rows, today=clock.today())
    Promise.objects.filter(participant__in=rows).update(unassigned=True)
    Participant.objects.filter(supervision_key=None).update(supervision_key=b"x")
    assert numbers(stina.client)["Unassigned"] == "99+"


def test_a_case_whose_key_was_lost_has_a_therapist(anna: Person, therese: Person, stina: Person) -> None:
    therese.account.grants.update(case_key=None)
    assert shown(stina.client, "whose=unassigned") == []


def test_pages_go_on_under_a_filter(therese: Person, programme: Program) -> None:
    crowd.waiting_for(therese.account_id, 130, programme, today=clock.today())
    met: list[str] = []
    address = "whose=mine&flag=late"
    after = ""
    while True:
        page = therese.client.get(f"{INBOX}?{address}&after={after}").context["page"]
        met += [row.alias for row in page.rows]
        after = page.after
        if not after:
            break
    assert len(met) == len(set(met)) == Promise.objects.filter(due_on__lt=clock.today()).count() > 50


@pytest.mark.parametrize("address", ["", "whose=mine", "whose=cover&week=2&flag=late", "flag=alert", "flag=begun"])
def test_queries_stay_few_whatever_is_shown(
    address: str, anna: Person, therese: Person, tom: Person, covered: list[Participant]
) -> None:
    """With drafts, marks, claims, cover, an alert and kept filters in the list."""
    desk.save(anna, therese)
    alert_of(anna)
    marks.keep_filter(staff=therese.account_id, address="whose=cover")
    for row in covered:
        marks.wrote(participant_id=row.pk, by=tom.account_id, now=clock.now())
    promise = Promise.objects.filter(participant=covered[0]).get()
    claims.claim(promise=promise, by=tom.account_id, now=clock.now(), today=clock.today())
    therese.client.get(f"{INBOX}?{address}")
    with CaptureQueriesContext(connection) as captured:
        therese.client.get(f"{INBOX}?{address}")
    assert len(captured) <= MOST_QUERIES
    for query in captured.captured_queries:
        assert not [word for word in ('"body"', "OFFSET", "COUNT(") if word in query["sql"]]


@pytest.mark.parametrize("address", ["", "whose=unassigned", "flag=late"])
def test_a_supervisors_queries_are_as_few(address: str, anna: Person, stina: Person) -> None:
    stina.client.get(f"{INBOX}?{address}")
    with CaptureQueriesContext(connection) as captured:
        stina.client.get(f"{INBOX}?{address}")
    assert len(captured) <= MOST_QUERIES


def test_a_filter_is_kept_once_and_let_go(anna: Person, therese: Person, tom: Person) -> None:
    for _press in range(2):
        response = therese.client.post(f"{FILTERS}?whose=mine&week=1", {"do": "keep", "which": "whose=mine&week=1"})
        assert response["Location"] == f"{INBOX}?whose=mine&week=1"
    page = therese.client.get(INBOX)
    assert [(link.label, link.number) for link in page.context["filters"].kept] == [("Mine, week 1", "1")]
    assert not tom.client.get(INBOX).context["filters"].kept
    assert "Let this filter go" in therese.client.get(f"{INBOX}?whose=mine&week=1").content.decode()
    therese.client.post(FILTERS, {"do": "let-go", "which": "whose=mine&week=1"})
    assert not therese.client.get(INBOX).context["filters"].kept


@pytest.mark.parametrize("fields", [{}, {"do": "keep"}, {"do": "keep", "which": "x=1"}, {"do": "x", "which": "week=1"}])
def test_what_is_no_filter_is_not_kept(fields: dict[str, str], therese: Person) -> None:
    response = therese.client.post(FILTERS, fields, follow=True)
    assert "This is no filter of the inbox." in response.content.decode()
    assert not KeptFilter.objects.exists()


def test_so_many_filters_are_kept_and_no_more(therese: Person) -> None:
    for week in range(1, marks.MOST_KEPT + 2):
        response = therese.client.post(FILTERS, {"do": "keep", "which": f"week={week}"}, follow=True)
    assert "Let one go first." in response.content.decode()
    assert KeptFilter.objects.count() == marks.MOST_KEPT


@pytest.mark.parametrize("path", [FILTERS, "/staff/inbox/keys/", "/staff/inbox/claim/"])
def test_what_changes_something_is_closed_to_all_others(
    path: str, arne: Person, olle: Person, therese: Person, stranger: Client
) -> None:
    assert arne.client.post(path).status_code == olle.client.post(path).status_code == 404
    assert stranger.post(path).status_code == therese.unverified.post(path).status_code == 302
    assert therese.client.get(path).status_code == 405


def test_single_keys_can_be_switched_off_and_on(anna: Person, therese: Person) -> None:
    assert "js/desk.js" in therese.client.get(INBOX).content.decode()
    response = therese.client.post("/staff/inbox/keys/?week=1", {"keys": "off"}, follow=True)
    assert response.redirect_chain[-1][0] == f"{INBOX}?week=1"
    assert "js/desk.js" not in response.content.decode()
    assert "js/desk.js" in therese.client.post("/staff/inbox/keys/", {"keys": "on"}, follow=True).content.decode()
    therese.client.post("/staff/inbox/keys/", {"keys": "maybe"})
    assert therese.account.single_keys
