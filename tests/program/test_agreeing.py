"""A text that has changed is agreed to anew, or not now; the ones agreed to before are kept."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from program import clock, consents
from program.models import Account, AuditEvent, Consent, ConsentText, EnrolmentState, Program, RescuedText
from tests.people import Person
from therapist.models import Message
from worksheets.models import Response

AGREE, AGREED = "/agree/", "/account/agreed/"

pytestmark = pytest.mark.django_db
OLD, NEW = 8, 9
"""The sample's version of what is agreed to, and the next."""


def new_text(program: Program, version: int, changed: str, language: str = "en") -> ConsentText:
    return ConsentText.objects.create(
        program=program,
        version=version,
        language=language,
        title="Before you begin",
        parts=[{"title": "In short", "html": f"<p>Summary {version}, puffin.</p>"}],
        changed=f"<p>{changed}</p>",
        sha256=f"{version:064}",
        published_on=clock.today(),
    )


@pytest.fixture
def newer(anna: Person) -> ConsentText:
    return new_text(anna.enrolment.program, NEW, "The clinic has moved, heron.")


def come_in(person: Person) -> Client:
    """Through the door, so that the newest text is looked up."""
    client = Client()
    client.post("/sign-in/", {"name": person.name, "passphrase": person.secret})
    return client


def test_nobody_is_asked_whose_text_has_not_changed(anna: Person) -> None:
    client = come_in(anna)
    assert client.get("/home/").status_code == 200
    assert client.get(AGREE)["Location"] == "/home/"


def test_they_are_asked_before_home_and_told_what_is_new(anna: Person, newer: ConsentText) -> None:
    client = Client()
    answer = client.post("/sign-in/", {"name": anna.name, "passphrase": anna.secret})
    assert answer["Location"] == AGREE
    assert client.get("/home/")["Location"] == AGREE
    page = client.get(AGREE).content.decode()
    for words in (
        "heron",
        "puffin",
        "Courts and the police",
        f"The one you agreed to before: version {OLD}",
        "Not now",
    ):
        assert words in page


def test_a_text_in_another_language_than_the_page_says_so(anna: Person, newer: ConsentText) -> None:
    Account.objects.filter(pk=anna.account_id).update(language="sv")
    client = come_in(anna)
    for url in (AGREE, AGREED, "/limits/"):
        page = client.get(url).content.decode()
        assert page.count('lang="en" dir="ltr"') == (3 if url == AGREE else 1), url


def test_every_version_since_then_says_what_was_new(anna: Person, newer: ConsentText) -> None:
    new_text(newer.program, NEW + 1, "And back again, crane.")
    page = come_in(anna).get(AGREE).content.decode()
    assert page.index("heron") < page.index("crane")
    assert f"In version {NEW}" in page


def test_agreeing_is_written_down_once_and_the_old_text_is_kept(anna: Person, newer: ConsentText) -> None:
    client = come_in(anna)
    for _twice in range(2):
        assert client.post(AGREE, {"version": str(NEW), "agreed": "on"})["Location"] == "/home/"
    versions = Consent.objects.filter(participant_id=anna.account_id).values_list("text__version", flat=True)
    assert sorted(versions) == [OLD, NEW]
    assert AuditEvent.objects.get(verb="consent.given").detail == {"consent": NEW}
    assert client.get("/home/").status_code == 200
    assert "puffin" in client.get("/limits/").content.decode()
    assert come_in(anna).get("/home/").status_code == 200


def test_without_the_tick_nothing_is_agreed_to(anna: Person, newer: ConsentText) -> None:
    page = come_in(anna).post(AGREE, {"version": str(NEW)}).content.decode()
    assert "Tick the box if you agree" in page
    assert Consent.objects.filter(participant_id=anna.account_id).count() == 1


