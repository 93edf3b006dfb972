"""An instrument's file gives the instrument back; a malformed one is refused with its line and what was expected."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from tests.tries import at_most
from tests.worksheets.measures.samples import example, filled, schimra_with_items
from worksheets.files.problems import FileProblem
from worksheets.measures.instrument import Band, Instrument, Item, MissingRule, Option, ReliableChange, Scale
from worksheets.measures.reader import read, read_file
from worksheets.measures.registry import ALL, REGISTRY
from worksheets.measures.report import report
from worksheets.measures.scoring import score
from worksheets.measures.writer import dump

FILLED = [*(filled(measure) for measure in ALL if measure.items), schimra_with_items()]
EXAMPLE = example()


@pytest.mark.parametrize("measure", FILLED, ids=lambda measure: measure.key)
def test_an_instrument_comes_back_from_its_file(measure: Instrument) -> None:
    assert read(dump(measure), "x.yaml") == measure


words = st.text(st.characters(blacklist_categories=("C", "Z"), whitelist_characters=" "), min_size=1).filter(
    lambda text: text == text.strip()
)
tenths = st.integers(1, 99).map(lambda number: number / 10)


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """Sound instruments with any words and odd numbers."""
    options = tuple(Option(value, draw(words), draw(tenths) + value * 10) for value in range(draw(st.integers(2, 4))))
    items = tuple(
        Item(
            f"q{number}",
            draw(words),
            options,
            reverse=draw(st.booleans()),
            help=draw(st.just("") | words),
            watched=draw(st.booleans()),
        )
        for number in range(1, draw(st.integers(2, 4)))
    )
    scale = Scale(
        key="total",
        title=draw(words),
        items=tuple(item.link_id for item in items),
        missing=MissingRule(0, draw(words)),
        method=draw(st.sampled_from(("sum", "mean"))),
        times=draw(st.integers(1, 4)),
        step=0.1,
        reliable_change=draw(st.none() | st.builds(ReliableChange, tenths, words)),
    )
    example_read = read(EXAMPLE, "example.yaml")
    low = _low(example_read, items, scale)
    banded = replace(scale, bands=(Band(low, None, "all", draw(words)),), bands_source=draw(words))
    return replace(
        example_read,
        items=items,
        total=draw(st.sampled_from((scale, banded))),
        version=draw(words)[:20].strip(),
        title=draw(words)[:200].strip(),
        instruction=draw(words),
        recall=draw(words),
        licence=draw(words),
        source=draw(words),
        skippable=draw(st.booleans()),
    )


def _low(measure: Instrument, items: tuple[Item, ...], scale: Scale) -> float:
    return replace(measure, items=items, total=scale).ends(scale)[0]


@at_most(80)
@given(measure=instruments())
def test_any_sound_instrument_comes_back_from_its_file(measure: Instrument) -> None:
    assert read(dump(measure), "x.yaml") == measure


def test_the_documented_example_is_read_as_documented() -> None:
    measure = read(EXAMPLE, "evenings.yaml")
    assert (measure.key, measure.validated, measure.skippable) == ("evenings", False, True)
    assert read(dump(measure), "x.yaml") == measure
    result = score(measure, {"restless": 2, "rested": 0})
    assert (result.total, result.band and result.band.key, result.complete) == (6, "unrest", True)
    assert score(measure, {"rested": 2, "bedtime": 1}).total == 0


def test_the_document_is_short() -> None:
    text = (Path(__file__).resolve().parents[3] / "docs" / "instruments.md").read_text()
    assert len(text.splitlines()) <= 80


MISTAKES = [
    ("format: 1", "format: 2", 1, "This program reads format 1."),
    ("format: 1\n", "", 1, "“format” is missing."),
    ("key: evenings", "key: Evenings out", 2, "Expected small letters, digits and _, a letter first."),
    ("key: evenings", f"key: {'e' * 51}", 2, "“key” is longer than 50 characters."),
    ('version: "1"', f"version: v{'1' * 20}", 3, "“version” is longer than 20 characters."),
    ("language: en", f"language: en{'-x' * 6}", 4, "“language” is longer than 12 characters."),
    ("key: evenings", "keys: evenings", 2, "“keys” is not a key here. Known are:"),
    ('version: "1"', "version: 1", 3, "“version” must be a text. Put it in quotes if it is one."),
    ("title: Evenings", "title: ''", 5, "“title” is empty."),
    ("instruction: How", "instructions: How", 6, "“instructions” is not a key here."),
    ("minutes: 1", "minutes: 0", 8, "“minutes” must be a whole number, 1 or more."),
    ("minutes: 1", "minutes: few", 8, "“minutes” must be a whole number, 1 or more."),
    ("is worse", "is bad", 9, "“direction” must be one of: higher is worse, higher is better."),
    ("licence: Written by this clinic.\n", "", 1, "“licence” is missing."),
    ("source: Own items. Not validated.\n", "", 1, "“source” is missing."),
    ("validated: false\n", "", 1, "“validated” is missing."),
    ("validated: false", "validated: perhaps", 12, "“validated” must be true or false."),
    ("condition: The clinical lead has read it.\n", "", 13, "Expected “condition”: what must be settled before"),
    ("enabled_by_default: false\n", "", 1, "“enabled_by_default” is missing."),
    ("value: 0, label: Never", "value: zero, label: Never", 16, "“value” must be a whole number"),
    ("value: 1, label: Sometimes", "value: 0, label: Sometimes", 16, "Expected a different “value” for each option."),
    ("label: Never", "label: ''", 16, "“label” is empty."),
    ("label: Never", "label: No", 16, "“label” must be a text. Put it in quotes if it is one."),
    ("weight: 3", "weight: '3'", 18, "“weight” must be a number."),
    ("weight: 3", "worth: 3", 18, "“worth” is not a key here."),
    ("link_id: rested", "link_id: restless", 20, "Expected small letters, digits and _, a letter first, used once."),
    ("link_id: rested", "link_id: 2nd", 21, "Expected small letters, digits and _, a letter first, used once."),
    ("text: I was restless.", "text: ''", 20, "“text” is empty."),
    (", text: I was restless.", "", 20, "“text” is missing."),
    ("reverse: true", "reverse: back", 21, "“reverse” must be true or false."),
    (', {value: 1, label: "Yes"}]', "]", 25, "Expected at least two options."),
    ('{value: 1, label: "Yes"}]', '{value: 1, label: "Yes", weight: 0}]', 25, "Expected different weights"),
    ("  title: Unrest\n", "", 27, "“title” is missing."),
    ("items: [restless, rested]", "items: [restless, asleep]", 28, "Expected link ids of this instrument's items"),
    ("items: [restless, rested]", "items: [restless, restless]", 28, "Expected link ids of this instrument's items"),
    ("items: [restless, rested]", "items: restless", 28, "“items” must be a list with at least one item."),
    ("items: [restless, rested]", "items: [1, 2]", 28, "Each item of “items” must be a text."),
    ("method: sum", "method: median", 29, "“method” must be one of: sum, mean."),
    ("method: sum", "method: mean", 29, "Expected “step” with a mean: to what it is rounded, such as 0.1."),
    ("method: sum", "method: sum\n  step: 0", 30, "Expected more than 0."),
    ("method: sum", "method: sum\n  times: -1", 30, "Expected more than 0."),
    ("method: sum", "method: sum\n  step: 4", 30, "Expected a number that divides 0 and 6, the ends of the scores."),
    ("method: sum", "method: sum\n  times: two", 30, "“times” must be a number."),
    ("  missing: {most_blank: 1, source: Own choice.}\n", "", 27, "“missing” is missing."),
    ("missing: {most_blank: 1, source: Own choice.}", "missing: 1", 30, "“missing” must have keys with values."),
    ("most_blank: 1, source: Own choice.", "most_blank: 1", 30, "“source” is missing."),
    ("most_blank: 1", "most_blank: 2", 30, "Expected less than 2, the number of items."),
    ("low: 0, high: 2", "low: 1, high: 2", 32, "Expected 0, the lowest score there is."),
    ("low: 3", "low: 4", 33, "Expected 3: bands follow each other without gap or overlap."),
    ("low: 3", "low: 2", 33, "Expected 3: bands follow each other without gap or overlap."),
    ("high: 6", "high: 7", 33, "Expected 6, the highest score there is."),
    ("high: 6", "high: 2", 33, "Expected 3 or more."),
    ("high: 2, ", "", 32, "Only the last band may go without “high”."),
    ("key: unrest", "key: calm", 32, "Expected a different “key” for each band."),
    ("  bands_source: Own choice.\n", "", 27, "Expected where these bands were published."),
    ("bands_source: Own choice.", "reliable_change: {points: 2}", 34, "“source” is missing."),
    (
        "bands_source: Own choice.",
        "bands_source: x\n  reliable_change: {points: 0, source: x}",
        35,
        "Expected more than 0.",
    ),
    ("total:\n", "subscales:\n", 27, "“subscales” must be a list with at least one item."),
    ("title: Evenings", "title: Evenings\ntitle: Again", 6, "“title” is given twice."),
    ("title: Evenings", "title: &a Evenings", 5, "Anchors (& and *) are not allowed."),
    ("title: Evenings", "title: [Evenings", 6, "This is not YAML"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), MISTAKES, ids=[f"{new}"[:40] for _, new, _, _ in MISTAKES])
def test_a_malformed_file_is_refused_at_its_line(old: str, new: str, line: int, said: str) -> None:
    assert EXAMPLE.count(old) >= 1
    with pytest.raises(FileProblem) as refused:
        read(EXAMPLE.replace(old, new, 1), "evenings.yaml")
    assert str(refused.value).startswith(f"evenings.yaml:{line}: {said}")


def test_an_item_without_options_is_refused() -> None:
    start, end = EXAMPLE.index("options:"), EXAMPLE.index("items:")
    with pytest.raises(FileProblem, match="evenings.yaml:16: Expected “options”, here or once for all items."):
        read(EXAMPLE[:start] + EXAMPLE[end:], "evenings.yaml")


def test_a_file_with_nothing_to_score_is_refused() -> None:
    with pytest.raises(FileProblem, match="evenings.yaml:1: Expected “total” or “subscales”"):
        read(EXAMPLE[: EXAMPLE.index("total:")], "evenings.yaml")


def test_a_subscale_is_refused_at_its_line() -> None:
    text = (
        EXAMPLE
        + "subscales:\n  - {key: total, title: x, method: sum, items: [rested], missing: {most_blank: 0, source: x}}\n"
    )
    with pytest.raises(FileProblem, match="evenings.yaml:36: Expected small letters, .* used once."):
        read(text, "evenings.yaml")


@pytest.mark.parametrize("key", ["who_5", "dass_21", "schimra_plus"])
def test_a_slot_is_refused_until_its_words_are_entered(key: str) -> None:
    with pytest.raises(FileProblem, match="“instruction” is empty"):
        read(dump(REGISTRY[key]), "slot.yaml")


@at_most(100)
@given(data=st.data())
def test_no_damage_to_a_file_is_anything_but_said(data: st.DataObject) -> None:
    lines = EXAMPLE.splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place] = data.draw(st.sampled_from(("", "x", "- x", "key:", f"{lines[place]} x", lines[place][2:])))
    assert refusal("\n".join(lines)).startswith(("x.yaml:", "none"))


def refusal(text: str) -> str:
    try:
        read(text, "x.yaml")
    except FileProblem as problem:
        return str(problem)
    return "none"


def checked(*arguments: str) -> str:
    out = StringIO()
    call_command("instrument_check", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_what_was_understood(tmp_path: Path) -> None:
    file = tmp_path / "evenings.yaml"
    file.write_text(EXAMPLE)
    said = checked(str(file))
    for line in (
        "Evenings (evenings, version 1, language en)",
        "NOT VALIDATED",
        "Off. Condition: The clinical lead has read it.",
        "Licence: Written by this clinic.",
        "3 items, 2 of them scored:",
        "rested: I could rest. [reversed]",
        "Never = 3 · Sometimes = 2 · Often = 0",
        "bedtime: Did you go to bed at the time you had planned? [not scored]",
        "sum of restless, rested; from 0 to 6",
        "up to 1 stand for the mean of the others",
        "3 to 6: Unrest (unrest)",
        "No reliable change known",
    ):
        assert line in said


def test_the_command_refuses_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "evenings.yaml"
    file.write_text(EXAMPLE.replace("minutes: 1", "minutes: x"))
    with pytest.raises(CommandError, match="evenings.yaml:8: “minutes” must be a whole number"):
        checked(str(file))
    with pytest.raises(CommandError, match="The file “none.yaml” is missing."):
        checked(str(tmp_path / "none.yaml"))


def test_the_command_prints_a_slot_to_fill_in() -> None:
    said = checked("--slot", "dass_21")
    assert "key: dass_21" in said
    assert said.count("link_id: q") == 21
    with pytest.raises(CommandError):
        checked("--slot", "phq_9")


def test_the_report_holds_a_file_against_what_comes_with_the_program(tmp_path: Path) -> None:
    file = tmp_path / "who.yaml"
    file.write_text(dump(filled(REGISTRY["who_5"])))
    same = read_file(file)
    assert report(same)[-1] == "Scores exactly as the who_5 that comes with the program."
    assert report(replace(same, direction="higher is worse"))[-1].startswith("SCORES OTHERWISE than the who_5")
    assert report(schimra_with_items())[-1].startswith("Fills the empty slot schimra_plus")
    assert not [line for line in report(read(EXAMPLE, "x.yaml")) if "comes with the program" in line]


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.key)
def test_every_instrument_can_be_reported(measure: Instrument) -> None:
    said = "\n".join(report(measure))
    assert measure.licence in said
    assert all(scale.missing.source in said for scale in measure.scales)
