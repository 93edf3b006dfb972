"""Draws the text of a step. What is frozen holds marks for addresses: no later change of addresses breaks it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any
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
FOLD = '<details class="more fold"'


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
class Recording:
    """Something to listen to that has words of its own, with all of them as text. `source` as above."""

    title: str
    source: str
    content_type: str
    transcript: str


@dataclass(frozen=True)
class Picture:
    """A picture with its words for whoever does not see it. `source` is an address or a mark."""

    source: str
    alt: str
    caption: str
    width: int
    height: int


@dataclass(frozen=True)
class Fold:
    """One part of an accordion."""

    title: str
    html: SafeString


@dataclass(frozen=True)
class Drawn:
    """One block, ready for its template. `label` says to a screen reader what sort of block it is."""

    kind: str
    label: str = ""
    title: str = ""
    html: SafeString = SafeString("")
    folds: Sequence[Fold] = ()
    picture: Picture | None = None
    video: Video | None = None
    recording: Recording | None = None
    number: int = 0
    inside: Sequence["Drawn"] = ()


# Kept free on the page before anything of a video is loaded, where its own size is not known.
USUAL_SIZE = (640, 360)


@dataclass(frozen=True)
class Players:
    """Given what an editor chose (a modules.ProgramMedia or ProgramImage), each says how a page shows it."""

    video: Callable[..., Video]
    sound: Callable[..., Sound]
    picture: Callable[..., str]


def media_mark(sha256: str) -> str:
    """The mark of a frozen file."""
    return f"wm:media/{sha256}"


def draw(step: StructValue, players: Players) -> str:
    """The HTML of a step, with marks where addresses belong. What can be heard comes first: its text follows."""
    sound = players.sound(step["sound"]) if step.get("sound") else None
    return body(list(_drawn(step["body"], players)), sound)


def body(blocks: Sequence[Drawn], sound: Sound | None = None) -> str:
    """Blocks as HTML, without the empty lines of the template."""
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


def resolve_whole(html: str, week: int) -> SafeString:
    """The same with every accordion open, for a page that is read in one go or put on paper."""
    return mark_safe(resolve(html, week).replace(FOLD, f"{FOLD} open"))  # noqa: S308 (as above: FOLD is no text)


def resolve_for_staff(html: str, edition: UUID) -> SafeString:
    """The same for the desk, where the participants' pages may not exist: files by the staff's own addresses, the
    worksheet's link to the place on the page where it comes, and links to the help pages as plain words."""

    def address(mark: re.Match[str]) -> str:
        if mark[3]:
            return f'{mark[1]}="{reverse("programme:film", args=[edition, mark[3]])}"'
        return f'{mark[1]}="#worksheet"'

    return mark_safe(HELP_LINK.sub(r"\1", MARK.sub(address, html)))  # noqa: S308 (HTML of `draw`, as above)


def labels() -> dict[str, str]:
    """What a screen reader says of a block under a title; without a title, its heading."""
    return {
        "example": _("Example"),
        "exercise": _("Exercise"),
        "reflection": _("To think about"),
        "callout": _("Please note"),
        "keypoints": _("Key points"),
    }


def _drawn(stream: StreamValue, players: Players) -> Iterator[Drawn]:
    """The parts that are only for some are counted, as `modules.showing` finds them again."""
    parts = count()
    for block in stream:
        if block.block_type == "only":
            inside = [_block(each.block_type, each.value, players) for each in block.value["body"] if _is_there(each)]
            yield Drawn("only", number=next(parts), inside=inside)
        elif _is_there(block):
            yield _block(block.block_type, block.value, players)


def _is_there(block: Any) -> bool:
    """A block of a draft may still have no file, and the file of an older revision may be gone since."""
    return block.block_type not in MEDIA or bool(block.value["image" if block.block_type == "image" else "media"])


def _block(kind: str, value: Any, players: Players) -> Drawn:
    if kind == "text":
        return Drawn(kind, html=_text(value))
    if kind in MEDIA:
        return MEDIA[kind](value, players)
    if kind == "worksheet":
        return Drawn(kind, html=_text(value["text"]))
    title = value["title"].strip()
    if kind == "accordion":
        return Drawn(kind, title=title, folds=[Fold(part["title"], _text(part["text"])) for part in value["parts"]])
    return Drawn(kind, label=labels().get(kind, ""), title=title, html=_text(value["text"]))


def _image(value: StructValue, players: Players) -> Drawn:
    image = value["image"]
    source = players.picture(image)
    picture = Picture(source, value["alt"].strip(), value["caption"].strip(), image.width, image.height)
    return Drawn("image", picture=picture)


def _video(value: StructValue, players: Players) -> Drawn:
    return Drawn("video", video=players.video(value["media"]))


def _audio(value: StructValue, players: Players) -> Drawn:
    media = value["media"]
    sound = players.sound(media)
    return Drawn("audio", recording=Recording(media.title, sound.source, sound.content_type, media.transcript))


MEDIA: dict[str, Callable[[StructValue, Players], Drawn]] = {"image": _image, "video": _video, "audio": _audio}


def _text(value: RichText | None) -> SafeString:
    return markup.clean(value.source) if value else SafeString("")
