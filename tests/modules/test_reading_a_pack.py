"""A pack with a mistake is refused with the file and the line of it."""

from pathlib import Path

import pytest

from modules.packs import sheets
from modules.packs.problems import PackRefused
from modules.packs.reader import read_pack
from tests.modules.small_pack import change

MISTAKES = [
    ("program.yaml", "format: 1", "format: 2", "program.yaml:1: This program reads format 1."),
    ("program.yaml", "title: Small steps", "titel: Small steps", "program.yaml:3: “titel” is not a key here."),
    ("program.yaml", "slug: small", "slug: Small Steps", "program.yaml:2: “slug” may hold small letters"),
    ("program.yaml", "title: Small steps", "title: 8", "program.yaml:3: “title” must be a text."),
    ("program.yaml", "title: Small steps", "title: ''", "program.yaml:3: “title” is empty."),
    ("program.yaml", "language: en", "language: en\nsample: yes", "program.yaml:5: “sample” must be true or false."),
    ("program.yaml", "title: Small steps", "title: a\nsample: true", "program.yaml:4: A sample says so"),
    ("program.yaml", "number: 2", "number: 4", "program.yaml:8: Weeks are numbered 1, 2, 3"),
    ("program.yaml", "folder: two", "folder: four", "program.yaml:8: The file “four/module.yaml” is missing."),
    ("program.yaml", "folder: two", "folder: ../two", "program.yaml:8: “../two/module.yaml” lies outside"),
    ("program.yaml", "gate: letter", "gate: never", "program.yaml:7: “gate” must be one of: time, worksheet, letter."),
    ("program.yaml", "kind: follow_up", "kind: month", "program.yaml:9: “kind” must be one of: week, follow_up, boo"),
    ("program.yaml", "after_days: 14", "after_days: soon", "program.yaml:9: “after_days” must be a whole number"),
    ("program.yaml", "slug: small", "slug: small\nslug: other", "program.yaml:3: “slug” is given twice."),
    ("program.yaml", "slug: small", "slug: &a small", "program.yaml:2: Anchors (& and *) are not allowed."),
    ("program.yaml", "slug: small", "slug: [small", "program.yaml:3: This is not YAML"),
    ("program.yaml", "slug: small", "slug: small\b", "program.yaml:1: This is not YAML"),
    ("program.yaml", "slug: small", f"slug: {'[' * 2000}{']' * 2000}", "program.yaml:2: This is nested too deeply."),
    ("one/module.yaml", "minutes: 20", "minutes: 99999", "one/module.yaml:3: “minutes” is at most 32767."),
    (
        "one/module.yaml",
        "minutes: 20",
        f"minutes: {'9' * 5000}",
        "one/module.yaml:3: “minutes” must be a whole number, 1 or more.",
    ),
    ("consent.md", "version: 1", "version: one", "consent.md:2: “version” must be a whole number, 1 or more."),
    ("consent.md", "version: 1", "version: 0", "consent.md:2: “version” must be a whole number, 1 or more."),
    (
        "consent.md",
        "version: 1",
        "version: 2",
        "consent.md:2: A version after the first says what is new",
    ),
    ("consent.md", "title: Before", "name: Before", "consent.md:3: “name” is not a key here."),
    ("consent.md", "---\nversion", "version", "consent.md:1: The file begins with these keys between two lines of ---"),
    ("consent.md", "## In short", "Hello.\n\n## In short", "consent.md:5: The text must begin with a heading (##)."),
    ("consent.md", "(/help/)", "(/limits/)", "consent.md:12: Links may lead to /help/ only."),
    ("one/module.yaml", "minutes: 20", "minutes: 0", "one/module.yaml:3: “minutes” must be a whole number, 1 or more."),
    ("one/module.yaml", "aim: Look around.", f"aim: {'x' * 401}", "one/module.yaml:2: “aim” is longer than 400"),
    ("one/module.yaml", "  Take your time.", "  <b>Take</b>", "one/module.yaml:6: HTML is not allowed."),
    (
        "one/module.yaml",
        "  - Rest.",
        "  ::: example\n  Rest.\n  :::",
        "one/module.yaml:8: Blocks (:::) are not",
    ),
    ("one/module.yaml", "key: second", "key: first", "one/module.yaml:11: Two steps have the key “first”."),
    ("one/module.yaml", "key: second", "key: Second_one", "one/module.yaml:11: “key” may hold small letters"),
    ("one/module.yaml", "02-second.md", "03-third.md", "one/module.yaml:11: The file “one/03-third.md” is missing."),
    ("one/module.yaml", "title: The second page, ", "", "one/module.yaml:11: “title” is missing."),
    ("one/01-first.md", "# A heading", " A heading", "one/01-first.md:10: Headings begin with ## or ###."),
    ("one/01-first.md", "## A heading", "A heading\n---", "one/01-first.md:10: Headings begin with ## or ###."),
    ("one/01-first.md", "::: example", "::: exampel", "one/01-first.md:3: A block is called one of: example"),
    ("one/01-first.md", "alone\n:::", "alone", "one/01-first.md:3: This block has no closing ::: line."),
    ("one/01-first.md", "- alone", "- ::: example\n  x\n  :::", "one/01-first.md:7: A ::: block cannot stand inside"),
    ("one/01-first.md", "(/help/)", "(https://example.org/)", "one/01-first.md:12: Links may lead to /help/ only."),
    ("one/01-first.md", "The [help page](/help/)", "One\n[a](/x/)", "one/01-first.md:13: Links may lead to /help/"),
    ("one/01-first.md", "The [help", "![help", "one/01-first.md:12: Images are not allowed."),
    ("one/01-first.md", "The [help", "<div>\n\nThe [help", "one/01-first.md:12: HTML is not allowed."),
    ("one/01-first.md", "The [help", "    The [help", "one/01-first.md:12: A line that begins with four spaces"),
    ("one/01-first.md", "The [help", "> The [help", "one/01-first.md:12: Quotations (>) are not allowed."),
    ("one/01-first.md", "The [help", "`The` [help", "one/01-first.md:12: Code is not allowed."),
    ("one/worksheet.yaml", "intro: |", "introduction: |", "one/worksheet.yaml:4: “introduction” is not a key here."),
    (
        "one/worksheet.yaml",
        "ending: |\n  Feel the floor under your feet.\n",
        "",
        "one/worksheet.yaml:1: “ending” is missing",
    ),
    ("one/worksheet.yaml", "kind: scale", "kind: dial", "one/worksheet.yaml:9: mood: 'kind' is 'dial'"),
    ("one/worksheet.yaml", "key: mood", "key: words", "one/worksheet.yaml:9: words: This key is used 2 times"),
    ("one/worksheet.yaml", "low: Low", "low: no", "one/worksheet.yaml:14: Put “no” in quotes"),
    ("one/worksheet.yaml", "core: true", "colour: red", "one/worksheet.yaml:16: words: 'colour' is not known"),
    ("one/worksheet.yaml", "Nothing has", "[Nothing](/x/) has", "one/worksheet.yaml:5: Links may lead to /help/ only."),
    ("two/worksheet.yaml", "key: two", "key: one", "two/worksheet.yaml:1: An earlier worksheet has the key “one” too."),
    (
        "two/worksheet.yaml",
        "question: words",
        "question: deeds",
        "two/worksheet.yaml:24: No earlier worksheet asks",
    ),
    ("two/worksheet.yaml", "week: 1", "week: 2", "two/worksheet.yaml:24: No earlier worksheet asks “words” in week 2."),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), MISTAKES, ids=lambda value: str(value)[:40])
