"""The style sheets and scripts: readable, light, and asking nobody else for anything."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
SCRIPT = ROOT / "static" / "js" / "comfort.js"
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
GROUNDS = ("paper", "sheet", "wash", "waiting-wash", "urgent-wash")


def without_comments(path: Path) -> str:
    """The style sheet as a browser reads it."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def schemes() -> list[dict[str, str]]:
    """The colours by name, light first, then dark."""
    blocks = re.findall(r":root \{(.*?)\}", without_comments(ROOT / "static" / "css" / "waymark.css"), re.DOTALL)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in blocks]


def luminance(colour: str) -> float:
    """WCAG's relative luminance of '#rrggbb'."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def packed(paths: list[Path]) -> int:
    """The bytes that travel."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_there_is_a_light_and_a_dark_scheme() -> None:
    light, dark = schemes()
    assert light.keys() == dark.keys()


@pytest.mark.parametrize("scheme", schemes(), ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(
    ("text", "least"), [("ink", 7), ("quiet", 7), ("accent", 4.5), ("waiting", 4.5), ("urgent", 4.5), ("edge", 3)]
)
def test_text_stands_out_from_every_ground(scheme: dict[str, str], ground: str, text: str, least: float) -> None:
    assert contrast(scheme[text], scheme[ground]) >= least


@pytest.mark.parametrize(
    "path", [path for path in STYLES if path.name not in {"waymark.css", "print.css"}], ids=lambda path: path.name
)
def test_only_the_first_file_names_a_colour(path: Path) -> None:
    assert not re.search(r"#[0-9a-f]{3,8}\b", without_comments(path))


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS, ROOT / "static" / "icon.svg"], ids=lambda path: path.name)
def test_nothing_is_loaded_from_anywhere(path: Path) -> None:
    text = path.read_text().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"url\(|@import|@font-face|https?:|data:|//[a-z]", text)


def test_style_and_script_are_light() -> None:
    assert packed(STYLES) <= 30 * 1024
    assert packed([SCRIPT]) <= 10 * 1024


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_keeps_anything_in_the_browser(path: Path) -> None:
    assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie|eval\(|innerHTML", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"""(?:src|href|action)=["']https?:""", text)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_style_knows_left_from_right(path: Path) -> None:
    """A page that is read from right to left is mirrored by itself: inline-start, not left."""
    physical = r"[\w-]+-(?:left|right)(?:-[\w-]+)?\s*:|(?<![\w-])(?:left|right)\s*:|:\s*(?:left|right)\b"
    found = re.findall(physical, without_comments(path))
    assert not found, found
