"""The first of two steps: e-mail and password."""

import re

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from program import throttle
from program.actions import staff
from tests.people import Person
from tests.program.staff_pages import ACCOUNT, CODE, SIGN_IN, sign_in, standing
from vault import derive


def test_password_alone_leads_to_the_code_and_nowhere_else(therese: Person, stranger: Client) -> None:
    assert sign_in(stranger, therese).headers["Location"] == CODE
    assert stranger.get(ACCOUNT).headers["Location"] == CODE


def test_address_is_taken_in_any_case_and_with_spaces_around(therese: Person, stranger: Client) -> None:
    response = stranger.post(SIGN_IN, {"email": f" {therese.name.upper()} ", "password": therese.secret})
    assert response.headers["Location"] == CODE


def test_unknown_address_and_wrong_password_look_the_same(therese: Person, stranger: Client) -> None:
    known = sign_in(stranger, therese, password="not the password at all").content.decode()
    unknown = stranger.post(SIGN_IN, {"email": "nobody@clinic.example", "password": "x"}).content.decode()
    assert "do not go together" in known
    assert without_tokens(known.replace(therese.name, "A")) == without_tokens(
        unknown.replace("nobody@clinic.example", "A")
    )


@pytest.mark.parametrize("email", ["therese@clinic.example", "nobody@clinic.example"])
def test_every_try_takes_one_slow_step(
    therese: Person, stranger: Client, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    """The time of an answer is the time of its Argon2 runs: the same for an address that nobody has."""
    runs: list[str] = []
    slow = derive.derive

    def counted(secret: str, *, salt: bytes, cost: derive.Cost) -> derive.Derived:
        runs.append(secret)
        return slow(secret, salt=salt, cost=cost)

    monkeypatch.setattr(derive, "derive", counted)
    stranger.post(SIGN_IN, {"email": email, "password": "not the password at all"})
    assert len(runs) == 1


def test_guessing_is_slowed_down_and_nobody_is_locked_out(
    therese: Person, stranger: Client, time_machine: TimeMachineFixture
) -> None:
    still = standing(time_machine)
    for _ in range(throttle.FREE_TRIES + 1):
        assert sign_in(stranger, therese, password="a wrong password").status_code == 200
    refused = sign_in(stranger, therese)
    assert refused.status_code == 429
    assert "try again in" in refused.content.decode()
    still.wait(throttle.LONGEST_WAIT)
    assert sign_in(stranger, therese).headers["Location"] == CODE


def test_suspended_colleague_is_refused(therese: Person, stranger: Client) -> None:
    staff.suspend(staff=therese.account, by="tests")
    assert "do not go together" in sign_in(stranger, therese).content.decode()


def test_participant_signed_in_does_not_find_the_page(anna: Person) -> None:
    assert anna.client.get(SIGN_IN).status_code == 404


def test_participant_cannot_come_in_here(anna: Person, stranger: Client) -> None:
    response = stranger.post(SIGN_IN, {"email": f"{anna.name}@clinic.example", "password": anna.secret})
    assert "do not go together" in response.content.decode()


def test_session_of_before_is_not_carried_over(therese: Person, stranger: Client) -> None:
    stranger.get(SIGN_IN)
    session = stranger.session
    session["planted"] = "by somebody else"
    session.save()
    old_id = session.session_key
    sign_in(stranger, therese)
    assert "planted" not in stranger.session
    assert stranger.session.session_key != old_id


def test_password_is_never_shown_again(therese: Person, stranger: Client) -> None:
    assert "a wrong password" not in sign_in(stranger, therese, password="a wrong password").content.decode()


def test_page_is_kept_nowhere(stranger: Client, db: None) -> None:
    assert "no-store" in stranger.get(SIGN_IN).headers["Cache-Control"]


def test_other_methods_are_refused(stranger: Client, db: None) -> None:
    assert stranger.put(SIGN_IN).status_code == 405


def without_tokens(page: str) -> str:
    return re.sub(r'value="[^"]*"', "", page)