def test_a_mistake_is_said_with_its_file_and_line(pack: Path, name: str, old: str, new: str, said: str) -> None:
    change(pack, name, old, new)
    with pytest.raises(PackRefused) as refused:
        sheets.read_all(read_pack(pack))
    assert len(refused.value.problems) == 1
    assert str(refused.value.problems[0]).startswith(said)


def test_a_file_that_is_no_text_is_refused(pack: Path) -> None:
    (pack / "one" / "01-first.md").write_bytes(b"\xff\xfe")
    with pytest.raises(PackRefused, match="one/module.yaml:10: The file “one/01-first.md” is not UTF-8 text."):
        read_pack(pack)


def test_an_empty_step_is_refused(pack: Path) -> None:
    (pack / "one" / "01-first.md").write_text("\n")
    with pytest.raises(PackRefused, match="one/01-first.md:1: The file is empty."):
        read_pack(pack)


def test_a_folder_without_a_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackRefused, match="program.yaml:1: The file “program.yaml” is missing."):
        read_pack(tmp_path)


def test_mistakes_in_several_files_are_said_at_once(pack: Path) -> None:
    change(pack, "consent.md", "(/help/)", "(/limits/)")
    change(pack, "one/01-first.md", "The [help", "![help")
    change(pack, "two/module.yaml", "minutes: 20", "minutes: none")
    with pytest.raises(PackRefused) as refused:
        read_pack(pack)
    assert [problem.place.file for problem in refused.value.problems] == [
        "consent.md",
        "one/01-first.md",
        "two/module.yaml",
    ]


def test_a_step_becomes_blocks(pack: Path) -> None:
    step = read_pack(pack).weeks[0].steps[0]
    assert [(block.kind, block.title) for block in step.blocks] == [("text", ""), ("example", "Robin"), ("text", "")]
    assert step.blocks[0].html == "<p>A <em>short</em> page of one.</p>"
    assert "<strong>walk</strong>" in step.blocks[1].html
    assert step.blocks[2].html.startswith("<h2>A heading</h2>")
    assert '<a href="/help/">help page</a>' in step.blocks[2].html


def test_the_sample_programme_has_no_mistake() -> None:
    pack = read_pack(Path("content/eight-weeks"))
    assert len(pack.weeks) == 9
    assert all(sheets.read_all(pack))
    assert pack.sample_note
