"""Signing in and out, recovering, and guesses that are slowed down."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from program import throttle
from program.models import Throttle
from tests.people import Person
from tests.program.test_joining import state_in
from vault import derive, tokens

pytestmark = pytest.mark.django_db


def test_the_right_passphrase_opens_the_home_page(anna: Person) -> None:
    assert anna.client.get("/home/").status_code == 200


def test_somebody_signed_in_is_taken_home(anna: Person) -> None:
    assert anna.client.get("/sign-in/")["Location"] == "/home/"
    assert anna.client.get("/")["Location"] == "/home/"


@pytest.mark.parametrize("fields", [{"name": "maple-river-21"}, {"passphrase": "x"}, {}])
def test_an_empty_field_is_named(fields: dict[str, str], anna: Person) -> None:
    response = Client().post("/sign-in/", fields)
    assert response.status_code == 200
    assert "Please type" in response.content.decode()


def test_unknown_names_and_wrong_passphrases_read_the_same(anna: Person) -> None:
    wrong = Client().post("/sign-in/", {"name": anna.name, "passphrase": "not it"}).content.decode()
    unknown = Client().post("/sign-in/", {"name": "nobody-here-99", "passphrase": "not it"}).content.decode()
    for page in (wrong, unknown):
        assert "do not go together" in page
    assert len(wrong.replace(anna.name, "")) == pytest.approx(len(unknown.replace("nobody-here-99", "")), abs=400)


def test_an_unknown_name_costs_one_argon2_run_too(anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []
    real = derive.derive

    def counted(secret: str, **kwargs: object) -> object:
        runs.append("run")
        return real(secret, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(derive, "derive", counted)
    Client().post("/sign-in/", {"name": anna.name, "passphrase": "not it"})
    Client().post("/sign-in/", {"name": "nobody-here-99", "passphrase": "not it"})
    assert runs == ["run", "run"]


def test_a_staff_member_does_not_get_in_by_the_participants_door(therese: Person) -> None:
    response = Client().post("/sign-in/", {"name": therese.name, "passphrase": therese.secret})
    assert response.status_code == 200


def test_guesses_wait_longer_and_longer_and_then_the_right_one_gets_in(anna: Person) -> None:
    client = Client()
    for _ in range(throttle.FREE_TRIES + 2):
        client.post("/sign-in/", {"name": anna.name, "passphrase": "a guess"})
    right = {"name": anna.name, "passphrase": anna.secret}
    page = client.post("/sign-in/", right).content.decode()
    assert "Please wait" in page
    with time_machine.travel(timezone.now() + timedelta(seconds=throttle.LONGEST_WAIT), tick=True):
        assert client.post("/sign-in/", right)["Location"] == "/home/"
    assert not Throttle.objects.exists()


def test_the_throttle_never_locks_out(anna: Person) -> None:
    for _ in range(60):
        throttle.failed("participant", anna.name)
    assert 0 < throttle.wait("participant", anna.name) <= throttle.LONGEST_WAIT + 1


def test_a_throttle_row_names_nobody(anna: Person) -> None:
    throttle.failed("participant", anna.name)
    row = Throttle.objects.get()
    assert anna.name not in row.key
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        assert throttle.wait("participant", anna.name) == 0


def test_signing_out_ends_the_session_and_clears_the_browser(anna: Person) -> None:
    response = anna.client.post("/sign-out/")
    assert response["Location"] == "/signed-out/"
    assert "cookies" in response["Clear-Site-Data"]
    assert anna.client.get("/home/").status_code == 302
    assert anna.client.get("/signed-out/").status_code == 200


def test_signing_out_by_a_link_is_refused(anna: Person) -> None:
    assert anna.client.get("/sign-out/").status_code == 405


def test_the_quick_exit_works_for_anybody_without_a_token(anna: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = anna.client.cookies
    assert strict.post("/leave/")["Location"] == "/bread/"
    assert strict.get("/home/").status_code == 302
    assert "bread" in Client().get("/bread/").content.decode()


def test_an_idle_session_ends(anna: Person) -> None:
    assert anna.client.get("/home/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=True):
        assert anna.client.get("/home/").status_code == 302


def test_a_session_in_use_ends_after_twelve_hours_all_the_same(anna: Person) -> None:
    began = timezone.now()
    for minutes in range(0, 12 * 60, 25):
        with time_machine.travel(began + timedelta(minutes=minutes), tick=True):
            assert anna.client.get("/home/").status_code == 200, minutes
    with time_machine.travel(began + timedelta(hours=12, minutes=1), tick=True):
        assert anna.client.get("/home/").status_code == 302


def test_a_session_without_its_cookie_opens_nothing_and_starts_again(anna: Person) -> None:
    del anna.client.cookies["__Host-wm-key"]
    response = anna.client.get("/week/1/worksheet/sent/")
    assert response.status_code == 302
    assert response["Location"] == "/sign-in/"


def test_recovering_makes_a_new_passphrase_and_code_and_keeps_every_text(anna: Person) -> None:
    client = Client()
    assert (
        client.post("/recover/", {"name": anna.name, "code": anna.recovery_code.lower()})["Location"]
        == "/account/renew/"
    )
    assert client.get("/home/")["Location"] == "/account/renew/"
    renewed = renew(client)
    assert client.get("/week/1/worksheet/sent/").status_code == 200
    old = Client().post("/sign-in/", {"name": anna.name, "passphrase": anna.secret})
    assert old.status_code == 200
    again = Client().post("/sign-in/", {"name": anna.name, "passphrase": renewed["passphrase"]})
    assert again["Location"] == "/home/"
    used = Client().post("/recover/", {"name": anna.name, "code": anna.recovery_code})
    assert used.status_code == 200


def renew(client: Client) -> dict[str, str]:
    """Walk the pages that make a new passphrase and a new code."""
    page = client.get("/account/renew/").content.decode()
    made = tokens.read("renewing", state_in(page))
    assert made is not None
    for fields in ({"own": ""}, {"again": made["passphrase"]}):
        page = client.post("/account/renew/", {"state": state_in(page), **fields}).content.decode()
    response = client.post("/account/renew/", {"state": state_in(page), "code_part": made["recovery"]})
    assert response["Location"] == "/account/"
    return made


def test_changing_the_passphrase_asks_the_old_one_and_ends_other_sessions(anna: Person) -> None:
    other = Client()
    other.post("/sign-in/", {"name": anna.name, "passphrase": anna.secret})
    refused = anna.client.post("/account/passphrase/", {"passphrase": "not mine"})
    assert "Nothing has been changed" in refused.content.decode()
    assert anna.client.get("/account/renew/")["Location"] == "/account/passphrase/"
    assert anna.client.post("/account/passphrase/", {"passphrase": anna.secret})["Location"] == "/account/renew/"
    renew(anna.client)
    assert anna.client.get("/home/").status_code == 200
    assert other.get("/home/").status_code == 302


def test_signing_in_asks_few_questions_of_the_database(anna: Person) -> None:
    """Two of them look whether the text that people agree to has changed since."""
    with CaptureQueriesContext(connection) as queries:
        Client().post("/sign-in/", {"name": anna.name, "passphrase": anna.secret})
    assert len(queries) <= 17
