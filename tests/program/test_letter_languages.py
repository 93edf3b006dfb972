"""The languages that letters come in: said by those who write, offered to newcomers, kept to by assignment."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st
from pytest_django import Settings

from program import letter_languages
from program.models import Account, AuditEvent, CaseGrant, Participant, Program
from tests.people import Person
from tests.program.test_assignment import assign, newcomer, therapist
from tests.program.test_joining import Joiner, both_ends

CODES = ["en", "sv", "de"]
TODAY = date(2026, 3, 2)
OWN = "/staff/account/letter-languages/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three(settings: Settings) -> None:
    settings.LETTER_LANGUAGES = CODES


def write(person: Person, *codes: str) -> None:
    Account.objects.filter(pk=person.account_id).update(writes_in=list(codes))


def page_of(person: Person) -> str:
    return f"/staff/people/{person.account_id}/letter-languages/"


@pytest.fixture
def clinic() -> Program:
    return Program.objects.create(slug="clinic", title="Clinic")


@given(
    desk=st.lists(st.tuples(st.integers(0, 3), st.lists(st.sampled_from(CODES), unique=True)), max_size=4),
    wanted=st.lists(st.sampled_from(["", *CODES]), max_size=8),
)
@with_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whoever_is_assigned_writes_the_language_and_has_most_room(
    clinic: Program, desk: list[tuple[int, list[str]]], wanted: list[str]
) -> None:
    """Nobody waits while somebody who writes it has room; nobody is ever given to somebody who does not write it."""
    with transaction.atomic():
        staff = [therapist(number, capacity) for number, (capacity, _codes) in enumerate(desk)]
        for account, (_capacity, codes) in zip(staff, desk, strict=True):
            account.writes_in = codes
            account.save()
        left = {account.pk: account.capacity for account in staff}
        for code in wanted:
            person = newcomer()
            person.letters_in = code
            able = [each for each in staff if (code or "en") in (each.writes_in or ["en"]) and left[each.pk] > 0]
            expected = min(able, key=lambda each: (-left[each.pk], str(each.pk)), default=None)
            assert assign(clinic, person) == expected
            if expected:
                left[expected.pk] -= 1
        transaction.set_rollback(True)


def test_a_newcomer_chooses_among_the_languages_that_somebody_writes(
    programme: Program, therese: Person, tom: Person, stranger: Client
) -> None:
    write(tom, "sv")
    joiner = Joiner(stranger).answer(adult="yes")
    assert joiner.made["step"] == "language"
    assert "Step 2 of 10" in joiner.page
    assert "Svenska" in joiner.page
    assert "Deutsch" not in joiner.page
    joiner.answer(language="de")
    assert joiner.made["step"] == "language"
    joiner.answer(language="sv").answer(continent="europe").answer(agreed="on").answer().answer(own="")
    made = joiner.made
    joiner.answer(again=made["passphrase"]).answer().answer().answer(code_part=both_ends(made["recovery"]))
    newest = Participant.objects.get(letters_in="sv")
    assert newest.grants.get().staff_id == tom.account_id


def test_the_language_of_the_page_is_chosen_already() -> None:
    assert letter_languages.nearest(["en", "sv"], "sv-se") == "sv"
    assert letter_languages.nearest(["en", "sv"], "de") == "en"


def test_nobody_is_asked_where_one_language_is_written(programme: Program, therese: Person, stranger: Client) -> None:
    joiner = Joiner(stranger).answer(adult="yes")
    assert joiner.made["step"] == "continent"
    assert "of 9" in joiner.page


def test_a_therapist_says_which_languages_they_write(therese: Person) -> None:
    assert "Svenska" in therese.client.get("/staff/account/").content.decode()
    for _twice in range(2):
        assert therese.client.post(OWN, {"languages": ["sv", "de"]})["Location"] == "/staff/account/"
    assert therese.account.writes == ["sv", "de"]
    event = AuditEvent.objects.get(verb="letter-languages.set")
    assert (event.actor, event.subject) == (str(therese.account_id), str(therese.account_id))


def test_an_operator_says_it_for_a_colleague(therese: Person, olle: Person) -> None:
    assert "Svenska" in olle.client.get(f"/staff/people/{therese.account_id}/").content.decode()
    assert olle.client.post(page_of(therese), {"languages": ["de"]}).status_code == 302
    assert therese.account.writes == ["de"]
    assert AuditEvent.objects.get(verb="letter-languages.set").actor == str(olle.account_id)


@pytest.mark.parametrize("typed", [[], ["xx"], ["en", "xx"]])
def test_anything_else_changes_nothing(typed: list[str], therese: Person) -> None:
    therese.client.post(OWN, {"languages": typed})
    assert therese.account.writes_in == []
    assert not AuditEvent.objects.filter(verb="letter-languages.set").exists()


def test_it_is_for_those_who_write_and_for_operators(
    therese: Person, arne: Person, stina: Person, anna: Person, stranger: Client
) -> None:
    assert arne.client.post(OWN, {"languages": ["sv"]}).status_code == 404
    assert stina.client.post(page_of(therese), {"languages": ["sv"]}).status_code == 404
    assert therese.client.post(page_of(therese), {"languages": ["sv"]}).status_code == 404
    assert anna.client.post(OWN, {"languages": ["sv"]}).status_code == 404
    assert stranger.post(OWN, {"languages": ["sv"]})["Location"].startswith("/staff/sign-in/")
    assert therese.client.get(OWN).status_code == 405
    assert therese.account.writes_in == []


def test_there_is_nothing_to_say_where_the_clinic_writes_in_one(therese: Person, settings: Settings) -> None:
    settings.LETTER_LANGUAGES = ["en"]
    assert therese.client.post(OWN, {"languages": ["en"]}).status_code == 404
    assert "Save languages" not in therese.client.get("/staff/account/").content.decode()


def test_a_supervisor_sees_who_waits_for_which_language_and_who_writes_it(
    programme: Program, therese: Person, stina: Person, sol: Person
) -> None:
    CaseGrant.objects.all().delete()
    Participant.objects.update(letters_in="sv")
    write(therese, "en", "sv")
    page = stina.client.get("/staff/unassigned/").content.decode()
    assert "letters in Svenska" in page
    assert "Therese, English, Svenska (0 of 30)" in page


def test_the_case_and_the_cover_list_say_it_too(anna: Person, therese: Person, tom: Person) -> None:
    write(tom, "de")
    assert "letters in English" in therese.client.get(f"/staff/case/{anna.account_id}/").content.decode()
    assert "Tom, Deutsch" in therese.client.get(f"/staff/case/{anna.account_id}/hand-over/").content.decode()
    assert "Tom, Deutsch" in therese.client.get("/staff/cover/").content.decode()
