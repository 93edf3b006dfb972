"""What several tests begin with, done once for real; for every test after that the rows that it left are put back."""

from collections.abc import Callable
from typing import Generic, TypeVar

from tests import rows
from tests.cast import World

Outcome = TypeVar("Outcome")


class Scene(Generic[Outcome]):
    """Each time it must begin with the same rows, and nothing that it did beside the database is done again.

    The cast must have been recorded before: what has numbers of its own came in earlier.
    """

    def __init__(self) -> None:
        self.played: dict[World, tuple[Outcome, list[rows.Change]]] = {}

    def begin(self, play: Callable[[], Outcome]) -> Outcome:
        world = World.now()
        if world in self.played:
            rows.repeat(self.played[world][1])
        else:
            before = rows.contents()
            self.played[world] = play(), rows.changes(before, rows.contents())
        return self.played[world][0]
