"""Which language a page speaks: the account's, the visitor's, the browser's; and no other in anybody's mail."""

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from program import clock
from program.actions import mails
from program.models import Account, AuditEvent, OutboxKind, OutboxRow
from tests.people import Person
from tests.pseudo import CODE, OPEN, marked

CHOOSE = "/language/"


def spoken(client: Client, path: str = "/help/", asks: str = "") -> str:
    """The language that the page says it is in."""
    page = client.get(path, headers={"Accept-Language": asks}).content.decode()
    return page.partition('<html lang="')[2].partition('"')[0]


def test_the_browser_is_asked(stranger: Client, db: None) -> None:
    assert spoken(stranger) == "en"
    assert spoken(stranger, asks="sv-SE,sv;q=0.9,en;q=0.5") == "sv"
    assert spoken(stranger, asks="fi") == "en"
    assert spoken(stranger, asks="x" * 600) == "en"


def test_a_page_says_that_it_depends_on_it(stranger: Client, db: None) -> None:
    response = stranger.get("/help/", headers={"Accept-Language": CODE})
    assert response["Content-Language"] == CODE
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))
    assert OPEN in response.content.decode()
    assert 'dir="rtl"' in response.content.decode()


def test_no_language_is_left_behind_for_the_next_request(stranger: Client, db: None) -> None:
    before = translation.get_language()
    stranger.get("/help/", headers={"Accept-Language": "sv"})
    assert translation.get_language() == before


def test_a_visitor_chooses_for_this_session(stranger: Client, db: None) -> None:
    response = stranger.post(CHOOSE, {"language": "sv", "back": "/help/?region=europe"})
    assert response["Location"] == "/help/?region=europe"
    cookie = response.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["expires"], cookie["max-age"]) == ("sv", "", "")
    assert cookie["secure"]
    assert cookie["httponly"]
    assert spoken(stranger, asks="en") == "sv"


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "home", ""])
def test_it_leads_nowhere_else(stranger: Client, db: None, back: str) -> None:
    assert stranger.post(CHOOSE, {"language": "sv", "back": back})["Location"] == "/"


@pytest.mark.parametrize("code", ["", "xx", "sv\r\nx", "x" * 600])
def test_what_is_not_offered_changes_nothing(stranger: Client, anna: Person, code: str) -> None:
    assert settings.LANGUAGE_COOKIE_NAME not in stranger.post(CHOOSE, {"language": code}).cookies
    anna.client.post(CHOOSE, {"language": code})
    assert anna.account.language == ""


def test_it_takes_only_a_form(stranger: Client, db: None) -> None:
    assert stranger.get(CHOOSE).status_code == 405


def test_an_account_keeps_it_and_nothing_about_it(anna: Person) -> None:
    log = AuditEvent.objects.count()
    response = anna.client.post(CHOOSE, {"language": "sv", "back": "/account/"})
    assert response["Location"] == "/account/"
    assert anna.account.language == "sv"
    assert spoken(anna.client, "/home/", asks="en") == "sv"
    assert AuditEvent.objects.count() == log
    anna.client.post(CHOOSE, {"language": ""})
    assert anna.account.language == ""
    assert spoken(anna.client, "/home/", asks="en") == "en"


def test_an_account_goes_before_what_was_chosen_outside(anna: Person) -> None:
    anna.client.cookies[settings.LANGUAGE_COOKIE_NAME] = CODE
    assert spoken(anna.client, "/home/") == CODE
    anna.client.post(CHOOSE, {"language": "sv"})
    assert spoken(anna.client, "/home/") == "sv"


def test_staff_choose_on_their_side(therese: Person, anna: Person) -> None:
    response = therese.client.post("/staff/language/", {"language": "sv", "back": "/staff/account/"})
    assert response["Location"] == "/staff/account/"
    assert spoken(therese.client, "/staff/account/") == "sv"
    assert anna.client.post("/staff/language/", {"language": "sv"}).status_code == 404


def test_a_language_that_is_offered_no_more_is_left_to_the_browser(anna: Person) -> None:
    Account.objects.filter(pk=anna.account_id).update(language="tlh")
    assert spoken(anna.client, "/home/") == "en"


@pytest.mark.parametrize("path", ["/", "/help/", "/sign-in/", "/staff/sign-in/"])
def test_a_visitor_finds_the_choice(stranger: Client, db: None, path: str) -> None:
    page = stranger.get(path).content.decode()
    assert ">Svenska</button>" in page
    assert f'name="back" value="{path}"' in page


def test_where_something_was_posted_no_choice_throws_it_away(stranger: Client, programme: object) -> None:
    assert ">Svenska</button>" not in stranger.post("/sign-in/", {}).content.decode()


def test_whoever_is_signed_in_finds_it_on_their_account(anna: Person, therese: Person) -> None:
    for client, path in ((anna.client, "/account/"), (therese.client, "/staff/account/")):
        assert ">Svenska</button>" in client.get(path).content.decode()
        assert "As my browser asks" not in client.get(path).content.decode()
    assert ">Svenska</button>" not in anna.client.get("/home/").content.decode()


def test_it_asks_the_database_nothing_more(anna: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    anna.client.get("/signed-out/")
    with django_assert_num_queries(2):
        anna.client.get("/signed-out/", headers={"Accept-Language": "sv"})


def test_a_mail_speaks_the_language_of_its_reader(therese: Person) -> None:
    Account.objects.filter(pk=therese.account_id).update(language=CODE)
    OutboxRow.objects.create(key="test", kind=OutboxKind.DESK_MAIL, account_id=therese.account_id, due_on=clock.today())
    with translation.override("sv"):
        mails.deliver_mails()
    [sent] = mail.outbox
    assert marked("Something waits for you on the desk.") in sent.body
    assert sent.subject.startswith(OPEN)
