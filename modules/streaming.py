"""Sends a stored file, whole or the one range that a player asks for."""

import re
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})\Z")
CHUNK = 64 * 1024


def send(request: HttpRequest, *, path: str, content_type: str, etag: str = "") -> HttpResponseBase:
    """206 for a range that the file has, 416 for one that it has not, and the whole file otherwise."""
    size = default_storage.size(path)
    asked = ONE_RANGE.match(request.headers.get("Range", "")) if _is_current(request, etag) else None
    if asked is None or asked[0] == "bytes=-":
        response = _part(path, content_type, 0, size)
    else:
        first, last = _bounds(asked, size)
        if first > last or first >= size:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        response = _part(path, content_type, first, last - first + 1)
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Accept-Ranges"] = "bytes"
    if etag:
        response.headers["ETag"] = f'"{etag}"'
    return response


def _is_current(request: HttpRequest, etag: str) -> bool:
    """A range of another version than the one a player has begun must not be mixed in."""
    begun = request.headers.get("If-Range")
    return begun is None or begun == f'"{etag}"'


def _bounds(asked: re.Match[str], size: int) -> tuple[int, int]:
    first, last = asked[1], asked[2]
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _part(path: str, content_type: str, first: int, length: int) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_read(path, first, length), content_type=content_type)
    response.headers["Content-Length"] = str(length)
    return response


def _read(path: str, first: int, length: int) -> Iterator[bytes]:
    with default_storage.open(path) as file:
        file.seek(first)
        while length > 0 and (chunk := file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
