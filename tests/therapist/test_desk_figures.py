"""How the desk does: right counts, no small shares, nobody ranked, and a constant number of queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.choices import Severity
from program.models import Account, CaseGrant, Participant, Program, Promise, PromiseKind
from tests.people import Person
from tests.program import alerts
from tests.therapist import crowd
from therapist import desk_figures, minutes
from therapist.actions import minutes as counting
from therapist.desk_figures import Table

PAGE = "/staff/supervision/figures/"
MOST_QUERIES = 14


def cells(table: Table | None) -> list[list[str]]:
    assert table is not None
    return [[str(cell["text"]) for cell in row] for row in table.rows]


def figures(person: Person) -> desk_figures.Figures:
    found: desk_figures.Figures = person.client.get(PAGE).context["figures"]
    return found


def promised(rows: list[Participant], *, due_on: date, kept_on: date | None, kind: PromiseKind) -> None:
    Promise.objects.bulk_create(
        Promise(participant=row, kind=kind, week=1, made_on=due_on - timedelta(days=3), due_on=due_on, kept_on=kept_on)
        for row in rows
    )


@pytest.fixture
def people_of_the_clinic(stina: Person, therese: Person, programme: Program) -> list[Participant]:
    rows = crowd.participants(12, programme, joined_on=clock.today())
    Participant.objects.filter(pk__in=[row.pk for row in rows]).update(supervision_key=crowd.NO_KEY)
    return rows


def test_answers_in_time(people_of_the_clinic: list[Participant], stina: Person) -> None:
    due = clock.today() - timedelta(days=1)
    rows, day = people_of_the_clinic, timedelta(days=1)
    promised(rows[:6], due_on=due, kept_on=due, kind=PromiseKind.LETTER)
    promised(rows[6:8], due_on=due, kept_on=due + day, kind=PromiseKind.LETTER)
    promised(rows[8:9], due_on=due, kept_on=None, kind=PromiseKind.LETTER)
    promised(rows[9:10], due_on=due + day, kept_on=None, kind=PromiseKind.LETTER)
    promised(rows[10:11], due_on=due + day, kept_on=due, kind=PromiseKind.LETTER)
    found = cells(figures(stina).answers)
    assert [row[1:] for row in found if row[1] != "0"] == [["9", "6", "2", "1", "67 %"]]
    assert len(found) == desk_figures.MONTHS


def test_a_share_of_few_is_left_out(people_of_the_clinic: list[Participant], stina: Person) -> None:
    due = clock.today() - timedelta(days=1)
    promised(people_of_the_clinic[:4], due_on=due, kept_on=due, kind=PromiseKind.LETTER)
    assert [row[1:] for row in cells(figures(stina).answers) if row[1] != "0"] == [["4", "4", "0", "0", "–"]]


@pytest.mark.parametrize(
    ("days", "line"), [(-30, 0), (-8, 0), (-7, 1), (-3, 1), (-2, 2), (-1, 2), (0, 3), (1, 4), (20, 4)]
)
def test_who_waits_stands_in_one_line(
    days: int, line: int, people_of_the_clinic: list[Participant], stina: Person
) -> None:
    due = clock.today() + timedelta(days=days)
    promised(people_of_the_clinic[:2], due_on=due, kept_on=None, kind=PromiseKind.LETTER)
    promised(people_of_the_clinic[2:3], due_on=due, kept_on=None, kind=PromiseKind.MESSAGE)
    promised(people_of_the_clinic[3:4], due_on=due, kept_on=due, kind=PromiseKind.MESSAGE)
    counts = [row[1:] for row in cells(figures(stina).waiting)]
    assert counts[line] == ["2", "1"]
    assert counts[:line] + counts[line + 1 :] == [["0", "0"]] * 4


def test_open_alerts(anna: Person, stina: Person) -> None:
    assert figures(stina).alerts is None
    alerts.alert_of(anna)
    alerts.alert_of(anna, Severity.LOOK)
    found = {row[0]: row[1:] for row in cells(figures(stina).alerts)}
    assert found["Urgent"] == ["1", "1", "0", "less than an hour ago"]
    assert found["Soon"] == ["0", "0", "0", "–"]
    assert found["Look at it"][:2] == ["1", "1"]


def test_load_by_name(anna: Person, tom: Person, therese: Person, sol: Person, stina: Person) -> None:
    Account.objects.filter(pk=therese.account_id).update(capacity=0)
    crowd.grant([anna.participant], tom.account_id, first_day=clock.today(), kind="cover")
    CaseGrant.objects.filter(kind="cover").update(last_day=clock.today())
    found = cells(figures(stina).load)
    assert found == [["Therese", "1", "0", "0", "1 over"], ["Tom", "1", "60", "1", "Room for 59"]]


def test_minutes_of_the_team_and_of_nobody(
    people_of_the_clinic: list[Participant], therese: Person, stina: Person
) -> None:
    last = minutes.monday(clock.today()) - minutes.WEEK
    for place, row in enumerate(people_of_the_clinic[:6]):
        staff = [stina, therese][place % 2].account_id
        counting.count(staff=staff, participant=row.pk, week_on=last, minutes=10 + place)
    counting.count(staff=therese.account_id, participant=people_of_the_clinic[1].pk, week_on=last, minutes=15)
    few = last - minutes.WEEK
    counting.count(staff=therese.account_id, participant=people_of_the_clinic[0].pk, week_on=few, minutes=44)
    found = [row[1:] for row in cells(figures(stina).minutes)]
    assert found[0] == ["6", "15"]
    assert found[1] == ["few", "–"]
    assert found[2:] == [["0", "–"]] * (desk_figures.WEEKS - 2)
    html = stina.client.get(PAGE).content.decode()
    table = html[html.index("Minutes of writing, the whole team together") :]
    assert "Therese" not in table
    assert "44" not in table


def test_what_the_writers_corrected_counts(
    people_of_the_clinic: list[Participant], therese: Person, stina: Person
) -> None:
    last = minutes.monday(clock.today()) - minutes.WEEK
    for row in people_of_the_clinic[:5]:
        counting.count(staff=therese.account_id, participant=row.pk, week_on=last, minutes=10)
    (first, *_others) = minutes.mine(therese.account_id, clock.today())
    counting.correct(rows={first.id: 35}, by=therese.account_id, today=clock.today())
    assert cells(figures(stina).minutes)[0][1:] == ["5", "15"]


def test_this_week_is_not_over(people_of_the_clinic: list[Participant], therese: Person, stina: Person) -> None:
    for row in people_of_the_clinic:
        counting.count(staff=therese.account_id, participant=row.pk, week_on=minutes.monday(clock.today()), minutes=10)
    assert {tuple(row[1:]) for row in cells(figures(stina).minutes)} == {("0", "–")}


@pytest.mark.parametrize("who", ["stina", "lena"])
def test_supervisors_and_the_lead_see_it(who: str, anna: Person, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    html = client.get(PAGE).content.decode()
    assert "How the desk does" in html
    assert anna.participant.alias not in html
    assert ('href="/staff/late/"' in html) is (who == "stina")


def test_the_way_there(lena: Person, stina: Person) -> None:
    assert f'href="{PAGE}"' in lena.client.get("/staff/figures/").content.decode()
    assert f'href="{PAGE}"' in stina.client.get("/staff/supervision/").content.decode()


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "olle"])
def test_it_is_for_nobody_else(who: str, request: pytest.FixtureRequest) -> None:
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
    for row in crowd.waiting_for(tom.account_id, 40, programme, today=clock.today()):
        counting.count(
            staff=tom.account_id,
            participant=row.pk,
            week_on=minutes.monday(clock.today()) - minutes.WEEK,
            minutes=3,
        )
    alerts.alert_of(anna)
    after = queries()
    assert len(after) == len(before) <= MOST_QUERIES
    assert not any('"body"' in sql for sql in after)
