"""A picture as a telephone writes one: with the place, the day, a comment and a profile of colours beside its dots."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import ExifTags, Image, ImageCms, ImageDraw, PngImagePlugin

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


def drawing() -> ProgramImage:
    """A path uphill in a few lines, made here: dark lines, no ground of its own."""
    image = Image.new("RGBA", (640, 360), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.line([(40, 320), (180, 250), (150, 190), (330, 150), (300, 90), (470, 60)], fill=(20, 70, 80, 255), width=8)
    pen.line([(20, 330), (620, 330)], fill=(20, 30, 50, 255), width=4)
    pen.ellipse([(520, 30), (580, 90)], outline=(160, 110, 20, 255), width=6)
    written = BytesIO()
    image.save(written, format="PNG")
    return saved_picture(file=ContentFile(written.getvalue(), "uphill.png"))
