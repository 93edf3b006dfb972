"""A base for objects that hold key material in memory."""

from typing import NoReturn, SupportsIndex


class Secret:
    """Refuses to be pickled or copied, so that a key cannot slip into a cache, a queue or a session by accident.

    Subclasses hide their secret fields from `repr` themselves (`field(repr=False)`).
    """

    __slots__ = ()

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError(f"{type(self).__name__} must not leave this process.")
