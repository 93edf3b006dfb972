"""The second step: the digits of an authenticator, or a printed code."""

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from program.actions import signing_in, staff
from program.models import AuthenticatorDevice
from program.models.devices import MOST_FAILURES
from tests.people import Person
from tests.program.staff_pages import (
    ACCOUNT,
    CODE,
    ENROL,
    NEEDS_BOTH,
    SIGN_IN,
    digits,
    sign_in,
    standing,
    verbs,
    wrong_digits,
)


@pytest.fixture
def halfway(therese: Person) -> Client:
    """Therese after the password, before the code."""
    return therese.unverified


def test_right_digits_open_the_inbox(therese: Person, halfway: Client) -> None:
    response = halfway.post(CODE, {"code": digits()})
    assert response.headers["Location"] == reverse("therapist:inbox")
    assert halfway.get(ACCOUNT).status_code == 200
    assert verbs(therese.account_id)[-1] == "second-factor.shown"


def test_digits_may_be_pasted_with_a_space(halfway: Client) -> None:
    code = digits()
    assert halfway.post(CODE, {"code": f" {code[:3]} {code[3:]} "}).status_code == 302


def test_each_work_begins_on_its_own_page(arne: Person, olle: Person) -> None:
    assert arne.unverified.post(CODE, {"code": digits()}).headers["Location"] == reverse("wagtailadmin_home")
    assert olle.unverified.post(CODE, {"code": digits()}).headers["Location"] == reverse("staff:people")


def test_showing_the_code_changes_the_session_id(halfway: Client) -> None:
    before = halfway.session.session_key
    halfway.post(CODE, {"code": digits()})
    assert halfway.session.session_key != before


def test_wrong_digits_are_refused(therese: Person, halfway: Client) -> None:
    response = halfway.post(CODE, {"code": wrong_digits()})
    assert "That code is not right" in response.content.decode()
    assert halfway.get(ACCOUNT).headers["Location"] == CODE
    assert verbs(therese.account_id)[-1] == "second-factor.refused"


def test_digits_work_once(therese: Person, halfway: Client, time_machine: TimeMachineFixture) -> None:
    still = standing(time_machine)
    halfway.post(CODE, {"code": digits()})
    other = Client()
    sign_in(other, therese)
    assert "it has been used" in other.post(CODE, {"code": digits()}).content.decode()
    still.wait(30)
    assert other.post(CODE, {"code": digits()}).status_code == 302


def test_digits_of_an_earlier_step_do_not_work_after_later_ones(
    halfway: Client, therese: Person, time_machine: TimeMachineFixture
) -> None:
    still = standing(time_machine)
    earlier = digits()
    still.wait(30)
    halfway.post(CODE, {"code": digits()})
    other = Client()
    sign_in(other, therese)
    assert other.post(CODE, {"code": earlier}).status_code == 200


@pytest.mark.parametrize(("later", "status"), [(-2, 200), (-1, 302), (0, 302), (1, 302), (2, 200)])
def test_a_clock_may_be_one_step_off(
    halfway: Client, time_machine: TimeMachineFixture, later: int, status: int
) -> None:
    standing(time_machine)
    assert halfway.post(CODE, {"code": digits(later=later)}).status_code == status


def test_guessing_is_slowed_down_and_nobody_is_locked_out(
    therese: Person, halfway: Client, time_machine: TimeMachineFixture
) -> None:
    still = standing(time_machine)
    longest = 2 ** (MOST_FAILURES - 1)
    for _ in range(MOST_FAILURES + 2):
        assert halfway.post(CODE, {"code": wrong_digits()}).status_code == 200
        assert halfway.post(CODE, {"code": digits()}).status_code == 429
        assert AuthenticatorDevice.objects.get(user=therese.account_id).seconds_to_wait() <= longest
        still.wait(longest)
    assert halfway.post(CODE, {"code": digits()}).status_code == 302


def test_recovery_code_works_once(therese: Person, halfway: Client, time_machine: TimeMachineFixture) -> None:
    still = standing(time_machine)
    codes = staff.new_recovery_codes(account=therese.account)
    assert halfway.post(CODE, {"code": codes[3].lower().replace("-", " ")}).status_code == 302
    assert signing_in.codes_left(account=therese.account) == 9
    other = Client()
    sign_in(other, therese)
    assert other.post(CODE, {"code": codes[3]}).status_code == 200
    still.wait(1)
    assert other.post(CODE, {"code": codes[4]}).status_code == 302


def test_code_of_somebody_else_does_not_work(therese: Person, stina: Person, halfway: Client) -> None:
    codes = staff.new_recovery_codes(account=stina.account)
    staff.new_recovery_codes(account=therese.account)
    assert halfway.post(CODE, {"code": codes[0]}).status_code == 200


def test_new_recovery_codes_void_the_old(therese: Person, halfway: Client) -> None:
    old = staff.new_recovery_codes(account=therese.account)
    staff.new_recovery_codes(account=therese.account)
    assert halfway.post(CODE, {"code": old[0]}).status_code == 200


def test_without_an_authenticator_the_password_opens_nothing(therese: Person, halfway: Client) -> None:
    AuthenticatorDevice.objects.all().delete()
    assert "has no authenticator" in halfway.get(CODE).content.decode()
    assert halfway.post(CODE, {"code": digits()}).status_code == 200
    assert halfway.get(ENROL).headers["Location"] == CODE


@pytest.mark.parametrize("path", [*NEEDS_BOTH, ENROL, "/cms/", "/staff/"])
def test_nothing_else_is_reached_before_the_code(halfway: Client, path: str) -> None:
    response = halfway.get(path)
    assert response.status_code == 404 or response.headers["Location"] == CODE


def test_verified_colleague_is_sent_on(therese: Person) -> None:
    assert therese.client.get(CODE).headers["Location"] == reverse("therapist:inbox")


def test_stranger_signs_in_first(stranger: Client, db: None) -> None:
    assert stranger.get(CODE).headers["Location"] == SIGN_IN


def test_participant_does_not_find_the_page(anna: Person) -> None:
    assert anna.client.get(CODE).status_code == 404


def test_other_methods_are_refused(halfway: Client) -> None:
    assert halfway.delete(CODE).status_code == 405
