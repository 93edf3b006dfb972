"""Taking up an invitation, from the code in an envelope to the first signed-in page."""

import base64
import re
from datetime import timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from program import throttle
from program.actions import staff
from program.actions.invitations import INVITATION_DAYS
from program.models import Account, Invitation, Role
from program.models.accounts import name_index
from tests.people import Person
from tests.program.staff_pages import (
    ACCOUNT,
    CODE,
    ENROL,
    INVITATION,
    RECOVERY_CODES,
    digits,
    standing,
    verbs,
)
from vault import derive
from vault.models import KeyPair

EMAIL = "kim@clinic.example"
PASSWORD = "four words nobody joins"


@pytest.fixture
def code(db: None) -> str:
    """Of Kim, who was invited as a therapist."""
    return staff.invite(email=EMAIL, work_name="Kim", roles=[Role.THERAPIST], by="tests")[1]


@pytest.fixture
def kim(code: str) -> Account:
    return Account.objects.get(name_index=name_index("staff", EMAIL))


def take_up(client: Client, code: str, *, email: str = EMAIL, new: str = PASSWORD, again: str | None = None) -> str:
    """Where the page leads; empty where it is shown again."""
    response = client.post(
        INVITATION, {"email": email, "code": code, "new": new, "again": new if again is None else again}
    )
    return response.headers.get("Location", "")


def test_whole_way_in(code: str, kim: Account, stranger: Client, time_machine: TimeMachineFixture) -> None:
    still = standing(time_machine)
    assert take_up(stranger, code) == ENROL
    page = stranger.get(ENROL).content.decode()
    found = re.search(r'name="sealed"\s+value="([^"]+)"', page)
    text = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page)
    assert found is not None
    assert text is not None
    secret = base64.b32decode(text[1].replace(" ", ""))
    response = stranger.post(ENROL, {"sealed": found[1], "code": digits(secret)})
    assert response.headers["Location"] == RECOVERY_CODES
    shown = stranger.post(RECOVERY_CODES).content.decode()
    assert len(re.findall(r"<code[^>]*>[-A-Z0-9]{24}</code>", shown)) == staff.RECOVERY_CODES
    assert stranger.get(ACCOUNT).status_code == 200
    assert verbs(kim.pk) == ["staff.invited", "staff.joined", "authenticator.enrolled", "recovery-codes.made"]
    still.wait(30)
    again = Client()
    again.post("/staff/sign-in/", {"email": EMAIL, "password": PASSWORD})
    assert again.post(CODE, {"code": digits(secret)}).status_code == 302


def test_code_is_forgiving_of_case_and_hyphens(code: str, stranger: Client) -> None:
    assert take_up(stranger, f" {code.lower().replace('-', ' ')} ") == ENROL


def test_invitation_stands_for_the_second_factor_only_until_one_is_enrolled(code: str, stranger: Client) -> None:
    take_up(stranger, code)
    for path in [ACCOUNT, RECOVERY_CODES, CODE, "/cms/"]:
        assert stranger.get(path).headers["Location"] == ENROL


def test_code_works_once(code: str, kim: Account, stranger: Client) -> None:
    take_up(stranger, code)
    assert take_up(Client(), code) == ""
    assert KeyPair.objects.filter(holder=kim.pk).count() == 1


def test_password_of_an_unfinished_arrival_opens_nothing(code: str, stranger: Client) -> None:
    """Whoever breaks off needs a new invitation: a password alone must never enrol an authenticator."""
    take_up(stranger, code)
    later = Client()
    later.post("/staff/sign-in/", {"email": EMAIL, "password": PASSWORD})
    assert later.get(ENROL).headers["Location"] == CODE


def test_refusals_all_sound_alike(code: str, kim: Account, stranger: Client, time_machine: TimeMachineFixture) -> None:
    wrong = page_after(stranger, {"email": EMAIL, "code": "2222-2222-2222-2222-2222"})
    unknown = page_after(stranger, {"email": "nobody@clinic.example", "code": code})
    assert "do not go together" in wrong
    assert "do not go together" in unknown
    time_machine.move_to(standing(time_machine).now + timedelta(days=INVITATION_DAYS + 1))
    assert "do not go together" in page_after(stranger, {"email": EMAIL, "code": code})
    assert not KeyPair.objects.filter(holder=kim.pk).exists()


def test_last_day_counts(code: str, stranger: Client, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(standing(time_machine).now + timedelta(days=INVITATION_DAYS - 1))
    assert take_up(stranger, code) == ENROL


@pytest.mark.parametrize("email", [EMAIL, "nobody@clinic.example"])
@pytest.mark.parametrize("right", [True, False])
def test_every_try_takes_one_slow_step(
    code: str, stranger: Client, monkeypatch: pytest.MonkeyPatch, email: str, right: bool
) -> None:
    runs: list[str] = []
    slow = derive.derive

    def counted(secret: str, *, salt: bytes, cost: derive.Cost) -> derive.Derived:
        runs.append(secret)
        return slow(secret, salt=salt, cost=cost)

    monkeypatch.setattr(derive, "derive", counted)
    take_up(stranger, code if right else "wrong", email=email)
    assert len(runs) == 1


def test_guessing_is_slowed_down(code: str, stranger: Client, time_machine: TimeMachineFixture) -> None:
    still = standing(time_machine)
    for _ in range(throttle.FREE_TRIES + 1):
        take_up(stranger, "wrong")
    form = {"email": EMAIL, "code": code, "new": PASSWORD, "again": PASSWORD}
    assert stranger.post(INVITATION, form).status_code == 429
    still.wait(throttle.LONGEST_WAIT)
    assert take_up(stranger, code) == ENROL


@pytest.mark.parametrize(
    ("new", "again"),
    [
        ("elevenchars", "elevenchars"),
        (PASSWORD, PASSWORD + " "),
        (EMAIL, EMAIL),
        (EMAIL.upper(), EMAIL.upper()),
        ("", ""),
    ],
)
def test_unfit_password_is_refused_and_the_code_stays_good(code: str, stranger: Client, new: str, again: str) -> None:
    assert take_up(stranger, code, new=new, again=again) == ""
    assert take_up(stranger, code) == ENROL


def test_typed_secrets_are_not_shown_again(code: str, stranger: Client) -> None:
    assert PASSWORD not in page_after(stranger, {"email": EMAIL, "code": "wrong"})


def test_account_can_do_nothing_before(kim: Account, stranger: Client) -> None:
    stranger.post("/staff/sign-in/", {"email": EMAIL, "password": ""})
    stranger.post("/staff/sign-in/", {"email": EMAIL, "password": PASSWORD})
    assert stranger.get(ACCOUNT).headers["Location"] == "/staff/sign-in/"


def test_suspended_before_arriving(kim: Account, code: str, stranger: Client) -> None:
    staff.suspend(staff=kim, by="tests")
    assert take_up(stranger, code) == ""
    assert not Invitation.objects.exists()


def test_participant_does_not_find_the_page(anna: Person) -> None:
    assert anna.client.get(INVITATION).status_code == 404


def test_other_methods_are_refused(stranger: Client, db: None) -> None:
    assert stranger.put(INVITATION).status_code == 405


def page_after(client: Client, fields: dict[str, str]) -> str:
    return client.post(INVITATION, {"new": PASSWORD, "again": PASSWORD, **fields}).content.decode()
