"""What an import would change, in sentences that a clinician can read."""

import shutil
from pathlib import Path

import pytest

from modules.packs.difference import Line, difference, marked
from modules.packs.reader import read_pack
from tests.modules.small_pack import change


def between(old: Path, new: Path) -> dict[str, list[Line]]:
    return {section.title: list(section.lines) for section in difference(read_pack(old), read_pack(new))}


@pytest.fixture
def changed(pack: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pack, tmp_path / "changed"))


def said(line: Line) -> tuple[str, str, str]:
    marks = {"added": "+", "removed": "-", "": ""}
    return line.kind, line.sentence, " ".join(f"{marks[each.mark]}{each.text}" for each in line.pieces)


def test_the_same_pack_differs_in_nothing(pack: Path, changed: Path) -> None:
    assert between(pack, changed) == {}


def test_words_are_marked_where_they_changed(pack: Path, changed: Path) -> None:
    change(changed, "one/01-first.md", "goes for a **walk**", 'goes for a "long" swim')
    change(changed, "one/worksheet.yaml", "How is your mood?", "How was your mood?")
    found = between(pack, changed)
    [step, question] = map(said, found["Week 1: Week one"])
    assert step[:2] == ("changed", "Step “The first page”: text")
    assert 'goes for a -walk. +"long" swim.' in step[2]
    assert question == ("changed", "Question “How was your mood?”: words", "How -is +was your mood?")


def test_another_kind_of_question_is_another_question(pack: Path, changed: Path) -> None:
    change(changed, "one/worksheet.yaml", "kind: long_text\n", "kind: short_text\n")
    lines = [said(line)[:2] for line in between(pack, changed)["Week 1: Week one"]]
    assert lines == [
        ("removed", "Question “What happened?” is taken out."),
        ("added", "Question “What happened?” is new."),
    ]


def test_weeks_that_change_places_are_known_by_what_is_in_them(pack: Path, changed: Path) -> None:
    change(changed, "program.yaml", "{number: 1, folder: one, gate: letter}", "{number: 1, folder: two, gate: letter}")
    change(changed, "program.yaml", "{number: 2, folder: two, gate: worksheet}", "{number: 2, folder: one, gate: time}")
    change(changed, "one/module.yaml", "  - {key: second, title: The second page, file: 02-second.md}\n", "")
    found = between(pack, changed)
    assert [said(line)[:2] for line in found["Weeks"]] == [
        ("moved", "Week 1: Week two was week 2 before."),
        ("moved", "Week 2: Week one was week 1 before."),
    ]
    lines = [said(line) for line in found["Week 2: Week one"]]
    assert ("removed", "Step “The second page” is taken out.", "-The second page · The last page of one.") in lines
    assert ("changed", "The week: gate", "-letter +time") in lines


def test_a_week_more_or_less_is_said(pack: Path, changed: Path) -> None:
    change(changed, "program.yaml", "  - {number: 3, kind: follow_up, folder: three, after_days: 14}\n", "")
    assert [said(line)[:2] for line in between(pack, changed)["Weeks"]] == [
        ("removed", "Week 3: Week three is taken out.")
    ]
    assert [said(line)[:2] for line in between(changed, pack)["Weeks"]] == [("added", "Week 3: Week three is new.")]


def test_steps_that_change_places_are_said_once(pack: Path, changed: Path) -> None:
    change(changed, "one/module.yaml", "  - {key: first, title: The first page, file: 01-first.md}\n", "")
    with_first = "file: 02-second.md}\n  - {key: first, title: The first page, file: 01-first.md}"
    change(changed, "one/module.yaml", "file: 02-second.md}", with_first)
    [line] = between(pack, changed)["Week 1: Week one"]
    assert line.kind == "moved"


def test_the_consent_and_the_sample_s_parts_are_told(pack: Path, changed: Path) -> None:
    change(changed, "consent.md", "somebody writes back", "nobody writes back")
    assert said(between(pack, changed)["What people agree to"][0])[1] == "Part “In short”: text"
    sample = read_pack(Path("content/eight-weeks"))
    titles = [section.title for section in difference(None, sample)]
    for title in ("Weeks", "Risk rules", "Letter templates", "Crisis lines", "In “sv”", "Pages that anybody may read"):
        assert title in titles


def test_whom_a_part_is_for_is_told(pack: Path, changed: Path) -> None:
    for folder, arm in ((pack, "calm"), (changed, "brisk")):
        change(
            folder, "program.yaml", "consent:", "arms: [{key: calm, title: Calm}, {key: brisk, title: Brisk}]\nconsent:"
        )
        with (folder / "one/02-second.md").open("a") as step:
            step.write(f"\n:::: only arm={arm}\n\nFor some.\n\n::::\n")
    [line] = between(pack, changed)["Week 1: Week one"]
    assert "calm" in said(line)[2]
    assert "brisk" in said(line)[2]


def test_long_stretches_of_the_same_are_left_out() -> None:
    words = " ".join(f"w{number}" for number in range(100))
    pieces = marked(f"{words} old", f"{words} new")
    assert [each.text for each in pieces] == ["… w94 w95 w96 w97 w98 w99", "old", "new"]
