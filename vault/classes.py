"""How private each field of a model is. Every model says so; a test over all models reads it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class FieldClasses:
    """Names every concrete field of a model but its `id` exactly once.

    sealed  class A: text that only a case key or a holder's private key opens
    server  class B: needs the server key, which no copy of the database contains
    plain   class C: random ids, day dates, counts, week numbers, states
    rows    'append-only' where a row, once written, is never changed
    """

    sealed: tuple[str, ...] = ()
    server: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    rows: Literal["mutable", "append-only"] = "mutable"
