"""Enrolling an authenticator: drawn and written on one page, proved by its digits."""

import base64
import re

import pytest
import segno
from django.test import Client
from time_machine import TimeMachineFixture

from program.actions import staff
from program.models import AuthenticatorDevice
from program.qr import QUIET_ZONE, draw
from tests.people import AUTHENTICATOR_SECRET, Person
from tests.program.staff_pages import (
    ACCOUNT,
    CODE,
    ENROL,
    RECOVERY_CODES,
    SIGN_IN,
    digits,
    everything_stored,
    sign_in,
    standing,
    verbs,
    wrong_digits,
)


def shown(client: Client) -> tuple[str, bytes]:
    """The hidden field of the page, and the secret that it shows."""
    page = client.get(ENROL).content.decode()
    sealed, text = re.search(r'name="sealed"\s+value="([^"]+)"', page), re.search(r"<code[^>]*>([A-Z2-7 ]+)<", page)
    assert sealed is not None
    assert text is not None
    return sealed[1], base64.b32decode(text[1].replace(" ", ""))


def replace(client: Client, sealed: str, code: str, password: str) -> str:
    """Where the page leads; empty where it is shown again."""
    response = client.post(ENROL, {"sealed": sealed, "code": code, "password": password})
    return response.headers.get("Location", "")


def test_new_authenticator_takes_the_place_of_the_old(therese: Person, time_machine: TimeMachineFixture) -> None:
    still = standing(time_machine)
    sealed, secret = shown(therese.client)
    assert replace(therese.client, sealed, digits(secret), therese.secret) == RECOVERY_CODES
    assert therese.client.get(ACCOUNT).status_code == 200
    assert verbs(therese.account_id)[-1] == "authenticator.enrolled"
    still.wait(30)
    other = Client()
    sign_in(other, therese)
    assert other.post(CODE, {"code": digits(AUTHENTICATOR_SECRET)}).status_code == 200
    still.wait(1)
    assert other.post(CODE, {"code": digits(secret)}).status_code == 302


def test_other_sessions_need_the_new_one(therese: Person) -> None:
    elsewhere = Person(therese.account_id, therese.name, therese.secret).client
    assert elsewhere.get(ACCOUNT).status_code == 200
    sealed, secret = shown(therese.client)
    replace(therese.client, sealed, digits(secret), therese.secret)
    assert elsewhere.get(ACCOUNT).headers["Location"] == CODE


def test_who_has_printed_codes_goes_back_to_the_account(therese: Person) -> None:
    staff.new_recovery_codes(account=therese.account)
    sealed, secret = shown(therese.client)
    assert replace(therese.client, sealed, digits(secret), therese.secret) == ACCOUNT


def test_digits_that_proved_it_open_nothing_more(therese: Person, time_machine: TimeMachineFixture) -> None:
    standing(time_machine)
    sealed, secret = shown(therese.client)
    replace(therese.client, sealed, digits(secret), therese.secret)
    other = Client()
    sign_in(other, therese)
    assert other.post(CODE, {"code": digits(secret)}).status_code == 200


def test_wrong_digits_keep_the_secret_on_the_page(therese: Person, time_machine: TimeMachineFixture) -> None:
    standing(time_machine)
    before = AuthenticatorDevice.objects.get(user=therese.account_id).pk
    sealed, secret = shown(therese.client)
    form = {"sealed": sealed, "code": wrong_digits(), "password": therese.secret}
    page = therese.client.post(ENROL, form).content.decode()
    text = base64.b32encode(secret).decode()
    assert " ".join(text[start : start + 4] for start in range(0, 32, 4)) in page
    assert AuthenticatorDevice.objects.get(user=therese.account_id).pk == before
    assert replace(therese.client, sealed, digits(secret), therese.secret) == RECOVERY_CODES


def test_wrong_password_replaces_nothing(therese: Person) -> None:
    before = AuthenticatorDevice.objects.get(user=therese.account_id).pk
    sealed, secret = shown(therese.client)
    assert replace(therese.client, sealed, digits(secret), "not the password") == ""
    assert replace(therese.client, sealed, digits(secret), "") == ""
    assert AuthenticatorDevice.objects.get(user=therese.account_id).pk == before


def test_page_of_somebody_else_is_not_taken(therese: Person, tom: Person) -> None:
    """The hidden field names its account: nobody can be made to enrol a secret that another person knows."""
    sealed, secret = shown(tom.client)
    before = set(AuthenticatorDevice.objects.values_list("pk", flat=True))
    assert replace(therese.client, sealed, digits(secret), therese.secret) == ""
    assert set(AuthenticatorDevice.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize("sealed", ["", "nonsense", "AAAA"])
def test_made_up_page_is_not_taken(therese: Person, sealed: str) -> None:
    assert replace(therese.client, sealed, digits(), therese.secret) == ""


def test_secret_is_stored_only_sealed(therese: Person) -> None:
    sealed, secret = shown(therese.client)
    replace(therese.client, sealed, digits(secret), therese.secret)
    stored = everything_stored()
    assert secret not in stored
    assert base64.b32encode(secret) not in stored
    assert sealed.encode() not in stored


def test_password_alone_does_not_enrol(therese: Person) -> None:
    assert therese.unverified.get(ENROL).headers["Location"] == CODE
    assert therese.unverified.post(ENROL, {"code": digits()}).headers["Location"] == CODE


def test_stranger_signs_in_first(stranger: Client, db: None) -> None:
    assert stranger.get(ENROL).headers["Location"] == SIGN_IN


def test_participant_does_not_find_the_page(anna: Person) -> None:
    assert anna.client.get(ENROL).status_code == 404


def test_other_methods_are_refused(therese: Person) -> None:
    assert therese.client.put(ENROL).status_code == 405


def test_drawing_needs_no_style_and_no_script(therese: Person) -> None:
    page = therese.client.get(ENROL).content.decode()
    drawing = page[page.index("<svg") : page.index("</svg>")]
    assert "style" not in drawing
    assert "data:" not in page


def test_drawing_is_the_code_with_a_light_margin() -> None:
    text = "otpauth://totp/Waymark:kim%40clinic.example?secret=GEZDGNBVGY3TQOJQ&issuer=Waymark"
    matrix = segno.make(text, error="m", micro=False).matrix
    drawing = draw(text)
    assert drawing.size == len(matrix) + 2 * QUIET_ZONE
    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawing.path):
        dark |= {(int(x) + step, int(y)) for step in range(int(length))}
    assert dark == {
        (x + QUIET_ZONE, y + QUIET_ZONE) for y, row in enumerate(matrix) for x, module in enumerate(row) if module
    }
