"""What is wrong with a pack, said so that its author finds the line."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A line of a file; the file is named as seen from the pack's folder."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class PackProblem(Exception):
    """One thing to put right. The text is `file:line: sentence`."""

    def __init__(self, place: Place, sentence: str) -> None:
        super().__init__(f"{place}: {sentence}")
        self.place = place
        self.sentence = sentence


class PackRefused(Exception):
    """The pack was not read. `problems` holds at least one, and at most one for each file."""

    def __init__(self, problems: Sequence[PackProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = list(problems)


class Problems:
    """Gathers the problems of several files, so that an author sees them all at once."""

    def __init__(self) -> None:
        self.found: list[PackProblem] = []

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Runs the block; a problem in it is kept and ends only this block."""
        try:
            yield
        except PackProblem as problem:
            self.found.append(problem)

    def stop_if_any(self) -> None:
        """Raises PackRefused with everything that was gathered."""
        if self.found:
            raise PackRefused(self.found)
