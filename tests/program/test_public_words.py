"""A clinic's words on the pages that anybody may read, and what the software says there whatever they are."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from program import clock
from program.actions.public import publish_words, take_back_words
from program.choices import Door, PublicPage
from program.help import help_in
from program.models import AuditEvent, Program, PublicText
from program.public import Part, Words, words_on
from tests.people import Person
from vault.frozen import Frozen

pytestmark = pytest.mark.django_db
PATHS = {
    PublicPage.FRONT: "/",
    PublicPage.ABOUT: "/about/",
    PublicPage.PROMISES: "/what-we-keep/",
    PublicPage.LIMITS: "/limits/",
    PublicPage.HELP: "/help/",
}
OURS = Words("The house by the lake", "We are here.", [Part("How we work", "<p>Slowly &amp; well.</p>")], "en")


def publish(page: PublicPage, words: Words = OURS) -> bool:
    return publish_words(page=page, words=words, by="tests", today=clock.today())


def soup(client: Client, page: PublicPage) -> BeautifulSoup:
    response = client.get(PATHS[page])
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(found: BeautifulSoup) -> str:
    return " ".join(found.get_text().split())


@pytest.mark.parametrize("page", list(PublicPage))
def test_the_sample_fills_every_page(page: PublicPage, programme: Program, stranger: Client) -> None:
    words = words_on(page)
    assert words is not None
    shown = soup(stranger, page)
    assert shown.select("h1")[0].get_text() == words.title
    assert len(shown.select("h1")) == 1
    assert words.lead in text(shown)
    assert all(part.title in text(shown) for part in words.sections)


@pytest.mark.parametrize("page", list(PublicPage))
def test_what_a_clinic_publishes_is_seen_at_once(page: PublicPage, programme: Program, stranger: Client) -> None:
    publish(page)
    said = text(soup(stranger, page))
    assert "The house by the lake We are here." in said
    assert "How we work Slowly & well." in said


@pytest.mark.parametrize("page", list(PublicPage))
def test_without_words_the_page_stands_all_the_same(page: PublicPage, programme: Program, stranger: Client) -> None:
    take_back_words(page=page, language="en", by="tests", today=clock.today())
    shown = soup(stranger, page)
    assert shown.select("h1")[0].get_text().strip()
    assert "The house by the lake" not in text(shown)


def test_what_the_software_answers_for_stays_whatever_a_clinic_writes(programme: Program, stranger: Client) -> None:
    for page in PublicPage:
        publish(page, Words("Hello", language="en"))
    front = soup(stranger, PublicPage.FRONT)
    for link in ("/join/", "/sign-in/", "/help/", "/limits/", "/what-we-keep/", "/about/"):
        assert front.select(f'main a[href="{link}"]'), link
    assert "A court may order us" in text(front)
    promises = text(soup(stranger, PublicPage.PROMISES))
    for fact in ("The continent you chose", "What you write", "Your network address", "You can erase everything"):
        assert fact in promises
    assert "Courts and the police" in text(soup(stranger, PublicPage.LIMITS))
    help_now = soup(stranger, PublicPage.HELP)
    assert len(help_now.select("details.door")) == 4
    assert help_now.select("a.call-number")
    assert "Nobody watches this service day and night." in text(help_now)


def test_a_closed_door_is_said_whatever_a_clinic_writes(programme: Program, stranger: Client) -> None:
    publish(PublicPage.FRONT)
    Program.objects.update(joining_open=False)
    front = soup(stranger, PublicPage.FRONT)
    assert "New people cannot join just now." in text(front)
    assert "Begin" not in [link.get_text().strip() for link in front.select("main a")]


def test_a_clinic_may_say_behind_a_door_what_to_do_first(programme: Program, stranger: Client) -> None:
    publish(PublicPage.HELP, Words("Help now", "", [Part("", "<p>Ring the bell.</p>", Door.HARM)], "en"))
    shown = soup(stranger, PublicPage.HELP)
    bodies = {str(body["id"]): " ".join(body.get_text().split()) for body in shown.select(".door-body")}
    assert bodies["harm"] == "Ring the bell. Who I can call now"
    assert bodies["myself"].startswith("You do not have to get through this alone.")
    assert not shown.select(".words")


def test_the_same_again_changes_nothing(programme: Program) -> None:
    assert publish(PublicPage.ABOUT)
    rows, events = PublicText.objects.count(), AuditEvent.objects.count()
    assert not publish(PublicPage.ABOUT)
    assert (PublicText.objects.count(), AuditEvent.objects.count()) == (rows, events)


def test_nothing_is_taken_back_twice(programme: Program) -> None:
    back: dict[str, Any] = {"page": PublicPage.ABOUT, "by": "tests", "today": clock.today()}
    assert take_back_words(language="en", **back)
    assert not take_back_words(language="en", **back)
    assert take_back_words(language="sv", **back)
    assert not take_back_words(language="sv", **back)
    assert publish(PublicPage.ABOUT)


def test_a_published_row_is_never_changed_and_leaves_a_trace(programme: Program) -> None:
    publish(PublicPage.LIMITS)
    row = PublicText.objects.get(page=PublicPage.LIMITS, title=OURS.title)
    row.title = "Another"
    with pytest.raises(Frozen):
        row.save()
    event = AuditEvent.objects.get(verb="public-words.published", subject=str(row.pk))
    assert (event.actor, event.detail) == ("tests", {"page": "limits", "number": row.number})


# Languages


def test_a_reader_gets_their_own_language_else_that_of_the_house(programme: Program) -> None:
    publish(PublicPage.ABOUT)
    publish(PublicPage.ABOUT, Words("Huset vid sjön", language="sv"))
    take_back_words(page=PublicPage.FRONT, language="sv", by="tests", today=clock.today())
    with translation.override("sv"):
        own = words_on(PublicPage.ABOUT)
        other = words_on(PublicPage.FRONT)
    assert own is not None
    assert own.title == "Huset vid sjön"
    assert other is not None
    assert other.language == "en"
    take_back_words(page=PublicPage.ABOUT, language="sv", by="tests", today=clock.today())
    with translation.override("sv"):
        house = words_on(PublicPage.ABOUT)
        assert house is not None
        assert (house.title, house.is_foreign, house.tongue) == (OURS.title, True, ' lang="en" dir="ltr"')


def test_words_of_another_language_are_marked_as_such(programme: Program, stranger: Client) -> None:
    with translation.override("ar"):
        assert Words("x", language="en").tongue == ' lang="en" dir="ltr"'
    with translation.override("en"):
        assert Words("x", language="ar").tongue == ' lang="ar" dir="rtl"'
        assert Words("x", language="en").tongue == ""


def test_in_danger_the_readers_language_goes_before_the_clinics_words(programme: Program) -> None:
    words = Words("Help", "", [Part("", "<p>Ring the bell.</p>", Door.HARM)], "en")
    with translation.override("sv"):
        assert not any(door.html for door in help_in("", program_id=None, words=words).doors)
    assert any(door.html for door in help_in("", program_id=None, words=words).doors)


titles = st.sampled_from(["", "One", "Two", "Three"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.lists(st.tuples(st.sampled_from(["en", "sv"]), titles), max_size=6))
def test_the_newest_of_each_language_counts(written: list[tuple[str, str]], db: None) -> None:
    """Whatever was published and taken back in whatever order."""
    PublicText.objects.all().delete()
    newest: dict[str, str] = {}
    for language, title in written:
        newest[language] = title
        if title:
            publish(PublicPage.ABOUT, Words(title, language=language))
        else:
            take_back_words(page=PublicPage.ABOUT, language=language, by="tests", today=clock.today())
    for reader in ("en", "sv"):
        with translation.override(reader):
            found = words_on(PublicPage.ABOUT)
        expected = newest.get(reader) or newest.get("en") or None
        assert (found.title if found else None) == expected


# Cost


@pytest.mark.parametrize("page", list(PublicPage))
def test_reading_is_cheap_and_keeps_nothing(
    page: PublicPage, programme: Program, stranger: Client, django_assert_max_num_queries: Any
) -> None:
    stranger.get(PATHS[page])
    with django_assert_max_num_queries(6 if page == PublicPage.LIMITS else 5):
        response = stranger.get(PATHS[page])
    assert "__Host-wm-session" not in response.cookies


def test_participants_and_staff_read_them_too(anna: Person, therese: Person) -> None:
    for page in (PublicPage.ABOUT, PublicPage.PROMISES, PublicPage.LIMITS, PublicPage.HELP):
        for client in (anna.client, therese.client):
            assert soup(client, page).select("h1")
