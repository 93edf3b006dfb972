"""Pages that anybody may read, signed in or not."""

import pytest
from django.test import Client

from program.models import Program
from tests.people import Person

pytestmark = pytest.mark.django_db
WORDS = ["/", "/about/", "/what-we-keep/", "/limits/", "/help/"]
PAGES = [*WORDS, "/join/age/", "/sign-in/", "/recover/", "/signed-out/", "/bread/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_reads_it_and_gets_no_session(path: str, programme: Program, stranger: Client) -> None:
    response = stranger.get(path)
    assert response.status_code == 200
    assert "__Host-wm-session" not in response.cookies


@pytest.mark.parametrize("path", PAGES)
def test_help_and_the_way_out_are_on_every_page(path: str, programme: Program, stranger: Client) -> None:
    page = stranger.get(path).content.decode()
    if path != "/bread/":
        assert 'href="/help/"' in page
        assert 'action="/leave/"' in page


@pytest.mark.parametrize("path", ["/about/", "/help/", "/limits/", "/what-we-keep/"])
def test_it_stays_readable_when_signed_in(path: str, anna: Person) -> None:
    assert anna.client.get(path).status_code == 200


def test_the_front_page_names_the_limits_before_anything_is_told(programme: Program, stranger: Client) -> None:
    page = stranger.get("/").content.decode()
    assert "limits" in page.lower()
    assert "court" in page


def test_participants_read_what_they_agreed_to_while_joining_is_closed(anna: Person, stranger: Client) -> None:
    Program.objects.update(joining_open=False)
    assert "Courts and the police" in anna.client.get("/limits/").content.decode()
    assert "Courts and the police" not in stranger.get("/limits/").content.decode()


@pytest.mark.parametrize("path", WORDS)
def test_posting_is_refused(path: str, programme: Program, stranger: Client) -> None:
    assert stranger.post(path).status_code == 405


def test_an_unknown_page_is_a_kind_404(programme: Program, stranger: Client) -> None:
    response = stranger.get("/nothing-here/")
    assert response.status_code == 404
