"""The supervisor's page: what needs them now, and the way to everything else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import cover, grants
from program.models import Account, CaseGrant, Participant, Program, Promise
from tests.people import Person
from tests.program import alerts
from tests.therapist import crowd

PAGE = "/staff/supervision/"
MOST_QUERIES = 18


def said(person: Person) -> dict[str, tuple[str, str]]:
    return {line.name: (line.state, line.said) for line in person.client.get(PAGE).context["lines"]}


def page(person: Person) -> str:
    return " ".join(person.client.get(PAGE).content.decode().split())


def test_while_nothing_waits_it_says_so(anna: Person, sol: Person, stina: Person) -> None:
    Promise.objects.update(due_on=clock.today())
    assert set(said(stina).values()) == {("done", "Nothing")}
    assert "Nobody is overlooked" in page(stina)


def test_a_late_promise_is_on_it(anna: Person, stina: Person) -> None:
    Promise.objects.update(due_on=clock.today() - timedelta(days=1))
    assert said(stina)["Promises"] == ("waiting", "1 answer is late")


def test_alerts_that_nobody_read_are_on_it(anna: Person, stina: Person) -> None:
    alerts.alert_of(anna)
    assert said(stina)["Alerts"] == ("urgent", "1 open, 1 urgent, 1 that nobody has read")


def test_people_without_a_therapist_are_on_it(anna: Person, stina: Person, programme: Program) -> None:
    grants.end_grant(grant=CaseGrant.objects.get(participant=anna.account_id), by="tests", today=clock.today())
    assert said(stina)["Without a therapist"] == ("waiting", "1 waits for one")
    assert "1 person is overlooked" in page(stina)
    crowd.participants(60, programme, joined_on=clock.today())
    assert said(stina)["Without a therapist"] == ("waiting", "More than 50 people wait for one")


def test_cover_that_ends_is_on_it(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    today = clock.today()
    cover.start_cover(
        therapist=therese.account,
        colleague=tom.account,
        days=cover.Days(today, today + timedelta(days=3)),
        by=therese.account,
        by_private=therese.private,
        today=today,
    )
    assert said(stina)["Cover"] == ("done", "Nothing")
    CaseGrant.objects.filter(kind="cover").update(last_day=today + timedelta(days=2))
    assert said(stina)["Cover"] == ("waiting", "1 ends in the next three days")


def test_a_therapist_with_too_many_cases_is_on_it(anna: Person, therese: Person, stina: Person) -> None:
    Account.objects.filter(pk=therese.account_id).update(capacity=0)
    assert said(stina)["Team"] == ("waiting", "1 therapist over capacity")


def test_it_leads_to_every_page_of_a_supervisor(stina: Person) -> None:
    html = page(stina)
    main = html[html.index("<main") :]
    for path in (
        "late",
        "unassigned",
        "open",
        "team",
        "adverse",
        "protection",
        "progress",
        "duty",
        "go-live",
        "people",
    ):
        url = f"/staff/{path}/"
        assert f'href="{url}"' in main, path
        assert stina.client.get(url).status_code == 200, path
    for path in ("log", "lines", "figures", "alerts/rules", "alerts", "cover"):
        url = f"/staff/{path}/"
        assert f'href="{url}"' in main, path
        assert stina.client.get(url).status_code == 200, path
    assert "/staff/rules/" not in main


def test_a_lead_who_supervises_finds_the_leads_pages_here(stina: Person) -> None:
    Account.objects.filter(pk=stina.account_id).update(is_lead=True)
    html = page(stina)
    for url in ("/staff/rules/", "/staff/progress/thresholds/"):
        assert f'href="{url}"' in html, url
        assert stina.client.get(url).status_code == 200, url


def test_the_main_navigation_of_a_supervisor_is_short(stina: Person, lena: Person, olle: Person) -> None:
    def main(person: Person) -> str:
        html = person.client.get("/staff/account/").content.decode()
        return html[html.index('class="top-nav"') : html.index("</nav>")]

    assert main(stina).count("<a ") == 5
    assert PAGE in main(stina)
    for person, url in ((lena, "/staff/go-live/"), (lena, "/staff/lines/"), (olle, "/staff/people/")):
        assert url in main(person)
        assert f'href="{PAGE}"' not in main(person)


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "olle", "lena"])
def test_it_is_for_supervisors_only(who: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).client.get(PAGE).status_code == 404


def test_it_is_closed_to_everybody_else(anna: Person, stina: Person, stranger: Client) -> None:
    assert anna.client.get(PAGE).status_code in {302, 404}
    assert stranger.get(PAGE).status_code == 302
    assert stina.unverified.get(PAGE).status_code == 302
    assert stina.client.post(PAGE).status_code == 405


def test_queries_do_not_grow(anna: Person, stina: Person, tom: Person, programme: Program) -> None:
    def queries() -> list[str]:
        stina.client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            stina.client.get(PAGE)
        return [query["sql"] for query in captured.captured_queries]

    before = queries()
    crowd.waiting_for(tom.account_id, 40, programme, today=clock.today())
    Participant.objects.update(supervision_key=b"opens nothing")
    after = queries()
    assert len(after) == len(before) <= MOST_QUERIES
    assert not any('"body"' in sql or "OFFSET" in sql or "COUNT(*)" in sql for sql in after)
