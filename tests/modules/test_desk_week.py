"""What a week told its participants, for the desk: the frozen steps, and the one before the worksheet."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from modules.actions.publishing import publish_edition
from modules.models import EditionMedia, ProgrammePage
from modules.queries import edition_steps
from program import clock
from tests.modules import films
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import soup, words

pytestmark = pytest.mark.django_db


def url(person: Person, week: int = 1) -> str:
    return f"/staff/edition/{person.enrolment.edition_id}/week/{week}/"


def test_it_holds_every_step_and_says_where_the_worksheet_comes(anna: Person, therese: Person) -> None:
    response = therese.client.get(url(anna))
    page, said = soup(response), words(response)
    steps = edition_steps(anna.enrolment.edition_id, 1)
    assert [each.get_text(strip=True) for each in page.select(".desk-step > h2:first-child")] == [
        f"{step.number}. {step.title}" for step in steps
    ]
    assert "Where I am" in said
    before = page.select_one("#worksheet-step")
    assert before is not None
    assert f"After step {steps[-1].number} they go on to the worksheet" in before.get_text(" ")
    assert "(the worksheet comes after this step)" in said


def test_the_letter_screen_leads_to_it(anna: Person, therese: Person) -> None:
    links = soup(therese.client.get(desk.letter_url(anna, 2))).select(".case-read a[target=_blank]")
    leads = {str(link["href"]) for link in links}
    assert {f"{url(anna, 1)}#worksheet-step", f"{url(anna, 2)}#worksheet-step"} <= leads
    for link in links:
        assert "opens in a new tab" in link.get_text(" ")
        assert link["rel"] == ["noopener"]


def test_nothing_leads_to_a_participants_page(anna: Person, therese: Person) -> None:
    for week in range(1, 10):
        for link in soup(therese.client.get(url(anna, week))).select("main [href], main [src]"):
            address = str(link.get("href") or link.get("src"))
            assert address.startswith(("#", "/staff/")), address
        assert "wm:" not in therese.client.get(url(anna, week)).content.decode()


def test_links_to_help_are_plain_words(anna: Person, therese: Person) -> None:
    assert "Help now" in words(therese.client.get(url(anna)))


def test_a_video_plays_on_the_desk(
    page: ProgrammePage, anna: Person, therese: Person, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    films.show_in(page.modules()[0], films.saved_film())
    edition = publish_edition(page=page, by="tests", today=clock.today())
    source = soup(therese.client.get(f"/staff/edition/{edition.pk}/week/1/")).select_one("video source")
    assert source is not None
    file = EditionMedia.objects.get(content_type="video/mp4")
    assert source["src"] == f"/staff/edition/{edition.pk}/film/{file.sha256}/"
    assert therese.client.get(str(source["src"])).status_code == 200
    assert anna.client.get(str(source["src"])).status_code == 404
    assert therese.client.get(f"/staff/edition/{anna.enrolment.edition_id}/film/{file.sha256}/").status_code == 404


def test_a_supervisor_reads_it_too(anna: Person, stina: Person) -> None:
    assert stina.client.get(url(anna)).status_code == 200


@pytest.mark.parametrize("who", ["arne", "olle", "lena", "anna", "sol"])
def test_it_does_not_exist_for_others(who: str, anna: Person, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(url(anna)).status_code == 404
    assert client.get(f"/staff/edition/{anna.enrolment.edition_id}/film/{'0' * 64}/").status_code == 404


def test_a_week_or_an_edition_that_is_none_is_not_found(anna: Person, therese: Person) -> None:
    for address in (url(anna, 0), url(anna, 99), f"/staff/edition/{uuid4()}/week/1/"):
        assert therese.client.get(address).status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone_and_takes_nothing(
    anna: Person, therese: Person, stranger: Client
) -> None:
    assert stranger.get(url(anna)).status_code == 302
    assert therese.unverified.get(url(anna)).status_code == 302
    assert therese.client.post(url(anna)).status_code == 405


def test_it_costs_no_statement_once_it_was_read(anna: Person, therese: Person) -> None:
    therese.client.get(url(anna))
    with CaptureQueriesContext(connection) as bare:
        therese.client.get("/staff/account/")
    with CaptureQueriesContext(connection) as captured:
        therese.client.get(url(anna))
    assert len(captured) <= len(bare)
