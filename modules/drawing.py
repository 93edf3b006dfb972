"""Draws the text of a step. What is frozen holds marks for addresses: no later change of addresses breaks it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue, StructValue
from wagtail.rich_text import RichText

from modules import markup

MARK = re.compile(r'(href|src)="wm:(worksheet|media/([0-9a-f]{64}))"')
HELP_LINK = re.compile(r'<a href="/help/[^"]*">(.*?)</a>', re.DOTALL)
WORKSHEET_MARK = "wm:worksheet"


@dataclass(frozen=True)
class Video:
    """A video as a page shows it. `source` and `captions` are addresses or marks."""

    title: str
    source: str
    content_type: str
    captions: str
    language: str
    transcript: str
    width: int
    height: int


@dataclass(frozen=True)
class Sound:
    """A step read aloud. `source` is an address or a mark."""

    source: str
    content_type: str


@dataclass(frozen=True)
class Drawn:
    """One block, ready for its template. `label` says to a screen reader what sort of block it is."""

    kind: str
    label: str = ""
    title: str = ""
    html: SafeString = SafeString("")
    video: Video | None = None


# Kept free on the page before anything of a video is loaded, where its own size is not known.
USUAL_SIZE = (640, 360)


@dataclass(frozen=True)
class Players:
    """Given what an editor chose (a modules.ProgramMedia), each says how a page plays it."""

    video: Callable[..., Video]
    sound: Callable[..., Sound]


def media_mark(sha256: str) -> str:
    """The mark of a frozen file."""
    return f"wm:media/{sha256}"


def draw(step: StructValue, players: Players) -> str:
    """The HTML of a step, with marks where addresses belong. What can be heard comes first: its text follows."""
    sound = players.sound(step["sound"]) if step.get("sound") else None
    blocks = list(_drawn(step["body"], players.video))
    html = render_to_string("modules/body.html", {"blocks": blocks, "sound": sound})
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


def resolve(html: str, week: int) -> SafeString:
    """The same HTML with the participants' addresses, as the URL configuration of this request names them."""

    def address(mark: re.Match[str]) -> str:
        if mark[3]:
            return f'{mark[1]}="{reverse("modules:media", args=[mark[3]])}"'
        return f'{mark[1]}="{reverse("worksheets:fill", args=[week])}"'

    # The HTML was made by `draw`; text in it holds no double quote, so a mark is always a whole attribute.
    return mark_safe(MARK.sub(address, html))  # noqa: S308 (HTML of `draw`)


def resolve_for_staff(html: str, edition: UUID) -> SafeString:
    """The same for the desk, where the participants' pages may not exist: files by the staff's own addresses, the
    worksheet's link to the place on the page where it comes, and links to the help pages as plain words."""

    def address(mark: re.Match[str]) -> str:
        if mark[3]:
            return f'{mark[1]}="{reverse("programme:film", args=[edition, mark[3]])}"'
        return f'{mark[1]}="#worksheet"'

    return mark_safe(HELP_LINK.sub(r"\1", MARK.sub(address, html)))  # noqa: S308 (HTML of `draw`, as above)


def _drawn(body: StreamValue, video_for: Callable[..., Video]) -> Iterator[Drawn]:
    labels = {
        "example": _("Example"),
        "exercise": _("Exercise"),
        "reflection": _("To think about"),
        "callout": _("Please note"),
        "keypoints": _("Key points"),
    }
    for block in body:
        kind, value = block.block_type, block.value
        if kind == "text":
            yield Drawn(kind, html=_text(value))
        elif kind == "video":
            yield Drawn(kind, video=video_for(value["media"]))
        elif kind == "worksheet":
            yield Drawn(kind, html=_text(value["text"]))
        else:
            yield Drawn(kind, label=labels[kind], title=value["title"].strip(), html=_text(value["text"]))


def _text(value: RichText | None) -> SafeString:
    return markup.clean(value.source) if value else SafeString("")
