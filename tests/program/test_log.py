"""The audit log as a page: filters, pages, who sees which names, and that looking is logged."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.audit import log
from program.audit.log import Asked
from program.audit.record import record
from program.models import AuditEvent, Role
from tests import people
from tests.people import Person
from tests.worksheets.pages import soup

pytestmark = pytest.mark.django_db
LOG = "/staff/log/"
DAY = timedelta(days=1)


def text(response: Any) -> str:
    return " ".join(soup(response).get_text(" ").split())


def shown(person: Person, **asked: object) -> list[list[str]]:
    """The cells of each row, without the labels for small screens."""
    page = soup(person.client.get(LOG, {name: str(value) for name, value in asked.items()}))
    for label in page.select(".ledger-label"):
        label.decompose()
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in page.select("tbody tr")]


def verbs_shown(person: Person, **asked: object) -> list[str]:
    return [row[0] for row in shown(person, **asked)]


def happened(verb: str, by: UUID | str, *, days_ago: int = 0, **more: Any) -> None:
    record(verb=verb, by=by, on=clock.today() - days_ago * DAY, **more)


def test_newest_first_with_work_names(olle: Person, therese: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "PAGE", 1000)
    happened("test.one", therese.account_id, subject=therese.account_id, detail={"cases": 3})
    happened("test.two", "command line", days_ago=2)
    happened("test.three", "system", days_ago=1)
    rows = [row for row in shown(olle) if row[0].startswith("test.")]
    assert [row[0] for row in rows] == ["test.one", "test.three", "test.two"]
    assert [row[2] for row in rows] == ["Therese", "The service", "Command line"]
    assert rows[0][4:] == ["Therese", "cases: 3"]


def test_supervisors_see_aliases_and_operators_see_ids(
    olle: Person, stina: Person, therese: Person, anna: Person
) -> None:
    happened("test.read", therese.account_id, case=anna.account_id, detail={"week": 2})
    happened("test.sent", anna.account_id, case=anna.account_id)
    alias, short = anna.participant.alias, str(anna.account_id)[:8]
    supervisor = {row[0]: row for row in shown(stina)}
    assert supervisor["test.read"][2:] == ["Therese", alias, "–", "–"]
    assert supervisor["test.sent"][2] == alias
    operator = {row[0]: row for row in shown(olle)}
    assert operator["test.read"][2:] == ["Therese", short, "–", "–"]
    assert operator["test.sent"][2] == "The participant"
    assert alias not in olle.client.get(LOG).content.decode()


def test_no_alias_leads_an_operator_to_a_case(olle: Person, stina: Person, anna: Person) -> None:
    alias = anna.participant.alias
    happened("test.read", "system", case=anna.account_id)
    refused = olle.client.get(LOG, {"case": alias})
    assert "This is not the id of a case." in text(refused)
    assert not soup(refused).select("tbody tr")
    assert str(anna.account_id) not in refused.content.decode()
    assert "test.read" in verbs_shown(olle, case=anna.account_id)
    assert "test.read" in verbs_shown(stina, case=alias.lower())
    assert "Nobody has this alias or id." in text(stina.client.get(LOG, {"case": "Nobody Here 11"}))


def test_each_filter_and_all_together(olle: Person, therese: Person, tom: Person) -> None:
    case, subject = uuid4(), uuid4()
    happened("test.one", therese.account_id, case=case, subject=subject, days_ago=3)
    happened("test.two", therese.account_id, days_ago=2)
    happened("test.one", tom.account_id, days_ago=1)
    day = clock.today() - 3 * DAY
    assert verbs_shown(olle, verb="test.one") == ["test.one"] * 2
    mine = [verb for verb in verbs_shown(olle, actor=therese.account_id) if verb.startswith("test.")]
    assert mine == ["test.two", "test.one"]
    assert verbs_shown(olle, case=case) == ["log.read", "test.one"]
    assert verbs_shown(olle, subject=subject) == ["test.one"]
    in_days = verbs_shown(olle, first_day=day, last_day=day + DAY)
    assert in_days == ["test.two", "test.one"]
    everything = {"verb": "test.one", "actor": therese.account_id, "case": case, "subject": subject}
    assert verbs_shown(olle, **everything, first_day=day, last_day=day) == ["test.one"]
    assert verbs_shown(olle, **everything, first_day=day + DAY) == []
    assert "Nothing fits." in text(olle.client.get(LOG, {**everything, "first_day": day + DAY}))


def test_what_a_participant_did_or_the_machine_can_be_followed(olle: Person, anna: Person) -> None:
    happened("test.sent", anna.account_id, case=anna.account_id)
    happened("test.seeded", "a script")
    assert "test.sent" in verbs_shown(olle, actor=anna.account_id)
    assert verbs_shown(olle, actor="a script") == ["test.seeded"]
    assert verbs_shown(olle, actor="nobody") == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"verb": "no.such"}, "Select a valid choice."),
        ({"actor": "x" * 37}, "Select a valid choice."),
        ({"case": "x"}, "This is not the id of a case."),
        ({"first_day": "yesterday"}, "Enter a valid date."),
        ({"first_day": "2026-11-22", "last_day": "2026-11-21"}, "The last day is before the first."),
        ({"subject": "x" * 81}, "at most 80 characters"),
    ],
)
def test_bad_filters_are_said_and_find_nothing(asked: dict[str, str], said: str, olle: Person) -> None:
    page = olle.client.get(LOG, asked)
    assert said in text(page)
    assert not soup(page).select("tbody tr")


def test_pages_follow_each_other_without_a_gap(olle: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "PAGE", 3)
    for number in range(8):
        happened("test.page", "system", days_ago=(number % 3), subject=f"row-{number}")
    seen: list[str] = []
    path = f"{LOG}?verb=test.page"
    for _page in range(3):
        page = soup(olle.client.get(path))
        seen += [row.select("td")[3].select("a")[0].get_text() for row in page.select("tbody tr")]
        older = page.select("a[rel=next]")
        path = LOG + str(older[0]["href"]) if older else ""
    assert not path
    assert seen == [f"row-{number}" for number in (6, 3, 0, 7, 4, 1, 5, 2)]


@pytest.mark.parametrize("after", ["x", "2026-11-22", "2026-11-22.x", ".5", "2026-11-22.99999999999999999999999"])
def test_a_place_that_is_none_shows_a_page(after: str, olle: Person) -> None:
    assert olle.client.get(LOG, {"after": after}).status_code == 200


def test_looking_is_logged_once_a_day_and_once_for_each_case(olle: Person, anna: Person) -> None:
    for _time in range(3):
        olle.client.get(LOG)
        olle.client.get(LOG, {"case": str(anna.account_id)})
    events = AuditEvent.objects.filter(verb="log.read", actor=str(olle.account_id)).order_by("id")
    assert list(events.values_list("case", flat=True)) == ["", str(anna.account_id)]


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "lena", "rolf", "anna"])
def test_others_find_nothing(who: str, therese: Person, request: pytest.FixtureRequest) -> None:
    other = people.new_staff("rolf@clinic.example", "Rolf", Role.RESEARCHER) if who == "rolf" else None
    client = (other or request.getfixturevalue(who)).client
    assert client.get(LOG).status_code == 404
    assert not AuditEvent.objects.filter(verb="log.read").exists()


def test_it_is_closed_to_strangers_and_passwords_alone(olle: Person, stranger: Client) -> None:
    for client in (stranger, olle.unverified):
        assert client.get(LOG)["Location"].startswith("/staff/")


def test_it_refuses_other_methods(olle: Person) -> None:
    assert olle.client.post(LOG).status_code == 405


@pytest.mark.parametrize("who", ["olle", "stina"])
def test_queries_are_the_same_however_long_the_log_is(
    who: str, anna: Person, therese: Person, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            person.client.get(LOG)
        assert not any("COUNT(" in query["sql"] or "OFFSET" in query["sql"] for query in captured)
        return len(captured)

    queries()
    before = queries()
    for number in range(60):
        happened("test.many", therese.account_id, case=anna.account_id, subject=f"row-{number}")
    assert queries() == before
    assert before <= 9


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (Asked(), "audit_day"),
        (Asked(after="{today}.500"), "audit_day"),
        (Asked(first_day=clock.today(), last_day=clock.today()), "audit_day"),
        (Asked(verb="case.read"), "audit_verb"),
        (Asked(verb="case.read", after="{today}.500"), "audit_verb"),
        (Asked(actor="nobody"), "audit_actor"),
        (Asked(case="x"), "audit_case"),
        (Asked(subject="x"), "audit_subject"),
    ],
    ids=str,
)
def test_every_filter_follows_an_index(asked: Asked, index: str, programme: Any) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # a short table is read through faster, by right
            cursor.execute("SET LOCAL enable_seqscan = off")
    asked = replace(asked, after=asked.after.format(today=clock.today()))
    assert index in log.events(asked)[: log.PAGE].explain()


def test_verbs_are_those_of_the_log(olle: Person) -> None:
    happened("test.verb", "system")
    assert set(log.verbs()) == set(AuditEvent.objects.values_list("verb", flat=True))
    assert log.verbs() == sorted(log.verbs())
