"""Printed codes for a lost authenticator: shown once, kept as keyed hashes."""

import re

import pytest
from django.test import Client

from program import throttle
from program.actions import signing_in, staff
from tests.people import Person
from tests.program.staff_pages import CODE, RECOVERY_CODES, SIGN_IN, everything_stored, verbs


def codes_on(page: str) -> list[str]:
    return re.findall(r"<code[^>]*>([-A-Z0-9]{24})</code>", page)


def test_ten_codes_are_shown_once(therese: Person) -> None:
    codes = codes_on(therese.client.post(RECOVERY_CODES).content.decode())
    assert len(set(codes)) == staff.RECOVERY_CODES
    assert codes_on(therese.client.get(RECOVERY_CODES).content.decode()) == []
    assert verbs(therese.account_id)[-1] == "recovery-codes.made"


def test_looking_at_the_page_makes_none(therese: Person) -> None:
    assert therese.client.get(RECOVERY_CODES).status_code == 200
    assert signing_in.codes_left(account=therese.account) == 0


def test_codes_are_stored_as_hashes_only(therese: Person) -> None:
    codes = codes_on(therese.client.post(RECOVERY_CODES).content.decode())
    stored = everything_stored()
    for code in codes:
        assert code.encode() not in stored
        assert code.replace("-", "").encode() not in stored


def test_new_ones_ask_for_the_password(therese: Person) -> None:
    old = staff.new_recovery_codes(account=therese.account)
    assert codes_on(therese.client.post(RECOVERY_CODES).content.decode()) == []
    refused = therese.client.post(RECOVERY_CODES, {"password": "not the password"}).content.decode()
    assert "not your password" in refused
    assert codes_on(refused) == []
    assert signing_in.show_code(account=therese.account, code=old[0]) is not None
    assert codes_on(therese.client.post(RECOVERY_CODES, {"password": therese.secret}).content.decode())
    assert signing_in.codes_left(account=therese.account) == staff.RECOVERY_CODES


def test_guessing_the_password_here_is_slowed_down(therese: Person) -> None:
    staff.new_recovery_codes(account=therese.account)
    for _ in range(throttle.FREE_TRIES + 1):
        therese.client.post(RECOVERY_CODES, {"password": "not the password"})
    assert therese.client.post(RECOVERY_CODES, {"password": therese.secret}).status_code == 429


def test_codes_have_more_than_eighty_bits(therese: Person) -> None:
    codes = staff.new_recovery_codes(account=therese.account)
    assert all(len(code.replace("-", "")) == 20 for code in codes)


def test_password_alone_is_not_enough(therese: Person) -> None:
    assert therese.unverified.post(RECOVERY_CODES).headers["Location"] == CODE
    assert signing_in.codes_left(account=therese.account) == 0


def test_stranger_signs_in_first(stranger: Client, db: None) -> None:
    assert stranger.post(RECOVERY_CODES).headers["Location"] == SIGN_IN


def test_participant_does_not_find_the_page(anna: Person) -> None:
    assert anna.client.get(RECOVERY_CODES).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(therese: Person, method: str) -> None:
    assert getattr(therese.client, method)(RECOVERY_CODES).status_code == 405