@pytest.mark.parametrize("version", ["", str(OLD), "x"])
def test_only_the_newest_text_can_be_agreed_to(version: str, anna: Person, newer: ConsentText) -> None:
    page = come_in(anna).post(AGREE, {"version": version, "agreed": "on"}).content.decode()
    assert "changed once more" in page
    assert Consent.objects.filter(participant_id=anna.account_id).count() == 1


def test_not_now_lets_them_read_and_sends_nothing(anna: Person, newer: ConsentText) -> None:
    client = come_in(anna)
    assert client.post(AGREE, {"later": "1"})["Location"] == "/home/"
    page = client.get("/home/").content.decode()
    assert "Nothing is sent just now" in page
    assert f'href="{AGREE}"' in page
    assert "Nothing is sent just now" not in client.get(AGREE).content.decode()
    assert client.get("/week/1/worksheet/sent/").status_code == 200
    assert client.get("/account/erase/").status_code == 200
    sent = Response.objects.count()
    assert client.post("/week/1/worksheet/send/")["Location"] == AGREE
    assert Response.objects.count() == sent
    assert come_in(anna).get("/home/")["Location"] == AGREE


def test_what_was_typed_is_kept_and_offered_once_they_agree(anna: Person, newer: ConsentText) -> None:
    client = come_in(anna)
    page = client.get("/messages/")
    typed = {"text": "May I ask something?", "form_key": page.context["form_key"]}
    rescue = {"rescue": str(page.context["rescue_token"])}
    assert client.post("/messages/", typed | rescue)["Location"] == AGREE
    assert not Message.objects.exists()
    assert RescuedText.objects.filter(account_id=anna.account_id).count() == 1
    assert client.post(AGREE, {"version": str(NEW), "agreed": "on"})["Location"] == "/kept/"
    assert "May I ask something?" in client.get("/kept/").content.decode()


def test_they_are_asked_at_the_next_sign_in_only(anna: Person) -> None:
    client = come_in(anna)
    new_text(anna.enrolment.program, NEW, "Something new.")
    assert client.get("/home/").status_code == 200


@pytest.mark.parametrize("state", [EnrolmentState.WITHDRAWN, EnrolmentState.CLOSED])
def test_nobody_is_asked_whose_case_is_over(state: str, anna: Person, newer: ConsentText) -> None:
    enrolment = anna.enrolment
    enrolment.state = state
    enrolment.save()
    assert come_in(anna).get("/home/").status_code == 200


def test_a_text_in_another_language_asks_nobody(anna: Person) -> None:
    new_text(anna.enrolment.program, NEW + 1, "Nytt.", language="sv")
    assert come_in(anna).get("/home/").status_code == 200


def test_it_costs_two_statements_at_sign_in(
    anna: Person, newer: ConsentText, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    account = anna.account
    with django_assert_num_queries(2):
        asked = consents.asked_anew(account)
    assert asked is not None


def test_what_they_agreed_to_is_listed_with_its_text(anna: Person, newer: ConsentText) -> None:
    client = come_in(anna)
    client.post(AGREE, {"version": str(NEW), "agreed": "on"})
    page = client.get(AGREED).content.decode()
    assert page.index(f"Version {NEW}") < page.index(f"Version {OLD}")
    assert "Courts and the police" in page
    copy = client.get(f"{AGREED}{OLD}/copy/")
    assert copy["Content-Disposition"] == f'attachment; filename="text-{OLD}.html"'
    assert "Courts and the police" in copy.content.decode()
    assert client.get(f"{AGREED}{NEW + 1}/copy/").status_code == 404
    account = client.get("/account/").content.decode()
    assert f'href="{AGREED}"' in account, account


@pytest.mark.parametrize("url", [AGREE, AGREED, f"{AGREED}{OLD}/copy/"])
def test_it_is_for_participants_only(url: str, therese: Person, stranger: Client, sol: Person) -> None:
    assert therese.client.get(url).status_code == 404
    assert stranger.get(url)["Location"].startswith("/sign-in/")
    assert sol.client.put(url).status_code == 405
