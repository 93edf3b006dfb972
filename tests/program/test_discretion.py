"""Whoever looks over a shoulder, into the history or into a folder learns nothing: titles, icons, the way out."""

from http.cookies import SimpleCookie

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client

from program.models import Program
from tests.architecture.test_urls import OURS, example
from tests.faults.test_thief import TELLING
from tests.people import Person

pytestmark = pytest.mark.django_db
PAGES = [path for _name, path, _entry in OURS if not path.startswith(("staff/", "demo/"))]
ERRORS = ["403.html", "403_csrf.html", "404.html", "500.html"]


def look(page: BeautifulSoup, where: str) -> None:
    assert page.title is not None, where
    assert not TELLING.search(page.title.get_text()), where
    icons = [str(link["href"]) for link in page.select('link[rel="icon"]')]
    assert icons, where
    assert all("favicon" in icon or "icon.svg" in icon for icon in icons), where


@pytest.mark.parametrize("who", ["stranger", "anna", "sol"])
def test_every_page_has_a_neutral_title_and_icon(who: str, request: pytest.FixtureRequest, programme: Program) -> None:
    found = request.getfixturevalue(who)
    client = found if isinstance(found, Client) else found.client
    seen = 0
    for path in PAGES:
        url = example(path)
        cookies = SimpleCookie({name: morsel.value for name, morsel in client.cookies.items()})
        answer = client.get(url) if url else None
        client.cookies = cookies
        if answer is None or "attachment" in answer.headers.get("Content-Disposition", ""):
            continue
        if answer.headers.get("Content-Type", "").startswith("text/html") and answer.content:
            look(BeautifulSoup(answer.content, "html.parser"), str(url))
            seen += 1
    assert seen > 8


@pytest.mark.parametrize("name", ERRORS)
def test_so_has_every_page_that_says_sorry(name: str) -> None:
    page = BeautifulSoup(render_to_string(name, {"site_name": "Waymark"}), "html.parser")
    look(page, name)


def test_the_way_out_ends_the_session_and_asks_the_browser_to_forget(anna: Person) -> None:
    answer = anna.client.post("/leave/")
    assert answer["Location"] == "/bread/"
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert anna.client.get("/home/").status_code == 302


@pytest.mark.parametrize("path", ["/sign-out/", "/account/devices/sign-out-everywhere/", "/leave/"])
def test_every_way_of_signing_out_asks_the_browser_to_forget(path: str, anna: Person) -> None:
    assert "cookies" in anna.client.post(path)["Clear-Site-Data"]
