"""What is wrong with a pack, of all its files at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from worksheets.files.problems import FileProblem, Place

WHOLE = Place("", 1)


class PackRefused(Exception):
    """The pack was not read. `problems` holds at least one, and at most one for each file."""

    def __init__(self, problems: Sequence[FileProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = list(problems)

    @property
    def sentences(self) -> list[str]:
        """What to say to whoever brought it."""
        return [str(problem) for problem in self.problems]


class ArchiveRefused(PackRefused):
    """The one file that should hold a pack was not opened; one sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__([FileProblem(WHOLE, sentence)])

    def __str__(self) -> str:
        return self.problems[0].sentence

    @property
    def sentences(self) -> list[str]:
        return [str(self)]


class Problems:
    """Gathers the problems of several files, so that an author sees them all at once."""

    def __init__(self) -> None:
        self.found: list[FileProblem] = []

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Runs the block; a problem in it is kept and ends only this block."""
        try:
            yield
        except FileProblem as problem:
            self.found.append(problem)

    def stop_if_any(self) -> None:
        """Raises PackRefused with everything that was gathered."""
        if self.found:
            raise PackRefused(self.found)
