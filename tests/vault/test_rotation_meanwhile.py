"""What people do while a rotation runs is not undone by it. Two real connections, on whichever database."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, models
from pytest_django import DjangoDbBlocker

from tests.vault.conftest import FIRST_DAY
from vault import rotation
from vault.holders import create_pair, erase_holder, relock, unlock
from vault.models import KeyPair, Lock


@pytest.fixture(autouse=True)
def _committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Rows that other connections see. Cleaned up by hand: a flush would take the cast's programme along."""
    with django_db_blocker.unblock():
        before = list(KeyPair.objects.values_list("pk", flat=True))
        yield
        KeyPair.objects.exclude(pk__in=before).delete()
        connection.close()


def rotate_while(monkeypatch: pytest.MonkeyPatch, action: Callable[[], None]) -> None:
    """Starts `action` on another connection at the moment when the rotation has read a row and not yet written it."""
    real = rotation._rewrap
    finished = threading.Event()

    def act() -> None:
        try:
            action()
        finally:
            connection.close()
            finished.set()

    other = threading.Thread(target=act)

    def read_then_wait(row: models.Model, name: str) -> bool:
        if isinstance(row, Lock) and not other.ident:
            other.start()
            assert not finished.wait(0.3), "the row is locked until the chunk is written"
        return real(row, name)

    monkeypatch.setattr(rotation, "_rewrap", read_then_wait)
    rotation.rotate(today=FIRST_DAY + timedelta(days=30))
    other.join()
    assert finished.is_set()


def test_a_passphrase_changed_meanwhile_stays_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    holder = uuid4()
    private = create_pair(holder=holder, kind="participant", secret="old")
    rotate_while(monkeypatch, lambda: relock(private=private, secret="new"))
    assert unlock(holder=holder, secret="new") == private
    assert unlock(holder=holder, secret="old") is None


def test_a_holder_erased_meanwhile_stays_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    holder = uuid4()
    create_pair(holder=holder, kind="participant", secret="old")
    rotate_while(monkeypatch, lambda: erase_holder(holder))
    assert not Lock.objects.filter(key_pair__holder=holder).exists()
