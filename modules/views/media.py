"""Pictures, films, captions: of a participant's own edition, of any for the desk, the whole library for editors."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from modules import filing, streaming
from modules.access import edition_file_for_staff, my_file, studio_image, studio_media
from program.http import ParticipantRequest, StaffRequest


@require_safe
def media(request: ParticipantRequest, sha256: str) -> HttpResponseBase:
    """A file that the participant's edition contains, with ranges, so that a video can be wound forward."""
    file = my_file(request, sha256)
    return streaming.send(request, path=file.path, content_type=file.content_type, etag=file.sha256)


@require_safe
def of_edition(request: StaffRequest, edition: UUID, sha256: str) -> HttpResponseBase:
    """The same for whoever reads worksheets and looks up what was shown before them."""
    file = edition_file_for_staff(request, edition, sha256)
    return streaming.send(request, path=file.path, content_type=file.content_type, etag=file.sha256)


@require_safe
def library(request: StaffRequest, media_id: int, part: str) -> HttpResponseBase:
    """A file of the editors' library; `part` is one of file, captions, thumbnail."""
    item = studio_media(request, media_id)
    file = {"file": item.file, "captions": item.captions, "thumbnail": item.thumbnail}.get(part)
    if not file:
        raise Http404
    return streaming.send(request, path=file.name, content_type=filing.content_type(file.name))


@require_safe
def image(request: StaffRequest, image_id: int) -> HttpResponseBase:
    """A picture of the editors' library."""
    name = str(studio_image(request, image_id).file.name)
    return streaming.send(request, path=name, content_type=filing.content_type(name))
