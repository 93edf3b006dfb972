"""Pictures are drawn anew when they come in: what a camera or a program wrote into the file beside them is not kept."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from modules.bare import is_bare

# Twice the width of the text, for sharp screens; a phone loads no more than it can show.
LARGEST_SIDE = 1280
MOST_PIXELS = 40_000_000


@dataclass(frozen=True)
class Kind:
    """How one kind of picture is written."""

    ending: str
    mode: str
    options: dict[str, Any]


KINDS = {
    "JPEG": Kind("jpg", "RGB", {"quality": 82, "optimize": True, "progressive": True}),
    "PNG": Kind("png", "RGBA", {"optimize": True}),
    "WEBP": Kind("webp", "RGBA", {"quality": 82, "method": 4}),
}


class Redrawn(ContentFile):  # type: ignore[type-arg]  # generic in its stubs only
    """A picture that went through here."""


def redrawn(file: BinaryIO, name: str) -> Redrawn:
    """The same picture from its dots alone, upright and no larger than a page shows it; of a moving one, the first.

    A file that is so already stays as it is: what one clinic exports is the same to the byte in another. Raises
    ValidationError for what is no picture of these kinds.
    """
    try:
        file.seek(0)
        with Image.open(file, formats=list(KINDS)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ValidationError(_("This picture is too large. Make it smaller than 40 million dots."))
            kind = KINDS[str(opened.format)]
            content = _whole(file)
            if max(opened.size) <= LARGEST_SIDE and is_bare(content, str(opened.format)):
                opened.load()
                return Redrawn(content, _named(name, kind))
            dots = _dots(opened, kind.mode)
            written = BytesIO()
            dots.save(written, format=opened.format, **kind.options)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise ValidationError(_("This is no picture that can be shown. Use JPEG, PNG or WebP.")) from None
    return Redrawn(written.getvalue(), _named(name, kind))


def _named(name: str, kind: Kind) -> str:
    return f"{PurePosixPath(name).stem or 'picture'}.{kind.ending}"


def _whole(file: BinaryIO) -> bytes:
    """Read from its beginning, and left where it was: it may be open as a picture."""
    place = file.tell()
    file.seek(0)
    content = file.read()
    file.seek(place)
    return content


def _dots(opened: Image.Image, mode: str) -> Image.Image:
    """A picture that knows nothing but its dots: Pillow would write a comment or a profile of the old one again."""
    turned = _plain_colours(ImageOps.exif_transpose(opened)).convert(mode)
    turned.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    return Image.frombytes(turned.mode, turned.size, turned.tobytes())


def _plain_colours(image: Image.Image) -> Image.Image:
    """In the colours that every screen takes for granted, where the file described others of its own."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "CMYK", "L"}:
        return image
    try:
        changed = ImageCms.profileToProfile(image, BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return changed or image
