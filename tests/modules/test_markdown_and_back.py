"""Whatever an editor's text says comes back from its Markdown, word for word."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.packs import markdown
from modules.packs.writing_text import NotWritable, written
from modules.packs.writing_tree import parsed, words
from worksheets.files.problems import Place
from worksheets.files.tree import Long

# Without the colon: three of them at the beginning of a line are refused, which the last test says.
SIGNS = " \n*_#+-=>`~[]()!&;<.1aé\u00a0|\\\"'"
TEXT = st.text(st.sampled_from(SIGNS), max_size=12)


def within(tag: str) -> st.SearchStrategy[str]:
    return st.recursive(
        TEXT.map(lambda text: escape(text, quote=False)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map("".join),
            st.tuples(st.sampled_from(["b", "i", 'a href="/help/"']), inner).map(
                lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"
            ),
            inner.map(lambda text: f"{text}<br/>{text}"),
        ),
        max_leaves=4,
    ).map(lambda text: f"<{tag}>{text}</{tag}>")


ITEM = within("li")
LIST = st.tuples(st.sampled_from(["ul", "ol"]), st.lists(ITEM, min_size=1, max_size=3)).map(
    lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
)
BLOCK = st.one_of(within("p"), within("h2"), within("h3"), LIST)


def read(text: str) -> str:
    return markdown.text(Long(text, Place("", 1)))


@given(st.lists(BLOCK, max_size=4).map("".join))
def test_no_word_is_lost_and_the_second_time_is_as_the_first(html: str) -> None:
    text = written(html)
    drawn = read(text)
    assert words(parsed(drawn)) == words(parsed(html))
    assert written(drawn) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two <b>strong</b> words.</p>", "One.\n\nTwo **strong** words.\n"),
        ("<p>a<b>b</b>c, “<i>so</i>”</p>", "a**b**c, “*so*”\n"),
        ("<p><b><i>x</i></b></p>", "**_x_**\n"),
        ("<p>y <i>(a)</i>b</p>", "y _(a)_&#98;\n"),
        ("<p>1. no list</p><p># no heading</p>", "1\\. no list\n\n\\# no heading\n"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul><ul><li>c</li></ul>", "- a\n  - b\n\n* c\n"),
        ('<p>See!<a href="/help/">help</a><br/>Now</p>', "See\\![help](/help/)\\\nNow\n"),
        ("<p></p>", ""),
    ],
)
def test_it_is_written_as_a_person_would(html: str, text: str) -> None:
    assert written(html) == text


def test_what_would_be_a_block_is_not_written() -> None:
    with pytest.raises(NotWritable):
        written("<p>::: callout</p>")
