"""The reading level that `make check` holds: it sees every text, and says no to a hard one."""

import pytest

from tests.look import reading_level
from tests.look.reading_level import PARTICIPANT, ROOT, Text, texts
from worksheets.checks.words import lix

EASY = "You can stop on any day. Nobody is cross with you. Come back when you want to go on, and it is all still here."
HARD = (
    "Notwithstanding considerable organisational responsibilities, participants acknowledge that confidentiality "
    "arrangements presuppose jurisdictional prerequisites, whose interpretation necessarily remains professional."
)


def test_a_hard_text_is_above_the_ceiling_and_an_easy_one_below() -> None:
    assert Text("here", EASY, PARTICIPANT).lix < PARTICIPANT < Text("here", HARD, PARTICIPANT).lix


def test_markup_and_placeholders_are_not_read_as_words() -> None:
    marked = "::: example Ali\n## A wave\n\n- **Wait** for %(n)d minutes, see [help](/help/).\n:::\n"
    assert reading_level.plain(marked) == "A wave. Wait for it minutes, see help."


@pytest.mark.slow
def test_the_interface_and_the_programme_are_both_read() -> None:
    where = {text.where for text in texts([*reading_level.interface(), *reading_level.content(ROOT / "content")])}
    assert {"templates/worksheets/help.html", "program/forms/people.py", "content/eight-weeks/consent.md"} <= where
    assert "content/eight-weeks/week-1/01-welcome.md" in where


def test_every_text_is_measured_by_file_or_alone() -> None:
    long, short = [HARD, HARD, HARD], [EASY]
    found = list(texts([("long", long, 30), ("short", short, 30)]))
    assert [text.where for text in found] == ["long", "long", "long", "long", "short"]
    assert [text.ceiling for text in found] == [30, 55, 55, 55, 55]


def test_the_studio_counts_as_the_library_does() -> None:
    """Where nothing stands that only one of the two reads as an end, such as a colon."""
    plain = [text for text in texts(reading_level.content(ROOT / "content")) if not set(":;…(“’") & set(text.words)]
    assert len(plain) > 100
    assert max(abs(text.lix - lix(text.words)) for text in plain) < 1
