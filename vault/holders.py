"""People's key pairs: made, unlocked, locked anew, replaced; and what is sealed to them.

No grant, no key: a holder opens a case only through a copy of its key that somebody sealed to this holder.
"""

import hmac
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Self
from uuid import UUID, uuid4

from django.db import models, transaction

from vault import aead, derive, envelope, keyfile, padding, sealing
from vault.errors import SealBroken
from vault.fields import SealedField, WrappedField
from vault.models import KeyPair, Lock
from vault.sealing import CaseKey
from vault.secret import Secret

TEXT_FORMAT = b"\x02"  # text sealed to a holder; `vault.sealing` uses another for text under a case key


@dataclass(frozen=True, slots=True)
class PrivateKey(Secret):
    """An unlocked private half. Lives in memory during a request; `vault.session` keeps it between requests."""

    holder: UUID
    raw: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        return envelope.public_of(self.raw)


# Pairs and locks


def create_pair(
    *, holder: UUID, kind: str, secret: str, forgiving: bool = False, recovery: str | None = None
) -> PrivateKey:
    """One Argon2 run for the secret, one more for a recovery code. A second pair for a holder is an IntegrityError.

    `forgiving` is for generated secrets: case, spaces and hyphens will not matter. Recovery codes always are.
    """
    return fit_pair(holder=holder, kind=kind, bolts=forge(secret=secret, forgiving=forgiving, recovery=recovery))


def forge(*, secret: str, forgiving: bool = False, recovery: str | None = None) -> "Sequence[Bolt]":
    """The slow half of `create_pair`, for callers that make more rows with the pair: do it before a transaction."""
    bolts = [Bolt.make("secret", secret, forgiving)]
    if recovery is not None:
        bolts.append(Bolt.make("recovery", recovery))
    return bolts


@transaction.atomic
def fit_pair(*, holder: UUID, kind: str, bolts: "Sequence[Bolt]") -> PrivateKey:
    """The quick half: the pair and its locks. A second pair for a holder is an IntegrityError."""
    private = new_pair(holder=holder, kind=kind)
    for bolt in bolts:
        _fit(private, bolt)
    return private


def new_pair(*, holder: UUID, kind: str) -> PrivateKey:
    """A pair without any lock: for `fit_pair` and `vault.supervision`, which see to its private half."""
    private = PrivateKey(holder, envelope.new_private())
    pair = KeyPair(holder=holder, kind=KeyPair.Kind(kind), public_key=private.public)
    pair.proof = _proof(pair)
    pair.save(force_insert=True)
    return private


def unlock(*, holder: UUID | None, secret: str, lock: str = "secret") -> PrivateKey | None:
    """None for a wrong secret and for a holder that does not exist, after the same query and the same Argon2 run.

    Only after success may a second run follow: it renews a lock made at another cost than today's setting. Until its
    holder signs in, such a lock takes the time of its own cost.
    """
    # An unknown name is looked up too, under an id that nobody has, and meets a lock that nothing opens.
    found = Lock.objects.select_related("key_pair").filter(key_pair__holder=holder or uuid4(), kind=lock).first()
    tried = found or Lock(salt=derive.new_salt(), verifier="", **asdict(derive.Cost.current()))
    keys = derive.derive(_typed(secret, tried.forgiving), salt=bytes(tried.salt), cost=_cost(tried))
    right = hmac.compare_digest(tried.verifier, _verifier(keys))
    if found is None or not right:
        return None
    raw = aead.decrypt(keys.wrapping_key, sealing.unwrap_field(found, "private_key"), _lock_context(found))
    private = PrivateKey(found.key_pair.holder, raw)
    if _cost(found) != derive.Cost.current():
        _fit(private, Bolt.make(lock, secret, found.forgiving), renews=found)
    return private


def relock(*, private: PrivateKey, secret: str, lock: str = "secret", forgiving: bool = False) -> None:
    """Makes or replaces this holder's lock of that kind: the old secret opens nothing any more, texts stay as they are.

    Raises SealBroken for a key that has been replaced meanwhile: it must not take the place of the new one.
    """
    _fit(private, Bolt.make(lock, secret, forgiving))


def erase_holder(holder: UUID) -> None:
    """Deletes the pair, its locks and its admission. The supervision pair cannot be deleted: all cases hang on it."""
    KeyPair.objects.filter(holder=holder).exclude(kind=KeyPair.Kind.SUPERVISION).delete()


# Sealed to a holder


