"""What is wrong with a file, said so that its author finds the line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A line of a file; the file is named as its reader was told."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class FileProblem(Exception):
    """One thing to put right. The text is `file:line: sentence`."""

    def __init__(self, place: Place, sentence: str) -> None:
        super().__init__(f"{place}: {sentence}")
        self.place = place
        self.sentence = sentence
