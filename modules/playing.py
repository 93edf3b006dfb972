"""Where a page finds the pictures, films and recordings that an editor chose: in an edition, and in the studio."""

from collections.abc import MutableMapping
from typing import TYPE_CHECKING

from django.db.models.fields.files import FieldFile
from django.urls import reverse

from modules import drawing, filing
from modules.drawing import Players, Sound, Video

if TYPE_CHECKING:
    from modules.models import ProgramImage, ProgramMedia


def of_edition(language: str, media: MutableMapping[str, filing.Filed]) -> Players:
    """Each file is put in its place among the edition's, and named on the page by its hash. Adds them to `media`."""

    def filed(file: FieldFile) -> filing.Filed:
        found = filing.file_away(file)
        media[found.sha256] = found
        return found

    def film(media: "ProgramMedia") -> Video:
        file, captions = filed(media.file), filed(media.captions)
        source, track = drawing.media_mark(file.sha256), drawing.media_mark(captions.sha256)
        return _video(media, source, file.content_type, track, language)

    def sound(media: "ProgramMedia") -> Sound:
        file = filed(media.file)
        return Sound(drawing.media_mark(file.sha256), file.content_type)

    def picture(image: "ProgramImage") -> str:
        return drawing.media_mark(filed(image.file).sha256)

    return Players(film, sound, picture)


def in_studio(language: str) -> Players:
    """From the editors' library."""

    def film(media: "ProgramMedia") -> Video:
        captions = reverse("modules_studio:media", args=[media.pk, "captions"])
        return _video(media, media.url, filing.content_type(media.file.name), captions, language)

    def sound(media: "ProgramMedia") -> Sound:
        return Sound(source=media.url, content_type=filing.content_type(media.file.name))

    def picture(image: "ProgramImage") -> str:
        return image.url

    return Players(film, sound, picture)


def _video(media: "ProgramMedia", source: str, content_type: str, captions: str, language: str) -> Video:
    return Video(
        title=media.title,
        source=source,
        content_type=content_type,
        captions=captions,
        language=language,
        transcript=media.transcript,
        width=media.width or drawing.USUAL_SIZE[0],
        height=media.height or drawing.USUAL_SIZE[1],
    )
