"""A picture as a telephone writes one: with the place, the day, a comment and a profile of colours beside its dots."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from modules.models import ModulePage, ProgramImage

SECRET = b"Kaptensgatan 7"
PLACE = (59.0, 20.0, 3.0)


def photograph(kind: str = "JPEG", size: tuple[int, int] = (80, 60)) -> bytes:
    """The bytes of a file that tells more than it shows."""
    image = Image.new("RGB", size, (30, 90, 90))
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = SECRET.decode()
    exif[ExifTags.Base.Orientation] = 6
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitude] = PLACE
    exif[ExifTags.IFD.GPSInfo] = place
    written, more = BytesIO(), _beside(kind)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image.save(written, format=kind, exif=exif, icc_profile=profile, **more)
    return written.getvalue()


def _beside(kind: str) -> dict[str, Any]:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", SECRET.decode())
        text.add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=False)
        return {"pnginfo": text}
    return {"comment": SECRET, "xmp": xmp} if kind == "JPEG" else {"xmp": xmp}


def saved_picture(kind: str = "PNG", **changes: Any) -> ProgramImage:
    name = {"JPEG": "path.jpg", "PNG": "path.png", "WEBP": "path.webp"}[kind]
    image = ProgramImage(**{"title": "A path", "file": ContentFile(photograph(kind), name), **changes})
    image.save()
    return image


def show_in(week: ModulePage, image: ProgramImage, alt: str = "A path that leads uphill") -> None:
    """At the end of the week's first step, published."""
    week.steps[0].value["body"].append(("image", {"image": image, "alt": alt, "caption": "One step, then the next."}))
    week.save_revision().publish()
