"""A draw by lot that comes out the same however often it is held. Pure: no clock, no database."""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID


def drawn(tickets: Iterable[UUID], seed: str, number: int) -> list[UUID]:
    """`number` of them, or all where there are fewer; in which order they are given does not matter.

    The lot of a ticket hangs on the seed and on itself alone. So nobody without the seed can say which will be drawn,
    each has the same chance, and one more ticket changes nothing for the others but that it may take the place of one.
    """
    return sorted(set(tickets), key=lambda ticket: _lot(seed, ticket))[:number]


def _lot(seed: str, ticket: UUID) -> bytes:
    return sha256(f"{seed} {ticket}".encode()).digest()
