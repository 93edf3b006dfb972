import base64
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.vault.conftest import FIRST_DAY
from tests.vault.sample import Letter, Note
from vault import keyfile, rotation
from vault.holders import create_pair, open_case_key, seal_case_key, unlock
from vault.rotation import destroy_old, rotate
from vault.sealing import CaseKey, SealBroken, unwrap_field, wrap_field

pytestmark = pytest.mark.usefixtures("samples")


def day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def numbers() -> list[int]:
    return [version.number for version in keyfile.server_keys().versions]


def notes(count: int) -> list[Note]:
    rows = [Note(case=uuid4(), text=b"", reply=b"", case_key=b"") for _ in range(count)]
    for row in rows:
        wrap_field(row, "contact", row.id.bytes)
    return Note.objects.bulk_create(rows)


def all_readable() -> bool:
    return all(unwrap_field(row, "contact") == row.id.bytes for row in Note.objects.all())


def versions_in_use() -> set[int]:
    return {int.from_bytes(bytes(row.contact or b"")[1:5], "big") for row in Note.objects.all()}


def test_everything_stays_readable_and_is_wrapped_by_the_new_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "CHUNK", 3)
    notes(7)
    holder, key, grant = uuid4(), CaseKey.new(uuid4()), Letter(text=b"")
    private = create_pair(holder=holder, kind="participant", secret="a secret")
    grant.case = key.id
    seal_case_key(key=key, holder=holder, row=grant, field="case_key")
    grant.save()

    done = rotate(today=day(30))

    assert (done.version, done.rewrapped, done.unreadable, done.destroyed) == (2, 9, 0, ())
    assert all_readable()
    assert versions_in_use() == {2}
    grant.refresh_from_db()
    assert unlock(holder=holder, secret="a secret") == private
    assert open_case_key(private=private, row=grant, field="case_key", case_id=key.id) == key


def test_texts_and_other_columns_are_not_touched() -> None:
    note = notes(1)[0]
    Note.objects.update(text=b"sealed", case=note.case)
    rotate(today=day(30))
    row = Note.objects.get()
    assert (bytes(row.text or b""), row.case) == (b"sealed", note.case)


def test_empty_fields_stay_empty() -> None:
    notes(1)
    Letter.objects.create(case=uuid4(), text=b"", case_key=None)
    assert rotate(today=day(30)).rewrapped == 1
    assert bytes(Note.objects.get().case_key or b"") == b""
    assert Letter.objects.get().case_key is None


@pytest.mark.parametrize("survives", [0, 1, 3, 6])
def test_a_killed_rotation_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch, survives: int) -> None:
    monkeypatch.setattr(rotation, "CHUNK", 2)
    notes(7)
    real, left = rotation._rewrap, survives

    def killed(row: Note, name: str) -> bool:
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt
        left -= 1
        return real(row, name)

    monkeypatch.setattr(rotation, "_rewrap", killed)
    with pytest.raises(KeyboardInterrupt):
        rotate(today=day(30))
    monkeypatch.setattr(rotation, "_rewrap", real)
    assert all_readable()

    done = rotate(today=day(30))

    assert (done.version, done.rewrapped) == (2, 7 - survives // 2 * 2)
    assert all_readable()
    assert versions_in_use() == {2}


def test_versions_are_destroyed_after_35_days_and_no_sooner() -> None:
    notes(2)
    rotate(today=day(10))
    assert destroy_old(today=day(35)) == ()
    assert rotate(today=day(36)).destroyed == (1,)
    assert numbers() == [2, 3]
    assert all_readable()


def test_what_a_destroyed_version_wrapped_is_gone_and_its_key_is_in_no_file() -> None:
    note = notes(1)[0]
    old_key = keyfile.server_keys().current.key
    rotate(today=day(10))
    rotate(today=day(40))
    with pytest.raises(SealBroken):
        unwrap_field(note, "contact")  # as a backup from the first day holds it
    for path in settings.VAULT_KEY_FILE.parent.iterdir():
        assert base64.b64encode(old_key) not in path.read_bytes()


def test_a_version_in_use_until_today_stays_for_another_run() -> None:
    """A late rotation must not take along a row that a request is about to commit, nor last night's backup."""
    late = notes(1)[0]
    assert rotate(today=day(90)).destroyed == ()
    late.save()  # a request wrapped it before the rotation and commits it after
    assert rotate(today=day(91)).destroyed == (1,)
    assert all_readable()


def test_a_version_that_a_row_uses_is_not_destroyed() -> None:
    notes(2)
    rotate(today=day(10))
    straggler = notes(1)[0]
    blob = bytearray(straggler.contact or b"")
    blob[1:5] = (1).to_bytes(4, "big")  # claims version 1 and cannot be read
    Note.objects.filter(pk=straggler.pk).update(contact=bytes(blob))

    done = rotate(today=day(50))

    assert (done.unreadable, done.destroyed) == (1, ())
    assert numbers() == [1, 2, 3]
    Note.objects.filter(pk=straggler.pk).delete()
    assert destroy_old(today=day(51)) == (1, 2)


def test_old_rows_that_cannot_be_read_do_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "CHUNK", 2)
    broken = sorted(notes(6), key=lambda note: note.id)[:3]
    Note.objects.filter(pk__in=[note.pk for note in broken]).update(contact=keyfile.head_of(1) + b"broken")
    done = rotate(today=day(30))
    assert (done.rewrapped, done.unreadable) == (3, 3)


def test_a_chunk_costs_the_same_whatever_its_size() -> None:
    counts = []
    for number, size in [(1, 5), (2, 50)]:
        notes(size)
        with CaptureQueriesContext(connection) as queries:
            rotate(today=day(number))
        counts.append(len(queries))
    assert counts[0] == counts[1]
