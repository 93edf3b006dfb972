"""Videos, recordings and pictures: whether people who cannot see or hear them get as much."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail.blocks import ChooserBlock, StructBlock
from wagtail.images import get_image_model
from wagtailmedia.models import MediaType, get_media_model

from worksheets.checks.finding import Finding, Level
from worksheets.checks.subject import Part, Subject

Library = Mapping[int, Any]
# What blocks call the words that stand for a picture.
ALT = ("alt", "alt_text", "alternative_text")
FILE_NAME = re.compile(
    r"^\S+\.(?:jpe?g|png|webp|gif|svg)$|^(?:img|dsc|image|picture|photo|screenshot)[\s_-]*\d*$", re.IGNORECASE
)
LONGEST_ALT = 200


def media_in(parts: Collection[Part]) -> set[int]:
    """The files of the library that blocks name, so that all are read at once."""
    return {int(part.value) for part in parts if part.value and _chooses(part.block, get_media_model())}


def unheard(subject: Subject, library: Library) -> Iterator[Finding]:
    """Captions and transcripts. A step's own recording says what the step says: its text is the transcript."""
    for part in subject.parts:
        if not _chooses(part.block, get_media_model()):
            continue
        file = library.get(int(part.value)) if part.value else None
        if file is None:
            if part.name != "sound":
                yield subject.finding(
                    Level.ERROR, _("A block has no file."), _("Choose one, or take the block out."), part
                )
            continue
        named = {"title": file.title}
        if file.type == MediaType.VIDEO and not file.captions:
            yield subject.finding(
                Level.ERROR,
                _("The video “%(title)s” has no captions.") % named,
                _("Add a WebVTT file under Media, so that people can read what is said."),
                part,
            )
        if part.name != "sound" and not file.transcript.strip():
            yield subject.finding(
                Level.ERROR,
                _("“%(title)s” has no transcript.") % named,
                _("Write all that is said and shown under Media, for people who cannot play it."),
                part,
            )


def unseen(subject: Subject) -> Iterator[Finding]:
    """Pictures without words. One that is marked as decoration needs none."""
    for part in subject.parts:
        if not part.value and _chooses(part.block, get_image_model()):
            yield subject.finding(Level.ERROR, _("A block has no file."), _("Choose one, or take the block out."), part)
        if not _shows_a_picture(part) or part.of.get("decorative"):
            continue
        alt = next((str(part.of[name] or "").strip() for name in ALT if name in part.of), "")
        if not alt:
            yield subject.finding(
                Level.ERROR,
                _("A picture has no words for people who do not see it."),
                _("Say in a sentence what it tells."),
                part,
            )
        elif FILE_NAME.match(alt):
            yield subject.finding(
                Level.WARNING,
                _("The words for a picture are the name of a file: “%(alt)s”") % {"alt": alt},
                _("Say in a sentence what it tells."),
                part,
            )
        elif len(alt) > LONGEST_ALT:
            yield subject.finding(
                Level.HINT,
                _("The words for a picture are long."),
                _("They are read out in one breath. Put what is more into the text beside it."),
                part,
            )


def _shows_a_picture(part: Part) -> bool:
    """The block around a picture, where its words stand too."""
    return isinstance(part.block, StructBlock) and any(
        part.of.get(name) and _chooses(block, get_image_model()) for name, block in part.block.child_blocks.items()
    )


def _chooses(block: Any, model: type[Any]) -> bool:
    return isinstance(block, ChooserBlock) and issubclass(block.target_model, model)
