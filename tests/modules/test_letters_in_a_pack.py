"""The letter templates of a pack: read with file and line, held against the worksheets, brought once."""

from pathlib import Path

import pytest

from modules.actions.importing import import_pack
from modules.packs import letters, sheets
from modules.packs.problems import PackRefused
from modules.packs.reader import read_pack
from program import clock
from program.models import Program
from tests.modules.small_pack import change
from worksheets.letter_text import Filling, filled, open_places
from worksheets.template_book import LONGEST_TEXT, newest_templates

TOP = Path(__file__).resolve().parents[2]
LETTERS = """\
letters:
  - key: any
    title: Any week
    text: |
      Thank you.

      [[Say more]] about [week].
  - key: one
    title: Week one
    week: 1
    question: mood
    text: |
      You wrote [their words: mood].
"""
MISTAKES = [
    ("key: one", "key: One", "letters.yaml:8: “key” may hold small letters"),
    ("key: one", "key: any", "letters.yaml:8: Two templates have the key “any”."),
    ("title: Week one", "name: Week one", "letters.yaml:9: “name” is not a key here."),
    ("week: 1", "week: 7", "letters.yaml:10: There is no week 7."),
    ("question: mood", "question: goals", "letters.yaml:11: The worksheet does not ask “goals”."),
    ("[their words: mood]", "[their words: goals]", "letters.yaml:13: No worksheet here asks “goals”."),
    ("[week]", "[alias]", "letters.yaml:5: “[alias]” is no placeholder. There are: [week],"),
    ("[[Say more]]", "[[ ]]", "letters.yaml:5: An open place, [[ ]], says what belongs there."),
    ("[[Say more]]", "[[Say more]", "letters.yaml:5: A bracket is not closed"),
    ("You wrote", "x" * (LONGEST_TEXT + 1), f"letters.yaml:13: “text” has 1 to {LONGEST_TEXT} characters."),
]


@pytest.fixture
def pack(pack: Path) -> Path:
    """The small pack with two templates."""
    change(pack, "program.yaml", "consent: consent.md\n", "consent: consent.md\nletters: letters.yaml\n")
    (pack / "letters.yaml").write_text(LETTERS)
    return pack


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES, ids=[said for _right, _wrong, said in MISTAKES])
def test_each_mistake_is_named_with_its_line(right: str, wrong: str, said: str, pack: Path) -> None:
    change(pack, "letters.yaml", right, wrong)
    with pytest.raises(PackRefused) as refused:
        letters.read_all(read := read_pack(pack), sheets.read_all(read))
    assert str(refused.value).startswith(said)


def test_a_missing_file_is_named_with_the_line_that_asks_for_it(pack: Path) -> None:
    (pack / "letters.yaml").unlink()
    with pytest.raises(PackRefused, match="program.yaml:[0-9]+: The file “letters.yaml” is missing."):
        read_pack(pack)


@pytest.mark.django_db
def test_they_are_brought_once_and_renewed_by_a_changed_pack(pack: Path) -> None:
    done = import_pack(folder=pack, by="tests", today=clock.today())
    assert [name for name in done.made if "template" in name] == ["letter template any", "letter template one"]
    again = import_pack(folder=pack, by="tests", today=clock.today())
    assert not again.made
    assert not again.changed
    change(pack, "letters.yaml", "Thank you.", "Thank you very much.")
    third = import_pack(folder=pack, by="tests", today=clock.today())
    assert third.changed == ["letter template any"]
    found = {row.key: row for row in newest_templates(Program.objects.get(slug="small").pk)}
    assert (found["any"].version, found["any"].week, found["one"].week, found["one"].question) == (2, None, 1, "mood")
    assert found["any"].brought


def test_the_sample_has_a_letter_for_each_week_and_promises_no_secrecy() -> None:
    """Every one has something left to write: a template alone is never a letter."""
    pack = read_pack(TOP / "content" / "eight-weeks")
    found = letters.read_all(pack, sheets.read_all(pack))
    assert {wording.week for wording in found.values()} == {None, *range(1, 10)}
    for key, wording in found.items():
        text = filled(wording.text, Filling(1, "Title", "Therese"))
        assert open_places(text), key
        assert 60 <= len(text.split()) <= 260, (key, len(text.split()))
