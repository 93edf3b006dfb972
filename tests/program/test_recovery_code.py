"""A new recovery code alone: the passphrase first, then the code once; the old one opens nothing any more."""

import pytest
from django.test import Client

from program.models import AuditEvent
from tests.people import Person
from tests.worksheets.pages import form_of, soup

pytestmark = pytest.mark.django_db
PAGE = "/account/recovery-code/"


def new_code(person: Person) -> tuple[str, dict[str, str]]:
    """What the page shows once the passphrase was given, and its form."""
    page = person.client.post(PAGE, {"passphrase": person.secret})
    shown = soup(page).select_one(".secret-text")
    assert shown is not None
    return shown.get_text(strip=True), form_of(page, "main form")


def recovers(person: Person, code: str) -> bool:
    return Client().post("/recover/", {"name": person.name, "code": code}).status_code == 302


def test_the_new_code_counts_and_the_old_one_does_not(anna: Person) -> None:
    code, fields = new_code(anna)
    assert recovers(anna, anna.recovery_code), "Nothing changes before it was typed."
    assert anna.client.post(PAGE, fields | {"code_part": code})["Location"] == "/account/"
    assert recovers(anna, code)
    assert not recovers(anna, anna.recovery_code)
    assert AuditEvent.objects.filter(verb="recovery-code.renewed").count() == 1
    again = Client().post("/sign-in/", {"name": anna.name, "passphrase": anna.secret})
    assert again["Location"] == "/home/", "The passphrase stays as it is."


def test_a_wrong_passphrase_changes_nothing(anna: Person) -> None:
    page = anna.client.post(PAGE, {"passphrase": "not mine"}).content.decode()
    assert "Nothing has been changed" in page
    assert 'class="secret"' not in page


def test_a_wrong_ending_shows_the_same_code_again(anna: Person) -> None:
    code, fields = new_code(anna)
    page = anna.client.post(PAGE, fields | {"code_part": "XXXX"}).content.decode()
    assert "That is not how this code begins and ends" in page
    assert code in page


def test_the_proof_of_one_session_is_worth_nothing_in_another(anna: Person, sol: Person) -> None:
    code, fields = new_code(anna)
    for client in (sol.client, Person(anna.account_id, anna.name, anna.secret).client):
        page = client.post(PAGE, fields | {"code_part": code}).content.decode()
        assert "Please give your passphrase first" in page
    assert recovers(anna, anna.recovery_code)


def test_it_is_for_its_owner_only(therese: Person, stranger: Client) -> None:
    assert therese.client.get(PAGE).status_code == 404
    assert stranger.get(PAGE)["Location"].startswith("/sign-in/")
