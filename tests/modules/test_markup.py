"""Text of a programme holds a few elements and leads to the help pages."""

import pytest

from modules import markup


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>Plain.</p>", "<p>Plain.</p>"),
        ('<p data-block-key="x1">Plain.</p>', "<p>Plain.</p>"),
        ("<p><b>Bold</b> and <i>soft</i></p>", "<p><strong>Bold</strong> and <em>soft</em></p>"),
        ("<h1>Large</h1><h4>Small</h4>", "Large<h3>Small</h3>"),
        ('<p><a href="/help/europe/">Help</a></p>', '<p><a href="/help/europe/">Help</a></p>'),
        ('<p><a href="https://example.org/">Away</a></p>', "<p>Away</p>"),
        ('<p><a href="javascript:x()">Run</a></p>', "<p>Run</p>"),
        ('<p><a linktype="page" id="3">Page</a></p>', "<p>Page</p>"),
        ('<p onclick="x()">Click</p>', "<p>Click</p>"),
        ("<p>a<script>x()</script>b</p>", "<p>ab</p>"),
        ('<p><img src="/x.png" alt="y">text</p>', "<p>text</p>"),
        ('<embed embedtype="media" url="x"/><p>text</p>', "<p>text</p>"),
        ("<p>5 < 6 &amp; &quot;7&quot;</p>", "<p>5 &lt; 6 &amp; &quot;7&quot;</p>"),
        ("<p>one<br/>two</p>", "<p>one<br>two</p>"),
    ],
)
def test_only_allowed_elements_are_kept(written: str, kept: str) -> None:
    assert markup.clean(written) == kept
    assert markup.clean(markup.clean(written)) == kept


@pytest.mark.parametrize("href", ["/help/", "/help/europe/", "/help/europe/#now"])
def test_links_to_help_are_allowed(href: str) -> None:
    assert markup.is_allowed_link(href)
    assert markup.refused_links(f'<a href="{href}">x</a>') == []


@pytest.mark.parametrize("href", ["", "/helpers/", "/help/../account/", "//help/", "https://x/help/", "/help/\n"])
def test_other_links_are_named(href: str) -> None:
    assert not markup.is_allowed_link(href)
    assert markup.refused_links(f'<a href="{href}">x</a>') == [href]
