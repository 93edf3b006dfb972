"""The command, with secrets through a real standard input."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.vault.conftest import FIRST_DAY
from tests.vault.sample import Note
from vault import erasure, keyfile, supervision
from vault.holders import create_pair
from vault.models import KeyPair, SealedPrivate

pytestmark = pytest.mark.usefixtures("empty_vault")

Typed = Callable[[str], None]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    files = []

    def feed(text: str) -> None:
        reading, writing = os.pipe()
        os.write(writing, text.encode())
        os.close(writing)
        files.append(os.fdopen(reading))
        monkeypatch.setattr("sys.stdin", files[-1])

    yield feed
    for file in files:
        file.close()


def vault(*arguments: str) -> str:
    out = StringIO()
    call_command("vault", *arguments, stdout=out)
    return out.getvalue()


def staff(words: str = "something") -> str:
    holder = uuid4()
    create_pair(holder=holder, kind="staff", secret=words)
    return str(holder)


def test_init_makes_the_key_file_and_shows_the_recovery_key_once(typed: Typed) -> None:
    settings.VAULT_KEY_FILE.unlink()
    recovery_key = vault("init").strip().splitlines()[-1]
    before = settings.VAULT_KEY_FILE.read_bytes()
    with pytest.raises(CommandError, match="already"):
        vault("init")
    assert settings.VAULT_KEY_FILE.read_bytes() == before

    first = staff()
    typed(f"{recovery_key}\n")
    assert recovery_key not in vault("recover", "--holder", first)
    assert supervision.is_admitted(KeyPair.objects.get(holder=first).holder)


def test_init_keeps_an_existing_key_file() -> None:
    before = settings.VAULT_KEY_FILE.read_bytes()
    vault("init")
    assert settings.VAULT_KEY_FILE.read_bytes() == before


def test_init_makes_no_second_key_file_for_a_database_that_has_keys() -> None:
    staff()
    settings.VAULT_KEY_FILE.unlink()
    with pytest.raises(CommandError, match="restore"):
        vault("init")
    assert not settings.VAULT_KEY_FILE.exists()


def test_recover_refuses_a_wrong_key_and_an_unknown_holder(typed: Typed) -> None:
    recovery_key = vault("init").strip().splitlines()[-1]
    typed("AAAA-BBBB\n")
    with pytest.raises(CommandError, match="not the recovery key"):
        vault("recover", "--holder", staff())
    typed(recovery_key)
    with pytest.raises(CommandError, match="no staff key pair"):
        vault("recover", "--holder", str(uuid4()))
    assert SealedPrivate.objects.count() == 1


def test_admit_asks_for_the_supervisors_password(typed: Typed) -> None:
    recovery_key = vault("init").strip().splitlines()[-1]
    supervisor, colleague, therapist = staff(" spaces count "), staff(), staff("hers")
    typed(recovery_key)
    vault("recover", "--holder", supervisor)

    typed("wrong\n")
    with pytest.raises(CommandError, match="does not fit"):
        vault("admit", "--by", supervisor, "--holder", colleague)
    typed("hers\n")
    with pytest.raises(CommandError, match="not a supervisor"):
        vault("admit", "--by", therapist, "--holder", colleague)
    assert SealedPrivate.objects.count() == 2

    typed(" spaces count \n")
    vault("admit", "--by", supervisor, "--holder", colleague)
    assert SealedPrivate.objects.filter(sealed_to__holder=colleague).exists()


def test_at_a_terminal_the_secret_is_asked_for_without_echo(monkeypatch: pytest.MonkeyPatch) -> None:
    recovery_key = vault("init").strip().splitlines()[-1]
    supervisor, asked = staff(), []

    def getpass(prompt: str) -> str:
        asked.append(prompt)
        return recovery_key

    monkeypatch.setattr("vault.management.commands.vault.getpass", getpass)
    terminal, other_end = os.openpty()
    with os.fdopen(terminal) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        vault("recover", "--holder", supervisor)
        monkeypatch.undo()
    os.close(other_end)
    assert asked == ["Offline recovery key: "]
    assert SealedPrivate.objects.filter(sealed_to__holder=supervisor).exists()


def test_rotate_says_what_it_did_and_fails_on_unreadable_blobs() -> None:
    vault("init")
    assert "Version 2" in vault("rotate")
    SealedPrivate.objects.update(private_key=keyfile.head_of(1) + b"broken")
    keyfile.add_version(today=FIRST_DAY + timedelta(days=40))
    with pytest.raises(CommandError, match="1"):
        vault("rotate")


def test_replay_says_how_many_and_fails_on_a_damaged_ledger(samples: None) -> None:
    case_id = uuid4()
    erasure.erase(case_id)
    Note.objects.create(case=case_id, text=b"", reply=b"", case_key=b"restored", contact=b"")
    assert "1" in vault("replay")
    assert "0" in vault("replay")
    settings.VAULT_ERASURE_LEDGER.write_text("damaged")
    with pytest.raises(CommandError, match="1 lines"):
        vault("replay")


@pytest.mark.parametrize("arguments", [[], ["open"], ["admit", "--holder", str(uuid4())], ["recover", "--holder", "x"]])
def test_other_arguments_are_refused(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        vault(*arguments)


def test_confirm_says_whether_a_receipt_is_true_and_not_whose() -> None:
    case_id, day = uuid4(), FIRST_DAY
    number = erasure.receipt(case_id, day)
    with pytest.raises(CommandError, match="No erasure in the ledger"):
        vault("confirm", number, day.isoformat())
    erasure.erase(case_id)
    said = vault("confirm", number, day.isoformat())
    assert said.startswith("Confirmed")
    assert str(case_id) not in said
