"""Templates stay in their room, load nothing from elsewhere, and hold no script or style of their own."""

import re
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((TOP / "templates").rglob("*.html"))
SHARED = {"components", "base.html", "base_staff.html", "layout.html", "error.html", "wagtailadmin", "django"}
NAMED = re.compile(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(TOP)))
def test_templates_include_only_their_own_room_and_components(path: Path) -> None:
    room = path.relative_to(TOP / "templates").parts[0]
    for name in NAMED.findall(path.read_text()):
        assert name.split("/")[0] in SHARED | {room}, f"{path.name} reaches into {name}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(TOP)))
def test_templates_carry_no_inline_script_style_or_foreign_address(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "<style" not in text
    assert not re.search(r"\s(style|on[a-z]+)=\"", text)
    assert not re.search(r"(src|href|action)=\"(https?:)?//", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(TOP)))
def test_templates_are_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 150
