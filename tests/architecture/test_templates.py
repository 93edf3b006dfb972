"""Templates stay in their room, load nothing from elsewhere, and hold no script or style of their own."""

import re
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
TEMPLATES = {path.relative_to(TOP / "templates"): path.read_text() for path in (TOP / "templates").rglob("*.html")}
SHARED = {"components", "base.html", "base_staff.html", "layout.html", "error.html", "wagtailadmin", "django"}
AWAY = re.compile(r"<script(?![^>]*\ssrc=)|<style|\s(style|on[a-z]+)=\"|(src|href|action)=\"(https?:)?//")
NAMED = re.compile(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")


def test_templates_include_only_their_own_room_and_components() -> None:
    named = {(path, name) for path, text in TEMPLATES.items() for name in NAMED.findall(text)}
    assert not [(path, name) for path, name in named if name.split("/")[0] not in SHARED | {path.parts[0]}]


def test_templates_carry_no_inline_script_style_or_foreign_address() -> None:
    assert not [(path, found[0]) for path, text in TEMPLATES.items() if (found := AWAY.search(text))]


def test_templates_are_short() -> None:
    assert not [path for path, text in TEMPLATES.items() if len(text.splitlines()) > 150]
