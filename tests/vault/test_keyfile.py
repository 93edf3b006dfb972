import json
import stat
import threading
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.conftest import FIRST_DAY
from vault import keyfile
from vault.errors import SealBroken

NEXT_DAY = FIRST_DAY + timedelta(days=1)


@given(st.binary(max_size=300), st.text())
def test_what_was_wrapped_unwraps_in_its_context_only(data: bytes, context: str) -> None:
    blob = keyfile.wrap(data, context)
    assert keyfile.unwrap(blob, context) == data
    with pytest.raises(SealBroken):
        keyfile.unwrap(blob, context + "x")


@given(st.data())
def test_any_change_is_noticed(data: st.DataObject) -> None:
    blob = bytearray(keyfile.wrap(b"secret", "here"))
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealBroken):
        keyfile.unwrap(bytes(blob), "here")


@given(st.integers(0, 38))
def test_any_cut_is_noticed(length: int) -> None:
    blob = keyfile.wrap(b"secret", "here")
    with pytest.raises(SealBroken):
        keyfile.unwrap(blob[:length], "here")


def test_a_blob_cannot_be_relabelled_with_another_version() -> None:
    old = keyfile.wrap(b"secret", "here")
    keyfile.add_version(today=NEXT_DAY)
    with pytest.raises(SealBroken):
        keyfile.unwrap(keyfile.head_of(2) + old[keyfile.HEAD_BYTES :], "here")


def test_older_versions_unwrap_until_they_are_destroyed() -> None:
    old = keyfile.wrap(b"secret", "here")
    keyfile.add_version(today=NEXT_DAY)
    assert keyfile.unwrap(old, "here") == b"secret"
    keyfile.destroy_version(1)
    with pytest.raises(SealBroken):
        keyfile.unwrap(old, "here")


def test_the_version_in_use_cannot_be_destroyed() -> None:
    with pytest.raises(ValueError, match="in use"):
        keyfile.destroy_version(1)


def test_one_version_a_day_even_when_several_ask_at_once() -> None:
    threads = [threading.Thread(target=keyfile.add_version, kwargs={"today": NEXT_DAY}) for _ in "1234"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [version.number for version in keyfile.server_keys().versions] == [1, 2]


def test_hashes_survive_rotation_and_differ_by_purpose_value_and_day() -> None:
    name, other = keyfile.index("name", "a"), keyfile.index("name", "b")
    hashes = {name, other, keyfile.index("mail", "a")}
    hashes |= {keyfile.daily_index("name", "a", day) for day in (FIRST_DAY, NEXT_DAY)}
    assert len(hashes) == 5
    keyfile.add_version(today=NEXT_DAY)
    keyfile.destroy_version(1)
    assert keyfile.index("name", "a") == name


def test_the_file_is_for_the_owner_only_and_looks_as_documented() -> None:
    path = settings.VAULT_KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    content = json.loads(path.read_text())
    assert set(content) == {"index_key", "versions"}
    assert [set(version) for version in content["versions"]] == [{"number", "made_on", "key"}]
    assert date.fromisoformat(content["versions"][0]["made_on"]) == FIRST_DAY


def test_an_existing_file_is_never_touched() -> None:
    before = settings.VAULT_KEY_FILE.read_bytes()
    assert not keyfile.create(today=NEXT_DAY)
    assert settings.VAULT_KEY_FILE.read_bytes() == before


def test_a_crash_while_writing_leaves_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    before = settings.VAULT_KEY_FILE.read_bytes()

    def crash(_descriptor: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("vault.keyfile.os.fsync", crash)
    with pytest.raises(OSError, match="disk full"):
        keyfile.add_version(today=NEXT_DAY)
    monkeypatch.undo()
    assert settings.VAULT_KEY_FILE.read_bytes() == before
    assert keyfile.add_version(today=NEXT_DAY).number == 2


def test_a_change_by_another_process_is_seen_at_once() -> None:
    keyfile.server_keys()
    content = json.loads(settings.VAULT_KEY_FILE.read_text())
    content["versions"].append(content["versions"][0] | {"number": 7})
    settings.VAULT_KEY_FILE.write_text(json.dumps(content))
    assert keyfile.server_keys().current.number == 7


def test_a_missing_file_stops_with_a_sentence() -> None:
    settings.VAULT_KEY_FILE.unlink()
    with pytest.raises(ImproperlyConfigured, match=r"manage\.py vault init"):
        keyfile.server_keys()


SHORT_KEY = '{"index_key": "c2VjcmV0", "versions": [{"number": 1, "made_on": "2026-01-01", "key": "c2VjcmV0"}]}'


@pytest.mark.parametrize(
    "content", [SHORT_KEY, '{"index_key": "c2VjcmV0', "{}", '{"index_key": "c2VjcmV0", "versions": []}', "7"]
)
def test_a_damaged_file_stops_without_showing_its_content(content: str) -> None:
    settings.VAULT_KEY_FILE.write_text(content)
    with pytest.raises(ImproperlyConfigured, match="damaged") as stop:
        keyfile.server_keys()
    assert stop.value.__context__ is None
    assert "c2VjcmV0" not in str(stop.value)
