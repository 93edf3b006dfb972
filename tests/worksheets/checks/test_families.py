"""Reading level, links, headings, and what every worksheet has: each check on its own."""

import pytest

from tests.worksheets.checks.subjects import saying, sheet, text, week
from worksheets.checks.finding import Finding, Level, Place, tally
from worksheets.checks.headings import out_of_order
from worksheets.checks.links import astray, leads_somewhere
from worksheets.checks.reading import too_hard
from worksheets.checks.registry import on_words, worst_first
from worksheets.checks.sheet import unfinished
from worksheets.checks.terms import Term

HARD = "Notwithstanding considerable organisational responsibilities, participants acknowledge arrangements. " * 6
CORE = {"kind": "long_text", "key": "what", "label": "What helped?", "core": True}
WORSE = {"kind": "yes_no", "key": "made_worse", "label": "Worse?", "follow_up": "How?", "follow_up_on": "yes"}


def test_a_hard_step_is_named_and_an_easy_one_is_not() -> None:
    easy = "<p>You can stop on any day. Nobody is cross with you. Come back when you want to.</p>" * 4
    (finding,) = too_hard(week([text(easy)], [text(f"<p>{HARD}</p>")]))
    assert finding.level == Level.WARNING
    assert finding.place.title == "Week 2: A wave › Step 2: Title 2"
    assert finding.place.url == "/edit/#block-step-2-section"


def test_a_short_text_says_little() -> None:
    assert not list(too_hard(saying(HARD[:100])))


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("/help/", True),
        ("/help/#myself", True),
        ("/help/#nowhere", False),
        ("/help/nowhere/", False),
        ("/cms/", False),
        ("/about/", True),
    ],
)
def test_links_of_ours_are_looked_up(address: str, leads: bool) -> None:
    assert leads_somewhere(address) is leads


def test_a_dead_link_is_an_error_one_away_a_warning_and_an_address_a_hint() -> None:
    links = '<p><a href="/help/gone/">A</a> <a href="https://example.org/a">B</a> <a linktype="page" id="3">C</a></p>'
    found = list(astray(week([text(links), text("<p>See https://example.org/b. And <a href='/help/'>Help</a>.</p>")])))
    assert [finding.level for finding in found] == [Level.ERROR, Level.WARNING, Level.WARNING, Level.HINT]
    assert "“https://example.org/b”" in found[-1].what


def test_headings_come_in_order_within_a_step() -> None:
    first, second = text("<h3>Too small</h3>"), text("<h2>Large</h2><h3>Small</h3><h2> </h2>")
    found = list(out_of_order(week([first, second], [text("<h2>Anew</h2>")])))
    assert [finding.what for finding in found] == [
        "The heading “Too small” is a size too small: no larger one stands before it.",
        "A heading is empty.",
    ]


def test_a_worksheet_has_a_core_question_and_asks_at_its_end_whether_it_did_harm() -> None:
    note = {"kind": "note", "key": "n", "label": "Note", "help": "Well done."}
    assert not list(unfinished(sheet(CORE, WORSE, note)))
    assert [finding.what for finding in unfinished(sheet(WORSE, {**CORE, "core": False}))] == [
        "No question is marked as the core one.",
        "The last question does not ask whether anything made things worse.",
    ]


def test_keys_are_not_read_as_words() -> None:
    asked = {"kind": "single_choice", "key": "victimless", "label": "Which?"}
    subject = sheet({**asked, "options": [{"value": "victimless", "label": "A victimless one"}]})
    (finding,) = on_words(subject, {"en": [Term("victimless", "Name the harm.", "error")]})
    assert finding.place.trail == ("Which?",)


def test_the_worst_comes_first_and_each_is_counted() -> None:
    place = Place("A", (), "/")
    found = [Finding(level, place, "What.", "Do.") for level in (Level.HINT, Level.ERROR, Level.WARNING, Level.ERROR)]
    assert [finding.level for finding in worst_first(found)] == ["error", "error", "warning", "hint"]
    assert vars(tally(found)) == {"errors": 2, "warnings": 1, "hints": 1}
    assert found[0].sentence == "A: What. Do."
