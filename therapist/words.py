"""What is written to a participant about one week: a letter, and the one step that it ends in."""

from dataclasses import dataclass

from therapist.models import Letter, StaleLetter
from vault import sealing
from vault.sealing import CaseKey


@dataclass(frozen=True)
class Words:
    text: str
    step: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.step)

    def stand_in(self, others: "Words") -> bool:
        """Whether nothing of them is lost where the others stand."""
        return self.text in others.text and self.step in others.step


def seal_words(key: CaseKey, row: Letter | StaleLetter, words: Words) -> None:
    """The caller saves the row."""
    sealing.seal(key, row, "body", words.text)
    sealing.seal(key, row, "step", words.step)


def words_of(key: CaseKey, row: Letter | StaleLetter) -> Words:
    """A letter from before there were steps has none."""
    return Words(sealing.open(key, row, "body"), sealing.open(key, row, "step") if row.step else "")
