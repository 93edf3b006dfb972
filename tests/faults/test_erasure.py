"""Erasure, three ways: the live database at once; a dump from before it, restored and replayed; the same dump
unreplayed, once the version of the server key that it was made under is destroyed.

The dumps are real ones, on either database.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from modules.models import StepNote
from program import clock, tasks
from program.models import Account, CaseGrant, Participant
from tests import dumps, thief
from tests.faults.test_twice import press
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import form_of, soup
from vault import erasure, holders, rotation, sealing, supervision
from vault.errors import SealBroken
from vault.holders import PrivateKey
from worksheets.models import Response

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PAGE = "/account/erase/"


@pytest.fixture(autouse=True)
def ledger(settings: Any, tmp_path: Path) -> None:
    """One of its own: others have erased the same cast."""
    settings.VAULT_ERASURE_LEDGER = tmp_path / "erasure-ledger"


def erase(person: Person) -> Any:
    fields = form_of(person.client.get(PAGE), "main form")
    return person.client.post(PAGE, fields | {"passphrase": person.secret})


def keys_of(*people_: Person) -> list[PrivateKey]:
    """Private keys as they were before: whoever kept one must find nothing to open with it."""
    keys = [person.private for person in people_]
    return [*keys, supervision.supervision_key(by=people_[-1].private)]


def copies(case: Any) -> Iterator[tuple[Any, str]]:
    """Every row that may hold a sealed copy of this case's key."""
    for row in Participant.objects.filter(pk=case):
        yield row, "own_key"
        yield row, "supervision_key"
    for grant in CaseGrant.objects.filter(participant_id=case):
        yield grant, "case_key"


def opens(case: Any, keys: list[PrivateKey]) -> bool:
    """Whether any of these keys still leads to a text of this case."""
    for row, field in copies(case):
        for private in keys:
            try:
                key = holders.open_case_key(private=private, row=row, field=field, case_id=case)
                return bool(sealing.open(key, Response.objects.filter(participant_id=case)[0], "answers"))
            except SealBroken:
                continue
    return False


def named_in(person: Person) -> set[str]:
    """The tables in which this id still stands."""
    spelt = {str(person.account_id).encode(), person.account_id.hex.encode()}
    return {table for table, row in thief.rows() if any(one in thief.raw(cell) for one in spelt for cell in row)}


def may_sign_in(person: Person) -> bool:
    return Client().post("/sign-in/", {"name": person.name, "passphrase": person.secret}).status_code == 302


def test_the_live_database_at_once(anna: Person, sol: Person, therese: Person, stina: Person) -> None:
    desk.ask(anna)
    keys = keys_of(anna, therese, stina)
    other = Person(anna.account_id, anna.name, anna.secret).client
    assert opens(anna.account_id, keys)
    assert "program_participant" in named_in(anna)
    answer = erase(anna)
    assert "It is done" in answer.content.decode()
    assert not opens(anna.account_id, keys)
    assert named_in(anna) == {"program_auditevent"}, "Only the log still holds the random number."
    assert other.get("/home/").status_code == 302
    assert not may_sign_in(anna)
    assert may_sign_in(sol)


def test_a_dump_from_before_it_is_erased_again_by_the_ledger(
    anna: Person, sol: Person, therese: Person, stina: Person, tmp_path: Path
) -> None:
    keys = keys_of(anna, therese, stina)
    fields = form_of(anna.client.get("/week/1/4/"), "form[data-autosave]") | {"note-1": "For me alone.", "do": "note"}
    anna.client.post("/week/1/4/", fields)
    dumps.dump(tmp_path / "dump")
    erase(anna)
    dumps.restore(tmp_path / "dump")
    assert opens(anna.account_id, keys), "This is what the ledger is for."
    call_command("vault", "replay", verbosity=0)
    assert Response.objects.filter(participant_id=anna.account_id).exists()
    assert not opens(anna.account_id, keys), "Before any sweep has run."
    assert StepNote.objects.exists()
    assert holders.unlock(holder=anna.account_id, secret=anna.secret) is None, "Her note opens with this key alone."
    tasks.tidy()
    assert not Account.objects.filter(pk=anna.account_id).exists()
    assert not may_sign_in(anna)
    assert may_sign_in(sol)


@contextmanager
def months_later(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Rotated as every month, with a key file of the test's own: the others go on with theirs."""
    own = tmp_path / "server-keys.json"
    shutil.copy(settings.VAULT_KEY_FILE, own)
    settings.VAULT_KEY_FILE = own
    first = date.today()  # noqa: DTZ011 (the vault counts real days)
    for days in (1, 32, 63):
        done = rotation.rotate(today=first + timedelta(days=days))
        assert not done.unreadable
    yield


def test_the_same_dump_unreplayed_once_its_key_version_is_destroyed(
    anna: Person, sol: Person, therese: Person, stina: Person, tmp_path: Path, settings: Any
) -> None:
    keys = keys_of(anna, therese, stina)
    dumps.dump(tmp_path / "dump")
    erase(anna)
    with months_later(settings, tmp_path):
        assert sol.case_key, "Whoever was not erased is not touched by it."
        dumps.restore(tmp_path / "dump")
        assert Response.objects.filter(participant_id=anna.account_id).exists()
        assert not opens(anna.account_id, keys)
        for secret, lock in ((anna.secret, "secret"), (anna.recovery_code, "recovery")):
            with pytest.raises(SealBroken):
                holders.unlock(holder=anna.account_id, secret=secret, lock=lock)


def test_pressed_several_times_it_gives_the_same_receipt(anna: Person) -> None:
    fields = form_of(anna.client.get(PAGE), "main form") | {"passphrase": anna.secret}
    answer = press(anna.client, PAGE, fields)
    shown = soup(answer).select_one(".secret-text")
    assert shown is not None
    assert erasure.confirms(shown.get_text(strip=True), clock.today())
    assert not Account.objects.filter(pk=anna.account_id).exists()


def test_the_form_of_somebody_gone_tells_nobody_else_anything(anna: Person, stranger: Client) -> None:
    fields = form_of(anna.client.get(PAGE), "main form") | {"passphrase": anna.secret}
    assert stranger.post(PAGE, fields)["Location"] == "/sign-in/", "She is still here."
    assert stranger.post(PAGE, {"state": "made up", "passphrase": "x"})["Location"] == "/sign-in/"
