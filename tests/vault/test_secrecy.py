"""No secret shows in anything that a log line, an error page or a queue could take down."""

import base64
import copy
import pickle
from uuid import uuid4

import pytest
from django.db import models

from vault import derive, envelope, errors, keyfile
from vault.errors import Locked, NotAdmitted, SealBroken
from vault.holders import PrivateKey, create_pair, forge
from vault.models import KeyPair, Lock, SealedPrivate
from vault.sealing import CaseKey
from vault.secret import Secret


def holders_of_secrets() -> list[tuple[Secret, list[bytes]]]:
    case_key = CaseKey.new(uuid4())
    private = PrivateKey(uuid4(), envelope.new_private())
    keys = keyfile.server_keys()
    derived = derive.derive("a secret", salt=derive.new_salt(), cost=derive.Cost.current())
    (bolt,) = forge(secret="a secret")
    return [
        (case_key, [case_key.raw]),
        (private, [private.raw, private.raw[:64], private.raw[64:]]),
        (keys, [keys.index_key, keys.current.key]),
        (keys.current, [keys.current.key]),
        (derived, [derived.verifier, derived.wrapping_key]),
        (bolt, [bolt.keys.verifier, bolt.keys.wrapping_key]),
    ]


def test_no_secret_shows() -> None:
    for thing, secrets in holders_of_secrets():
        shown = [repr(thing), str(thing), f"{thing}", "%s %r" % (thing, [thing])]  # noqa: UP031 (as logging does)
        for secret in secrets:
            for spelt in (repr(secret)[2:-1], secret.hex(), base64.b64encode(secret).decode(), str(list(secret))):
                assert all(spelt not in text for text in shown), type(thing)


def test_no_secret_leaves_the_process() -> None:
    for thing, _secrets in holders_of_secrets():
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            with pytest.raises(TypeError, match="must not leave"):
                pickle.dumps(thing, protocol)
        for copied in (copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match="must not leave"):
                copied(thing)


def test_every_secret_there_is_was_looked_at() -> None:
    tried = {type(thing).__name__ for thing, _secrets in holders_of_secrets()}
    known = {kind.__name__ for kind in Secret.__subclasses__()}
    assert {name for name in known if not name.startswith("_")} == tried


@pytest.mark.usefixtures("empty_vault")
def test_rows_show_their_id_only() -> None:
    create_pair(holder=uuid4(), kind="staff", secret="a secret")
    rows: list[models.Model] = [KeyPair.objects.get(), Lock.objects.get(), SealedPrivate()]
    for row in rows:
        assert str(row) == str(row.pk)
        assert repr(row) == f"<{type(row).__name__}: {row.pk}>"


def test_errors_take_no_words_from_anybody() -> None:
    for error in (SealBroken, Locked, NotAdmitted):
        assert len(error().args) == 1
        with pytest.raises(TypeError):
            error("a text")  # type: ignore[call-arg]
    assert {name for name in vars(errors) if isinstance(vars(errors)[name], type)} == {
        "SealBroken",
        "Locked",
        "NotAdmitted",
    }
