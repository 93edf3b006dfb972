"""Words in texts: found as people read them, replaced where they began, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.markup import clean
from modules.mending import Words, cuts, excerpt, in_html, in_text, plain

NUMBER = Words("0771 22 00 60", "112")


@pytest.mark.parametrize(
    ("words", "html", "mended"),
    [
        (NUMBER, "<p>Call 0771 22 00 60 now.</p>", "<p>Call 112 now.</p>"),
        (NUMBER, "<p>Call <strong>0771 22</strong> 00 60 now.</p>", "<p>Call <strong>112</strong> now.</p>"),
        (NUMBER, "<p>Call 0771\n22&nbsp;00 60.</p>", "<p>Call 112.</p>"),
        (NUMBER, "<p>Call 0771<br>22 00 60.</p>", "<p>Call 112<br>.</p>"),
        (NUMBER, "<p>0771 22</p><p>00 60</p>", "<p>0771 22</p><p>00 60</p>"),
        (NUMBER, "<p>0771 22 00 600</p>", "<p>0771 22 00 600</p>"),
        (NUMBER, '<video aria-label="Call 0771 22 00 60"></video>', '<video aria-label="Call 112"></video>'),
        (NUMBER, '<a href="/help/#0771 22 00 60">x</a>', '<a href="/help/#0771 22 00 60">x</a>'),
        (Words("A & B", 'say "so"'), "<p>A &amp; B</p>", "<p>say &quot;so&quot;</p>"),
        (Words("p", "q"), "<p>p</p>", "<p>q</p>"),
        (Words("You must stop."), "<p>Rest. You must stop.</p>", "<p>Rest.</p>"),
        (Words("You must stop."), "<p>You must stop.</p><p>Rest.</p>", "<p>Rest.</p>"),
        (Words("one", "two"), "<p>one and one</p>", "<p>two and two</p>"),
        (Words("<script>", "x"), "<p>a &lt;script&gt; b</p>", "<p>a x b</p>"),
        (Words("safe", "<b>bold</b>"), "<p>safe</p>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"),
    ],
)
def test_words_in_html(words: Words, html: str, mended: str) -> None:
    assert in_html(words, html) == mended


@pytest.mark.parametrize(
    ("words", "text", "stand"),
    [
        (NUMBER, "Call 0771 22 00 60.", True),
        (NUMBER, "Call 112.", False),
        (Words("112", "112 or 1177"), "Call 112 or 1177.", False),
        (Words("112", "112 or 1177"), "Call 112.", True),
        (Words("gone"), "It is gone.", True),
    ],
)
def test_whether_they_still_stand(words: Words, text: str, stand: bool) -> None:
    assert words.stand_in(text) is stand


def test_an_excerpt_shows_some_of_what_is_around() -> None:
    text = f"{'before ' * 30}0771 22 00 60{' after' * 30}"
    shown = excerpt(NUMBER, text)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "0771 22 00 60" in shown
    assert len(shown) < 160
    assert excerpt(NUMBER, "nothing here") == ""


WORD = st.text(alphabet="abc&<\"' ", min_size=1, max_size=6).filter(lambda word: bool(word.strip()))


@given(texts=st.lists(WORD, min_size=1, max_size=6), old=WORD, new=st.text(alphabet="xyz", max_size=3))
def test_what_is_read_afterwards_is_what_plain_words_would_be(texts: list[str], old: str, new: str) -> None:
    html = str(clean("".join(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>" for text in texts)))
    words = Words(old, new)
    mended = in_html(words, html)
    assert not words.pattern.search(plain(mended).replace("\n", "|"))
    assert str(clean(mended)) == mended
    if not words.pattern.search(plain(html)):
        assert mended == html
    for text in texts:
        assert in_text(words, text) == text or words.pattern.search(text)


def test_every_place_in_a_text_is_shown_with_what_stands_around_it() -> None:
    text = "Ring 0771 today. " + "A few more words. " * 6 + "Or ring 0771\n tomorrow."
    first, second = cuts(Words("0771", "112"), text)
    assert (first.lead, first.gone) == ("Ring ", "0771")
    assert first.tail.startswith(" today. A few")
    assert first.tail.endswith("…")
    assert second.lead.startswith("…")
    assert second.lead.endswith("Or ring ")
    assert second.tail == " tomorrow."
    [taken_out] = cuts(Words("0771"), "Ring 0771 now.")
    assert taken_out.lead + taken_out.tail == "Ring now."
