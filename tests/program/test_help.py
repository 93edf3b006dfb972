"""The help page: four doors and whom to call, for everybody, whatever else is missing."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from program.choices import Continent, Door
from program.lines import REGIONS, Call, Line, places
from program.lines import countries as found_countries
from program.models import CrisisLine, Participant, Program
from tests import rows
from tests.people import Person

pytestmark = pytest.mark.django_db
HELP = "/help/"
EUROPE = ["France", "Germany", "Ireland", "Netherlands", "Sweden", "United Kingdom"]


def soup(client: Client, query: str = "") -> BeautifulSoup:
    response = client.get(HELP + query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def headings(page: BeautifulSoup) -> list[str]:
    return [" ".join(found.get_text().split()) for found in page.select(".calls h3")]


def numbers(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [(str(link["href"]), link.get_text()) for link in page.select("a.call-number")]


def countries(page: BeautifulSoup) -> list[Tag]:
    return list(page.select(".regions a[href^='?']"))


def chosen(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select(".regions [aria-current]")]


def test_four_doors_stand_first_closed_and_each_leads_to_the_numbers(programme: Program, stranger: Client) -> None:
    page = soup(stranger)
    doors = page.select("details.door")
    assert [door.select(".door-title")[0].get_text() for door in doors] == [str(door.label) for door in Door]
    assert [str(door.select(".door-body")[0]["id"]) for door in doors] == list(Door.values)
    assert not page.select("details.door[open]")
    assert all(door.select("ol > li") and door.select('a[href="#call"]') for door in doors)
    text = str(page)
    assert text.index('id="threat"') < text.index('id="call"')


def test_a_stranger_sees_what_holds_everywhere_and_is_asked_where_they_are(
    programme: Program, stranger: Client
) -> None:
    page = soup(stranger)
    assert headings(page) == ["Everywhere", "Where are you?"]
    assert numbers(page) == [("tel:112", "112")]
    assert chosen(page) == []


def test_anybody_may_choose_a_part_of_the_world(programme: Program, stranger: Client) -> None:
    links = [str(link["href"]) for link in soup(stranger).select(".regions a")]
    assert links == [f"{HELP}?region={region}#call" for region in Continent.values if region != "unsaid"]
    page = soup(stranger, "?region=oceania")
    assert headings(page) == ["Australia", "New Zealand", "Everywhere", "I am somewhere else"]
    assert ("tel:131114", "13 11 14") in numbers(page)
    assert chosen(page) == ["Oceania"]


@pytest.mark.parametrize("region", ["", "unsaid", "atlantis", "%00", "Europe"])
def test_an_unknown_part_is_none(region: str, programme: Program, stranger: Client) -> None:
    assert headings(soup(stranger, f"?region={region}")) == ["Everywhere", "Where are you?"]


def test_a_participant_sees_their_own_part_first_and_may_look_at_another(anna: Person) -> None:
    page = soup(anna.client)
    assert headings(page)[:2] == ["Which country are you in?", "All over Europe"]
    assert chosen(page) == ["Europe"]
    assert chosen(soup(anna.client, "?region=asia")) == ["Asia"]


def test_their_safety_plan_is_one_step_away(anna: Person, therese: Person, stranger: Client) -> None:
    assert soup(anna.client).select('main a[href="/help/plan/"]')
    for client in (therese.client, stranger):
        assert not soup(client).select('a[href="/help/plan/"]')


def test_a_participant_who_would_not_say_is_asked(anna: Person) -> None:
    Participant.objects.update(continent=Continent.UNSAID)
    assert headings(soup(anna.client)) == ["Everywhere", "Where are you?"]


def test_many_countries_are_chosen_from_and_few_show_their_numbers(programme: Program, stranger: Client) -> None:
    europe = soup(stranger, "?region=europe")
    assert headings(europe) == ["Which country are you in?", "All over Europe", "Everywhere", "I am somewhere else"]
    assert numbers(europe) == [("tel:112", "112"), ("tel:112", "112")]
    assert [link.get_text() for link in countries(europe)] == EUROPE
    oceania = soup(stranger, "?region=oceania")
    assert headings(oceania)[:2] == ["Australia", "New Zealand"]
    assert not countries(oceania)


def test_a_country_stands_before_its_part_of_the_world(programme: Program, stranger: Client) -> None:
    link = next(link for link in countries(soup(stranger, "?region=europe")) if link.get_text() == "United Kingdom")
    assert link["href"] == "?region=europe&country=united-kingdom#call"
    uk = soup(stranger, str(link["href"]))
    assert headings(uk) == [
        *("United Kingdom", "All over Europe", "Everywhere"),
        *("I am in another country", "I am somewhere else"),
    ]
    assert numbers(uk)[0] == ("tel:999", "999")
    assert "90101" not in uk.get_text()
    assert chosen(uk) == ["United Kingdom", "Europe"]


@pytest.mark.parametrize("country", ["", "atlantis", "united-states", "United Kingdom", "%00"])
def test_an_unknown_country_is_none(country: str, programme: Program, stranger: Client) -> None:
    page = soup(stranger, f"?region=europe&country={country}")
    assert headings(page)[0] == "Which country are you in?"


def test_a_country_without_a_part_of_the_world_is_none(programme: Program, stranger: Client) -> None:
    assert headings(soup(stranger, "?country=sweden")) == ["Everywhere", "Where are you?"]


def test_the_country_of_a_participant_is_a_link_away_and_kept_nowhere(anna: Person) -> None:
    soup(anna.client)
    before = rows.contents()
    page = soup(anna.client, "?country=sweden")
    assert headings(page)[0] == "Sweden"
    assert "We do not keep what you choose here." in page.get_text()
    assert rows.added(before) == []
    assert headings(soup(anna.client))[0] == "Which country are you in?"


@given(lines=st.lists(st.tuples(st.sampled_from(["", *REGIONS]), st.sampled_from(["", "Åland", "Peru", "Chad"]))))
def test_no_number_of_a_chosen_place_is_ever_left_out(lines: list[tuple[str, str]]) -> None:
    """Whatever lines a clinic keeps: of the country, of its part of the world, of everywhere, and no others."""
    calls = [Call(Line(str(n), "1", region, country if region else "")) for n, (region, country) in enumerate(lines)]
    for region in ("", *REGIONS):
        for country in ("", *found_countries(calls, region)):
            shown = [call for place in places(calls, region=region, country=country) for call in place.calls]
            wanted = [
                call
                for call in calls
                if call.line.region in {region, ""} and (not country or call.line.country in {country, ""})
            ]
            assert sorted(call.line.name for call in shown) == sorted(call.line.name for call in wanted)


def test_each_number_says_when_it_was_tested(programme: Program, stranger: Client) -> None:
    CrisisLine.objects.update(tested_on=None)
    CrisisLine.objects.filter(key="us-988").update(tested_on=date(2026, 11, 3))
    items = soup(stranger, "?region=north-america").select(".call-list li")
    told = [" ".join(item.get_text().split()) for item in items]
    assert "988 Suicide crisis helpline Day and night · not tested by us yet" in told
    assert "988 Suicide and crisis lifeline Day and night · tested on 3 November 2026" in told


def test_what_is_switched_off_is_not_shown(programme: Program, stranger: Client) -> None:
    CrisisLine.objects.filter(key="au-lifeline").update(is_active=False)
    assert "13 11 14" not in soup(stranger, "?region=oceania").get_text()


def test_it_works_with_no_number_at_all(anna: Person, stranger: Client) -> None:
    CrisisLine.objects.all().delete()
    for client in (stranger, anna.client):
        page = soup(client)
        assert "Please call the emergency number of the country you are in" in page.get_text()
        assert len(page.select("details.door")) == len(Door)


def test_it_works_with_no_programme(db: None, stranger: Client) -> None:
    CrisisLine.objects.all().delete()
    Program.objects.update(joining_open=False)
    assert len(soup(stranger).select("details.door")) == len(Door)


def test_numbers_stay_when_joining_is_closed(programme: Program, stranger: Client) -> None:
    Program.objects.update(joining_open=False)
    assert numbers(soup(stranger))


def test_lines_of_another_programme_are_not_mixed_in(anna: Person) -> None:
    other = Program.objects.create(slug="another", title="Another", joining_open=True)
    CrisisLine.objects.create(program=other, key="x", name="Another line", number="55", region="europe")
    assert "Another line" not in soup(anna.client).get_text()
    CrisisLine.objects.filter(program=anna.enrolment.program).delete()
    assert "Another line" in soup(anna.client).get_text()


def test_staff_read_it_too(therese: Person) -> None:
    assert headings(soup(therese.client)) == ["Everywhere", "Where are you?"]


def test_two_statements_beside_session_and_account_and_three_for_the_own_plan(
    anna: Person, stranger: Client, django_assert_num_queries: Any
) -> None:
    anna.client.get("/signed-out/")
    with CaptureQueriesContext(connection) as bare:
        anna.client.get("/signed-out/")
    for query in ("", "?region=europe"):
        with django_assert_num_queries(len(bare) + 5):
            anna.client.get(HELP + query)
        with django_assert_num_queries(2):
            stranger.get(HELP + query)