def seal_case_key(*, key: CaseKey, holder: UUID, row: models.Model, field: str) -> None:
    """Sets `row.field`, a WrappedField; the caller saves the row. Needs no unlocked key of the holder."""
    bound_to = _case_context(row, field, holder, key.id)
    sealing.wrap_field(row, field, envelope.seal_to(public_key(holder), key.raw, bound_to))


def open_case_key(*, private: PrivateKey, row: models.Model, field: str, case_id: UUID) -> CaseKey:
    """Raises SealBroken where the copy was erased, or sealed to somebody else, another case or another row."""
    bound_to = _case_context(row, field, private.holder, case_id)
    return CaseKey(case_id, envelope.open_with(private.raw, sealing.unwrap_field(row, field), bound_to))


def seal_for(*, holder: UUID, row: models.Model, field: str, text: str) -> None:
    """Sets `row.field`, a SealedField; the caller saves the row. For text that must wait for its writer to sign in."""
    bound_to = _text_context(row, field, holder)
    setattr(row, field, TEXT_FORMAT + envelope.seal_to(public_key(holder), padding.pad_text(text), bound_to))


def open_for(*, private: PrivateKey, row: models.Model, field: str) -> str:
    blob = sealing.stored(row, field)
    if blob[:1] != TEXT_FORMAT:
        raise SealBroken
    return padding.unpad_text(envelope.open_with(private.raw, blob[1:], _text_context(row, field, private.holder)))


def public_key(holder: UUID) -> bytes:
    """Raises KeyPair.DoesNotExist for an unknown holder, SealBroken for a row that the server did not write."""
    return _public(KeyPair.objects.get(holder=holder))


# Details


@dataclass(frozen=True, slots=True)
class Bolt(Secret):
    """All that a lock needs of a secret. Made before a transaction begins: Argon2 is slow, SQLite has one writer."""

    kind: Lock.Kind
    forgiving: bool
    cost: derive.Cost
    salt: bytes
    keys: derive.Derived

    @classmethod
    def make(cls, lock: str, secret: str, forgiving: bool = False) -> Self:
        kind = Lock.Kind(lock)
        forgiving = forgiving or kind is Lock.Kind.RECOVERY
        cost, salt = derive.Cost.current(), derive.new_salt()
        return cls(kind, forgiving, cost, salt, derive.derive(_typed(secret, forgiving), salt=salt, cost=cost))


@transaction.atomic
def _fit(private: PrivateKey, bolt: Bolt, renews: Lock | None = None) -> None:
    pair = KeyPair.objects.select_for_update().get(holder=private.holder)
    if _public(pair) != private.public:
        raise SealBroken
    lock = Lock.objects.filter(key_pair=pair, kind=bolt.kind).first() or Lock(key_pair=pair, kind=bolt.kind)
    if renews and lock.verifier != renews.verifier:
        return  # a new secret was set since this one was typed: the old one must not come back
    lock.forgiving, lock.salt, lock.verifier = bolt.forgiving, bolt.salt, _verifier(bolt.keys)
    lock.memory_kib, lock.passes, lock.lanes = bolt.cost.memory_kib, bolt.cost.passes, bolt.cost.lanes
    wrapped = aead.encrypt(bolt.keys.wrapping_key, private.raw, _lock_context(lock))
    sealing.wrap_field(lock, "private_key", wrapped)
    lock.save()


def _public(pair: KeyPair) -> bytes:
    if not hmac.compare_digest(pair.proof, _proof(pair)):
        raise SealBroken
    return bytes(pair.public_key)


def _proof(pair: KeyPair) -> str:
    facts = [str(pair.pk), str(pair.holder), pair.kind, bytes(pair.public_key).hex()]
    return keyfile.index("key pair", json.dumps(facts))


def _verifier(keys: derive.Derived) -> str:
    return keyfile.index("lock verifier", keys.verifier.hex())


def _typed(secret: str, forgiving: bool) -> str:
    return derive.canonical(secret) if forgiving else derive.exact(secret)


def _cost(lock: Lock) -> derive.Cost:
    return derive.Cost(memory_kib=lock.memory_kib, passes=lock.passes, lanes=lock.lanes)


def _lock_context(lock: Lock) -> bytes:
    return sealing.place(lock, "private_key", WrappedField, str(lock.key_pair_id), lock.kind).encode()


def _case_context(row: models.Model, field: str, holder: UUID, case_id: UUID) -> bytes:
    return sealing.place(row, field, WrappedField, "case key", str(holder), str(case_id)).encode()


def _text_context(row: models.Model, field: str, holder: UUID) -> bytes:
    return TEXT_FORMAT + sealing.place(row, field, SealedField, "text", str(holder)).encode()
