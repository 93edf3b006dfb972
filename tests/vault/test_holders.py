"""Pairs and locks: made, unlocked, locked anew, replaced, erased."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from tests.vault.sample import Note
from vault import derive, holders, sealing
from vault.holders import create_pair, relock, unlock
from vault.models import KeyPair, Lock
from vault.sealing import CaseKey, SealBroken

pytestmark = pytest.mark.usefixtures("empty_vault")

SECRET = "correct horse battery staple"
RECOVERY = "amber-birch-cedar-delta"


@pytest.fixture
def holder() -> UUID:
    holder = uuid4()
    create_pair(holder=holder, kind="participant", secret=SECRET, recovery=RECOVERY)
    return holder


@pytest.fixture
def argon_runs(monkeypatch: pytest.MonkeyPatch) -> list[derive.Cost]:
    """The cost of every Argon2 run, counted around the real function."""
    runs: list[derive.Cost] = []
    real: Callable[..., derive.Derived] = derive.derive

    def counted(secret: str, **how: Any) -> derive.Derived:
        runs.append(how["cost"])
        return real(secret, **how)

    monkeypatch.setattr(derive, "derive", counted)
    return runs


def test_it_opens_with_the_secret_and_with_the_recovery_code(holder: UUID) -> None:
    by_secret = unlock(holder=holder, secret=SECRET)
    by_code = unlock(holder=holder, secret=RECOVERY, lock="recovery")
    assert by_secret is not None
    assert by_secret == by_code
    assert by_secret.holder == holder


@pytest.mark.parametrize(
    ("secret", "lock"),
    [(SECRET + " ", "secret"), (SECRET.title(), "secret"), ("", "secret"), (RECOVERY, "secret"), (SECRET, "recovery")],
)
def test_it_stays_shut_for_anything_else(holder: UUID, secret: str, lock: str) -> None:
    assert unlock(holder=holder, secret=secret, lock=lock) is None


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
def test_any_secret_works_and_no_other(secret: str) -> None:
    holder = uuid4()
    private = create_pair(holder=holder, kind="staff", secret=secret)
    assert unlock(holder=holder, secret=secret) == private
    assert unlock(holder=holder, secret=secret + "x") is None


def test_a_generated_secret_is_forgiven_its_spelling(holder: UUID) -> None:
    generated = uuid4()
    create_pair(holder=generated, kind="participant", secret="one two three", forgiving=True)
    assert unlock(holder=generated, secret="One-Two \u2013 THREE ") is not None
    assert unlock(holder=holder, secret="AMBER birch\u2011cedar  delta", lock="recovery") is not None


def test_an_unknown_holder_costs_one_run_and_one_query_like_a_wrong_secret(
    holder: UUID, argon_runs: list[derive.Cost], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for who, secret, lock in [(holder, "wrong", "secret"), (uuid4(), SECRET, "secret"), (None, SECRET, "recovery")]:
        argon_runs.clear()
        with django_assert_num_queries(1):
            assert unlock(holder=who, secret=secret, lock=lock) is None
        assert argon_runs == [derive.Cost.current()]


def test_the_right_secret_costs_one_run_too(holder: UUID, argon_runs: list[derive.Cost]) -> None:
    assert unlock(holder=holder, secret=SECRET) is not None
    assert len(argon_runs) == 1


def test_an_outdated_cost_is_renewed_after_success_only(
    holder: UUID, argon_runs: list[derive.Cost], settings: Settings
) -> None:
    old, new = derive.Cost.current(), derive.Cost(memory_kib=128, passes=2, lanes=1)
    settings.VAULT_ARGON2 = {"memory_kib": 128, "passes": 2, "lanes": 1}
    assert unlock(holder=holder, secret="wrong") is None
    assert unlock(holder=holder, secret=RECOVERY.upper(), lock="recovery") is not None
    assert argon_runs == [old, old, new]
    argon_runs.clear()
    assert unlock(holder=holder, secret=RECOVERY, lock="recovery") is not None
    assert argon_runs == [new]
    assert Lock.objects.get(key_pair__holder=holder, kind="recovery").forgiving
    assert unlock(holder=holder, secret=SECRET) is not None


def test_a_renewal_does_not_bring_back_a_secret_changed_meanwhile(
    holder: UUID, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    private = unlock(holder=holder, secret=SECRET)
    assert private is not None
    settings.VAULT_ARGON2 = {"memory_kib": 128, "passes": 1, "lanes": 1}
    real: Callable[..., derive.Derived] = derive.derive

    def change_meanwhile(secret: str, **how: Any) -> derive.Derived:
        if how["cost"] == derive.Cost.current():
            monkeypatch.setattr(derive, "derive", real)
            relock(private=private, secret="changed meanwhile")
        return real(secret, **how)

    monkeypatch.setattr(derive, "derive", change_meanwhile)
    assert unlock(holder=holder, secret=SECRET) == private
    assert unlock(holder=holder, secret=SECRET) is None
    assert unlock(holder=holder, secret="changed meanwhile") == private


def test_a_changed_passphrase_keeps_the_texts(holder: UUID) -> None:
    key, note = CaseKey.new(uuid4()), Note()
    sealing.seal(key, note, "text", "written before")
    holders.seal_case_key(key=key, holder=holder, row=note, field="case_key")
    private = unlock(holder=holder, secret=SECRET)
    assert private is not None

    relock(private=private, secret="an entirely new one")

    assert unlock(holder=holder, secret=SECRET) is None
    assert unlock(holder=holder, secret=RECOVERY, lock="recovery") == private
    again = unlock(holder=holder, secret="an entirely new one")
    assert again is not None
    opened = holders.open_case_key(private=again, row=note, field="case_key", case_id=key.id)
    assert sealing.open(opened, note, "text") == "written before"


def test_a_new_recovery_code_replaces_the_old_one(holder: UUID) -> None:
    private = unlock(holder=holder, secret=SECRET)
    assert private is not None
    relock(private=private, secret="echo fox", lock="recovery")
    assert unlock(holder=holder, secret=RECOVERY, lock="recovery") is None
    assert unlock(holder=holder, secret="Echo-Fox", lock="recovery") == private
    assert Lock.objects.filter(key_pair__holder=holder).count() == 2


def test_a_replaced_pair_opens_nothing_old_and_an_old_key_cannot_lock_it() -> None:
    holder, note, key = uuid4(), Note(), CaseKey.new(uuid4())
    old = create_pair(holder=holder, kind="staff", secret=SECRET)
    holders.seal_case_key(key=key, holder=holder, row=note, field="case_key")

    holders.erase_holder(holder)
    new = create_pair(holder=holder, kind="staff", secret="another")

    assert unlock(holder=holder, secret=SECRET) is None
    assert unlock(holder=holder, secret="another") == new
    with pytest.raises(SealBroken):
        holders.open_case_key(private=new, row=note, field="case_key", case_id=key.id)
    with pytest.raises(SealBroken):
        relock(private=old, secret=SECRET)


def test_a_holder_has_one_pair(holder: UUID) -> None:
    with pytest.raises(IntegrityError):
        create_pair(holder=holder, kind="participant", secret="x")


def test_an_erased_holder_is_gone(holder: UUID) -> None:
    holders.erase_holder(holder)
    assert unlock(holder=holder, secret=SECRET) is None
    assert not Lock.objects.filter(key_pair__holder=holder).exists()


def test_the_supervision_pair_cannot_be_erased() -> None:
    supervision = uuid4()
    holders.new_pair(holder=supervision, kind="supervision")
    holders.erase_holder(supervision)
    assert KeyPair.objects.filter(holder=supervision).exists()


def test_a_lock_moved_to_another_holder_is_noticed(holder: UUID) -> None:
    thief = uuid4()
    create_pair(holder=thief, kind="participant", secret="thief")
    Lock.objects.filter(key_pair__holder=holder, kind="secret").delete()
    Lock.objects.filter(key_pair__holder=thief).update(key_pair=KeyPair.objects.get(holder=holder))
    with pytest.raises(SealBroken):
        unlock(holder=holder, secret="thief")


def test_nothing_stored_holds_the_private_half(holder: UUID) -> None:
    private = unlock(holder=holder, secret=SECRET)
    assert private is not None
    for row in [*Lock.objects.values_list(), *KeyPair.objects.values_list()]:
        for value in row:
            stored = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for part in (private.raw, private.raw[:64], private.raw[64:], SECRET.encode(), RECOVERY.encode()):
                assert part not in stored
