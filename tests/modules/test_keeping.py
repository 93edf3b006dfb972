"""Steps that a reader keeps, and the week on one page."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from modules.models import Bookmark, StepProgress
from program import clock
from program.actions import joining
from program.models import Account
from tests.modules.test_home import AROUND
from tests.people import Person

pytestmark = pytest.mark.django_db

KEEP = "/week/2/3/keep/"


def text(person: Person, url: str) -> str:
    response = person.client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_step_is_kept_and_found_again(anna: Person) -> None:
    assert "Keep this page" in text(anna, "/week/2/3/")
    response = anna.client.post(KEEP, {"do": "keep"})
    assert response["Location"] == "/week/2/3/#keep"
    html = text(anna, "/week/2/3/")
    assert "You keep this page." in html
    assert "Keep this page" not in html
    assert "You keep this page." not in text(anna, "/week/2/2/")
    assert 'href="/week/2/3/"' in text(anna, "/progress/kept/")


def test_titles_in_another_language_say_so(anna: Person) -> None:
    anna.client.post(KEEP, {"do": "keep"})
    Account.objects.filter(pk=anna.account_id).update(language="sv")
    for url in ("/progress/kept/", "/progress/all/"):
        page = BeautifulSoup(anna.client.get(url).content, "html.parser")
        assert page.select_one(":is(h2, h3) > [lang=en]") is not None, url
        assert page.select_one(".kept-step [lang=en]") is not None, url


def test_it_is_let_go_from_either_page(anna: Person) -> None:
    for back, leads in (("", "/week/2/3/#keep"), ("kept", "/progress/kept/")):
        anna.client.post(KEEP, {"do": "keep"})
        assert anna.client.post(KEEP, {"do": "let-go", "back": back})["Location"] == leads
        assert not Bookmark.objects.exists()
    assert "You keep nothing yet." in text(anna, "/progress/kept/")


def test_pressed_twice_it_is_kept_once(anna: Person) -> None:
    for _ in range(2):
        anna.client.post(KEEP, {"do": "keep"})
    assert Bookmark.objects.count() == 1
    for _ in range(2):
        assert anna.client.post(KEEP, {"do": "let-go"}).status_code == 302


def test_keeping_says_which_step_of_which_week_and_nothing_else(anna: Person) -> None:
    anna.client.post(KEEP, {"do": "keep"})
    mark = Bookmark.objects.get()
    assert (mark.progress.week, mark.progress.enrolment, mark.step) == (2, anna.enrolment, "what-it-gave")


def test_each_reader_keeps_their_own(anna: Person, sol: Person) -> None:
    sol.client.post("/home/begin/")
    anna.client.post("/week/1/1/keep/", {"do": "keep"})
    assert "You keep nothing yet." in text(sol, "/progress/kept/")
    assert "Keep this page" in text(sol, "/week/1/1/")
    sol.client.post("/week/1/1/keep/", {"do": "let-go"})
    assert Bookmark.objects.count() == 1


def test_nothing_is_kept_of_a_closed_week_or_by_others(anna: Person, sol: Person, therese: Person) -> None:
    for person, url in ((anna, "/week/3/1/keep/"), (anna, "/week/2/9/keep/"), (sol, KEEP), (therese, KEEP)):
        assert person.client.post(url, {"do": "keep"}).status_code == 404
    assert therese.client.get("/progress/kept/").status_code == 404
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize("url", ["/progress/kept/", "/week/2/all/"])
def test_pages_for_their_reader_alone(anna: Person, stranger: Client, url: str) -> None:
    assert stranger.get(url)["Location"].startswith("/sign-in/")
    assert anna.client.post(url).status_code == 405
    assert anna.client.get(KEEP).status_code == 405


def test_a_week_on_one_page(anna: Person, sol: Person, therese: Person) -> None:
    html = text(anna, "/week/2/all/")
    assert html.count('class="whole-step"') == 6
    assert 'href="#step-5"' in html
    assert 'id="step-5"' in html
    assert html.split("</main>")[0].count("button-primary") == 1
    assert StepProgress.objects.get(enrolment=anna.enrolment, week=2).furthest == 5
    assert 'href="/week/2/all/"' in text(anna, "/week/2/")
    assert 'href="/week/2/all/"' in text(anna, "/week/2/1/")
    for person, url in ((anna, "/week/3/all/"), (sol, "/week/1/all/"), (therese, "/week/2/all/")):
        assert person.client.get(url).status_code == 404


def test_the_contents_stand_on_every_step(anna: Person) -> None:
    html = text(anna, "/week/2/2/")
    for step in range(1, 6):
        assert f'href="/week/2/{step}/"' in html
    assert html.count('aria-current="page"') == 1


def test_what_the_pages_cost(anna: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    anna.client.post(KEEP, {"do": "keep"})
    anna.client.post("/week/1/1/keep/", {"do": "keep"})
    anna.client.get("/progress/kept/")
    with django_assert_num_queries(AROUND + 3):
        anna.client.get("/progress/kept/")
    anna.client.get("/week/2/all/")
    with django_assert_num_queries(AROUND + 3):
        anna.client.get("/week/2/all/")


def test_it_goes_with_the_account(anna: Person) -> None:
    anna.client.post(KEEP, {"do": "keep"})
    joining.erase(account=anna.account, today=clock.today())
    assert not Bookmark.objects.exists()
