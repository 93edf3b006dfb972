import os
import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import transaction

from tests.vault.sample import Letter, Note
from vault.erasure import LedgerDamaged, confirms, erase, receipt, replay
from vault.holders import PrivateKey, create_pair, open_case_key, seal_case_key
from vault.sealing import CaseKey, SealBroken, unwrap_field, wrap_field

pytestmark = pytest.mark.usefixtures("samples")


@pytest.fixture
def anna() -> PrivateKey:
    return create_pair(holder=uuid4(), kind="participant", secret="anna")


def case_of(holder: PrivateKey) -> UUID:
    """A case with a sealed copy of its key in two tables."""
    key = CaseKey.new(uuid4())
    for row in (Note(case=key.id, text=b"", reply=b""), Letter(case=key.id, text=b"")):
        seal_case_key(key=key, holder=holder.holder, row=row, field="case_key")
        if isinstance(row, Note):
            wrap_field(row, "contact", b"not a case key")
        row.save()
    return key.id


def opens(case_id: UUID, private: PrivateKey) -> bool:
    rows = [*Note.objects.filter(case=case_id), *Letter.objects.filter(case=case_id)]
    opened = 0
    for row in rows:
        try:
            open_case_key(private=private, row=row, field="case_key", case_id=case_id)
            opened += 1
        except SealBroken:
            pass
    assert opened in (0, len(rows)), "all or nothing"
    return opened > 0


def backup() -> list[Note | Letter]:
    return [*Note.objects.all(), *Letter.objects.all()]


def restore(rows: list[Note | Letter]) -> None:
    for row in rows:
        row.save()


def test_every_sealed_copy_goes_and_no_other_case_is_touched(anna: PrivateKey) -> None:
    gone, kept = case_of(anna), case_of(anna)
    erase(gone)
    assert not opens(gone, anna)
    assert opens(kept, anna)
    assert unwrap_field(Note.objects.get(case=gone), "contact") == b"not a case key"


def test_a_restored_backup_is_erased_again_by_replay_once(anna: PrivateKey) -> None:
    gone, kept = case_of(anna), case_of(anna)
    dump = backup()
    erase(gone)
    restore(dump)
    assert opens(gone, anna), "this is what the ledger is for"

    assert replay() == 1
    assert replay() == 0

    assert not opens(gone, anna)
    assert opens(kept, anna)


def test_the_ledger_names_ids_only_and_is_for_the_owner(anna: PrivateKey) -> None:
    cases = [case_of(anna), case_of(anna)]
    for case_id in cases:
        erase(case_id)
    path = settings.VAULT_ERASURE_LEDGER
    assert path.read_text().split() == [str(case_id) for case_id in cases]
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_line_is_on_the_disk_before_the_database_changes(anna: PrivateKey, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id, synced = case_of(anna), []
    real = os.fsync

    def seen(descriptor: int) -> None:
        real(descriptor)
        synced.append(opens(case_id, anna))

    monkeypatch.setattr("vault.erasure.os.fsync", seen)
    erase(case_id)
    assert synced == [True, True], "the file and its folder, while the case still opened"


def test_an_erasure_that_was_rolled_back_is_made_good_by_replay(anna: PrivateKey) -> None:
    case_id = case_of(anna)
    with transaction.atomic():
        erase(case_id)
        transaction.set_rollback(True)
    assert opens(case_id, anna)
    assert replay() == 1
    assert not opens(case_id, anna)


def test_a_line_cut_short_by_a_full_disk_spoils_no_other(anna: PrivateKey) -> None:
    first, second = case_of(anna), case_of(anna)
    dump = backup()
    erase(first)
    with settings.VAULT_ERASURE_LEDGER.open("a") as ledger:
        ledger.write("5b1d0c7e-3a")
    erase(second)
    restore(dump)
    with pytest.raises(LedgerDamaged, match=r"^1 "):
        replay()
    assert not opens(first, anna)
    assert not opens(second, anna)


def test_without_a_ledger_there_is_nothing_to_replay(anna: PrivateKey) -> None:
    assert replay() == 0
    case_id = case_of(anna)
    erase(case_id)
    erase(case_id)
    assert replay() == 0


def test_a_receipt_is_confirmed_by_the_ledger_for_its_own_day_alone(anna: PrivateKey) -> None:
    case_id, other, day = case_of(anna), case_of(anna), date(2026, 11, 22)
    number = receipt(case_id, day)
    assert not confirms(number, day), "Nothing has been erased yet."
    erase(other)
    assert not confirms(number, day)
    erase(case_id)
    assert confirms(number, day)
    assert confirms(f" {number.lower().replace('-', ' ')}\n", day)
    assert not confirms(number, day + timedelta(days=1))
    assert not confirms("", day)


def test_a_receipt_names_nobody(anna: PrivateKey) -> None:
    case_id, day = case_of(anna), date(2026, 11, 22)
    number = receipt(case_id, day)
    assert re.fullmatch(r"(?:[0-9A-F]{4}-){4}[0-9A-F]{4}", number)
    assert number == receipt(case_id, day)
    assert number.replace("-", "")[:8] not in case_id.hex.upper()
    erase(case_id)
    assert number not in settings.VAULT_ERASURE_LEDGER.read_text()
