"""A member of staff's own page: a new password over the same key."""

import pytest
from django.test import Client

from program import throttle
from program.models import CaseGrant
from tests.people import Person
from tests.program.staff_pages import ACCOUNT, CODE, SIGN_IN, sign_in, verbs
from vault import holders

NEW = "another four long words"


def change(client: Client, old: str, new: str = NEW, again: str = NEW) -> int:
    return client.post(ACCOUNT, {"password": old, "new": new, "again": again}).status_code


def test_new_password_opens_what_the_old_one_opened(anna: Person, therese: Person, stranger: Client) -> None:
    assert change(therese.client, therese.secret) == 302
    assert holders.unlock(holder=therese.account_id, secret=therese.secret) is None
    private = holders.unlock(holder=therese.account_id, secret=NEW)
    assert private is not None
    grant = CaseGrant.objects.get(staff=therese.account, participant_id=anna.account_id)
    key = holders.open_case_key(private=private, row=grant, field="case_key", case_id=anna.account_id)
    assert key == anna.case_key
    assert sign_in(stranger, therese, password=NEW).headers["Location"] == CODE
    assert verbs(therese.account_id)[-1] == "password.changed"


def test_this_session_goes_on_and_the_others_end(therese: Person) -> None:
    elsewhere = Person(therese.account_id, therese.name, therese.secret).client
    change(therese.client, therese.secret)
    assert therese.client.get(ACCOUNT).status_code == 200
    assert elsewhere.get(ACCOUNT).headers["Location"] == SIGN_IN


def test_wrong_old_password_changes_nothing(therese: Person) -> None:
    page = therese.client.post(ACCOUNT, {"password": "not it", "new": NEW, "again": NEW}).content.decode()
    assert "Nothing has been changed" in page
    assert holders.unlock(holder=therese.account_id, secret=therese.secret) is not None


@pytest.mark.parametrize(
    ("new", "again"), [("short", "short"), (NEW, "another"), ("therese@clinic.example", "therese@clinic.example")]
)
def test_unfit_new_password_is_refused(therese: Person, new: str, again: str) -> None:
    assert change(therese.client, therese.secret, new, again) == 200
    assert holders.unlock(holder=therese.account_id, secret=therese.secret) is not None


def test_guessing_the_password_here_is_slowed_down(therese: Person) -> None:
    for _ in range(throttle.FREE_TRIES + 1):
        change(therese.client, "not it")
    assert change(therese.client, therese.secret) == 429


def test_secrets_are_not_shown_again(therese: Person) -> None:
    page = therese.client.post(ACCOUNT, {"password": "not it at all", "new": NEW, "again": NEW}).content.decode()
    assert "not it at all" not in page
    assert NEW not in page


def test_password_alone_is_not_enough(therese: Person) -> None:
    assert therese.unverified.get(ACCOUNT).headers["Location"] == CODE


def test_stranger_signs_in_first(stranger: Client, db: None) -> None:
    assert stranger.get(ACCOUNT).headers["Location"] == SIGN_IN


def test_participant_does_not_find_the_page(anna: Person) -> None:
    assert anna.client.get(ACCOUNT).status_code == 404


def test_other_methods_are_refused(therese: Person) -> None:
    assert therese.client.put(ACCOUNT).status_code == 405
