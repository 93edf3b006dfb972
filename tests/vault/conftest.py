"""A fresh key file and ledger for every test, Argon2id at its cheapest, and the sample tables."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models
from pytest_django import DjangoDbBlocker, Settings

from program.models import Account, AuthenticatorDevice
from tests.vault.sample import Letter, Note
from vault import fields, keyfile
from vault.models import KeyPair, SealedPrivate

FIRST_DAY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def fresh_keys(settings: Settings, tmp_path: Path) -> None:
    settings.VAULT_KEY_FILE = tmp_path / "keys" / "server-keys.json"
    settings.VAULT_ERASURE_LEDGER = tmp_path / "ledger" / "erasures"
    settings.VAULT_ARGON2 = {"memory_kib": 64, "passes": 1, "lanes": 1}
    keyfile.create(today=FIRST_DAY)


@pytest.fixture
def empty_vault(db: None) -> None:
    """The tests' programme has put a supervision pair and a clinical lead there, under a key file that is not this
    test's."""
    KeyPair.objects.all().delete()
    SealedPrivate.objects.all().delete()
    AuthenticatorDevice.objects.all().delete()
    Account.objects.update(email_wrapped=None, work_name_wrapped=None)


@pytest.fixture(scope="session")
def sample_tables(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Note)
        editor.create_model(Letter)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Letter)
        editor.delete_model(Note)


class _WithSamples:
    """The project's models and the two of ours, as rotation and erasure would find them."""

    def get_models(self, *, include_auto_created: bool = False) -> list[type[models.Model]]:
        return [*apps.get_models(include_auto_created=include_auto_created), Note, Letter]


@pytest.fixture
def samples(sample_tables: None, empty_vault: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields, "apps", _WithSamples())
