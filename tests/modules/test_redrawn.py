"""The difference of an edition where the words stayed: what looks otherwise is told, what was saved anew is not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.difference import Said, SaidEdition, SaidWeek, Slot, between
from modules.mending import plain
from modules.redrawn import Look, redrawn

BIT = st.sampled_from(["one", "two <b>three</b>", "<em>four</em> five", '<a href="/help/">six</a>', "seven<br>eight"])
BLOCK = st.tuples(
    st.sampled_from(["<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>"]),
    st.lists(BIT, min_size=1, max_size=3).map(" ".join),
)
DRAWN = st.lists(BLOCK.map(lambda each: each[0].format(each[1])), max_size=4).map("".join)
ANEW: list[tuple[str, str]] = [
    ("<b>", "<strong>"),
    ("</b>", "</strong>"),
    ("<em>", "<i>"),
    ("</em>", "</i>"),
    ("<p>", '<p data-block-key="x1">\n  '),
    ("</p>", " </p>\n\n"),
    ("<ul>", "\n<ul>\n"),
    ("<br>", "<br />"),
    ("</h2>", "</h2><p> </p>"),
]


def rows(old: str, new: str) -> list[Any]:
    def edition(html: str) -> SaidEdition:
        return SaidEdition([SaidWeek(1, "Week", "", {Slot("step", "Step"): Said(plain(html), html)})])

    found = between(edition(old), edition(new))
    return [line for week in found.weeks for line in week.lines]


@given(html=DRAWN, anew=st.sets(st.sampled_from(ANEW)))
def test_what_was_saved_anew_and_looks_the_same_is_no_row(html: str, anew: set[tuple[str, str]]) -> None:
    saved = html
    for old, new in anew:
        saved = saved.replace(old, new)
    assert rows(html, saved) == []


@given(old=DRAWN, new=DRAWN)
def test_every_row_says_something(old: str, new: str) -> None:
    """Words that went or came, or a sentence about their looks; never the same words alone."""
    for row in rows(old, new):
        assert row.told or {piece.kind for piece in row.pieces} - {"same"}


@pytest.mark.parametrize(
    ("old", "new", "looks"),
    [
        ("<p>Call us now</p>", "<p>Call <b>us</b> now</p>", [Look.EMPHASIS]),
        ("<p><b>Call</b> us now</p>", "<p>Call <b>us</b> now</p>", [Look.EMPHASIS]),
        ("<p>Call us</p>", '<p><a href="/help/">Call</a> us</p>', [Look.LINK]),
        ('<p><a href="/help/">Call</a></p>', '<p><a href="/help/plan/">Call</a></p>', [Look.LINK]),
        ("<p>One</p><p>two</p>", "<ul><li>One</li><li>two</li></ul>", [Look.LIST]),
        ("<ul><li>One</li><li>two</li></ul>", "<ul><li>One two</li></ul>", [Look.PARTS]),
        ("<p>One</p><p>two</p>", "<p>One two</p>", [Look.PARTS]),
        ("<p>One</p>", "<h2>One</h2>", [Look.PARTS]),
        ('<div class="example"><p>One</p></div>', "<p>One</p>", [Look.PARTS]),
        ('<img src="wm:media/a"><p>One</p>', '<img src="wm:media/b"><p>One</p>', [Look.FILE]),
        ('<img src="wm:media/a"><p>One</p>', '<p>One</p><img src="wm:media/a">', [Look.FILE]),
        ('<img src="wm:media/a"><p>One</p>', '<img src="/cms/library/1/"><p>One</p>', []),
    ],
)
def test_what_looks_otherwise_is_told(old: str, new: str, looks: list[Look]) -> None:
    assert redrawn(old, new) == looks
    assert len(rows(old, new)) == bool(looks)
