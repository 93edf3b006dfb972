"""Crisis lines as the clinic keeps them: listed, added, changed, rung, switched off."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.models import AuditEvent, CrisisLine, Program
from tests.people import Person

pytestmark = pytest.mark.django_db
LINES = "/staff/lines/"
NEW = f"{LINES}new/"
FIELDS = {
    "name": "The listeners",
    "number": "0800 12 34",
    "region": "europe",
    "country": "Norway",
    "hours": "In the evening",
    "doors": ["myself", "threat"],
    "order": "3",
}


def a_line(key: str = "uk-samaritans") -> CrisisLine:
    return CrisisLine.objects.get(key=key)


def text(person: Person, path: str = LINES) -> str:
    response = person.client.get(path)
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def numbers(person: Person) -> list[str]:
    page = BeautifulSoup(person.client.get(LINES).content, "html.parser")
    return [cell.get_text() for cell in page.select("tbody [translate=no]")]


def post(person: Person, path: str, **fields: Any) -> str:
    return person.client.post(path, fields, follow=True).content.decode()


def done(person: Person, row: CrisisLine) -> list[str]:
    """What this person did with this line, as the audit tells."""
    events = AuditEvent.objects.filter(actor=str(person.account_id), subject=str(row.pk)).order_by("id")
    return list(events.values_list("verb", flat=True))


@pytest.fixture(params=["stina", "lena"])
def keeper(request: pytest.FixtureRequest, programme: Program) -> Person:
    """The supervisor, and the clinical lead."""
    person: Person = request.getfixturevalue(request.param)
    return person


@pytest.mark.slow
def test_the_longest_untested_stands_first_and_what_is_off_last(keeper: Person) -> None:
    today = clock.today()
    CrisisLine.objects.update(tested_on=today)
    CrisisLine.objects.filter(key="au-lifeline").update(tested_on=today - timedelta(days=89))
    CrisisLine.objects.filter(key="nz-1737").update(tested_on=today - timedelta(days=90))
    CrisisLine.objects.filter(key="us-988").update(tested_on=None)
    CrisisLine.objects.filter(key="br-cvv").update(is_active=False, tested_on=None)
    found = numbers(keeper)
    assert found[:3] == ["988", "1737", "13 11 14"]
    assert found[-1] == "188"
    said = text(keeper)
    assert "2 lines wait to be rung." in said
    assert said.count("Waiting: not tested yet") == 1
    assert said.count("Waiting: last on") == 1
    assert said.count("Switched off") == 1


def test_an_empty_list_says_what_people_see(keeper: Person) -> None:
    CrisisLine.objects.all().delete()
    assert "There is no line yet." in text(keeper)


def test_a_line_is_added_once_however_often_it_is_sent(keeper: Person) -> None:
    fields = {**FIELDS, "form_key": str(uuid4())}
    for _time in range(2):
        said = post(keeper, NEW, **fields)
    assert "The line is in the list." in said
    row = CrisisLine.objects.get(number="0800 12 34")
    assert (row.name, row.region, row.country, row.doors) == ("The listeners", "europe", "Norway", ["myself", "threat"])
    assert row.tested_on is None
    assert done(keeper, row) == ["line.added"]


def test_where_there_are_two_programmes_one_is_chosen(keeper: Person) -> None:
    Program.objects.create(slug="another", title="Another")
    assert "Programme" in text(keeper, NEW)
    post(keeper, NEW, **FIELDS, program="another")
    assert CrisisLine.objects.get(number="0800 12 34").program.slug == "another"
    assert "Another" in text(keeper)


def test_a_change_is_kept_and_only_a_new_number_must_be_rung_again(keeper: Person) -> None:
    row, today = a_line(), clock.today()
    CrisisLine.objects.filter(pk=row.pk).update(tested_on=today)
    path = f"{LINES}{row.pk}/"
    assert 'value="116 123"' in keeper.client.get(path).content.decode()
    same = {"name": "Samaritans, free", "number": "116 123", "region": "europe", "order": "1"}
    assert "The line is saved." in post(keeper, path, **same)
    row.refresh_from_db()
    assert (row.name, row.tested_on) == ("Samaritans, free", today)
    post(keeper, path, **same)
    assert done(keeper, row) == ["line.changed"]
    post(keeper, path, **same | {"number": "116 124"})
    row.refresh_from_db()
    assert (row.number, row.tested_on, row.tested_by) == ("116 124", None, None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": "call us"}, "This cannot be dialled."),
        ({"number": ""}, "Please write the number."),
        ({"name": ""}, "Please say what answers there."),
        ({"region": ""}, "Please choose the part of the world"),
        ({"region": "unsaid"}, "Select a valid choice"),
        ({"doors": ["mine"]}, "Select a valid choice"),
        ({"order": "first"}, "Enter a whole number"),
        ({"name": "x" * 121}, "at most 120 characters"),
    ],
)
def test_bad_input_is_said_and_nothing_is_lost(change: dict[str, Any], said: str, stina: Person) -> None:
    before = CrisisLine.objects.count()
    for path in (NEW, f"{LINES}{a_line().pk}/"):
        page = post(stina, path, **FIELDS | change)
        assert said in page
        assert "In the evening" in page
    assert CrisisLine.objects.count() == before
    assert a_line().name == "Samaritans"


def test_what_a_lost_session_kept_is_filled_in_again(stina: Person) -> None:
    page = BeautifulSoup(stina.client.get(NEW).content, "html.parser")
    hidden = {str(field["name"]): str(field["value"]) for field in page.select("main input[type=hidden]")}
    client = Client()
    assert client.post(NEW, {**FIELDS, **hidden})["Location"].endswith("?kept=1")
    kept = BeautifulSoup(stina.client.get("/staff/kept/").content, "html.parser").select(f'a[href^="{NEW}"]')
    again = BeautifulSoup(stina.client.get(str(kept[0]["href"])).content, "html.parser")
    assert again.select('input[name=name][value="The listeners"]')
    assert [str(box["value"]) for box in again.select("input[name=doors][checked]")] == ["myself", "threat"]


def test_somebody_rang_it_today(keeper: Person) -> None:
    row = a_line()
    CrisisLine.objects.filter(pk=row.pk).update(tested_on=None, tested_by=None)
    for _time in range(2):
        assert "tested today" in post(keeper, f"{LINES}{row.pk}/tested/", number="116 123")
    row.refresh_from_db()
    assert (row.tested_on, row.tested_by_id) == (clock.today(), keeper.account_id)
    assert done(keeper, row) == ["line.tested"]


def test_a_number_that_changed_meanwhile_was_not_rung(stina: Person) -> None:
    row = a_line()
    CrisisLine.objects.filter(pk=row.pk).update(number="116 124", tested_on=None)
    for number in ("116 123", ""):
        assert "The number has changed meanwhile." in post(stina, f"{LINES}{row.pk}/tested/", number=number)
    assert a_line().tested_on is None
    assert done(stina, row) == []


@pytest.mark.slow
def test_a_line_is_switched_off_and_on(keeper: Person, stranger: Client) -> None:
    row = a_line("au-lifeline")
    CrisisLine.objects.filter(pk=row.pk).update(tested_on=date(2026, 11, 3))
    switch, shown = f"{LINES}{row.pk}/switch/", "/help/?region=oceania"
    for _time in range(2):
        post(keeper, switch, do="off")
    assert "13 11 14" not in stranger.get(shown).content.decode()
    assert "Switch on" in text(keeper)
    post(keeper, switch, do="on")
    assert "13 11 14" in stranger.get(shown).content.decode()
    assert a_line("au-lifeline").tested_on == date(2026, 11, 3)
    assert done(keeper, row) == ["line.retired", "line.brought-back"]


@pytest.mark.parametrize(("who", "where"), [("lena", "account"), ("stina", "supervision")])
def test_the_list_is_one_step_away(who: str, where: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert f'href="{LINES}"' in client.get(f"/staff/{where}/").content.decode()


@pytest.mark.parametrize("who", ["therese", "arne", "olle", "anna"])
def test_others_find_nothing(who: str, programme: Program, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    own = f"{LINES}{a_line().pk}/"
    for path in (LINES, NEW, own):
        assert client.get(path).status_code == 404, path
    for path in (NEW, own, f"{own}tested/", f"{own}switch/"):
        assert client.post(path, {**FIELDS, "do": "off"}).status_code == 404, path
    assert a_line().is_active


def test_it_is_closed_to_strangers_and_passwords_alone(stina: Person, stranger: Client) -> None:
    for client in (stranger, stina.unverified):
        assert client.get(LINES)["Location"].startswith("/staff/")


def test_unknown_lines_and_wrong_methods(stina: Person) -> None:
    for path in (f"{LINES}{uuid4()}/", f"{LINES}{uuid4()}/tested/", f"{LINES}{uuid4()}/switch/"):
        assert stina.client.post(path, FIELDS).status_code == 404
    own = f"{LINES}{a_line().pk}/"
    assert stina.client.post(LINES).status_code == 405
    assert stina.client.get(f"{own}tested/").status_code == 405
    assert stina.client.get(f"{own}switch/").status_code == 405


def test_nothing_is_written_by_looking(stina: Person) -> None:
    text(stina)
    events = AuditEvent.objects.count()
    text(stina)
    text(stina, f"{LINES}{a_line().pk}/")
    assert AuditEvent.objects.count() == events


def test_queries_do_not_grow_with_the_list(stina: Person) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            stina.client.get(LINES)
        return len(captured)

    text(stina)
    before = queries()
    post(stina, NEW, **FIELDS)
    text(stina)
    assert queries() == before
