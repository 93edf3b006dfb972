"""Sends a stored file, whole or the one range that a player asks for."""

import re
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)\Z")
CHUNK = 64 * 1024


def send(request: HttpRequest, *, path: str, content_type: str, etag: str = "") -> HttpResponseBase:
    """206 for a range that the file has, 416 for one that it has not, and the whole file otherwise."""
    size = default_storage.size(path)
    response: HttpResponseBase
    asked = ONE_RANGE.match(request.headers.get("Range", "")) if _is_current(request, etag) else None
    if asked is None or asked[0] == "bytes=-":
        response = FileResponse(default_storage.open(path), content_type=content_type)
        response.headers["Content-Length"] = str(size)
    else:
        response = _part(path, content_type, size, *_bounds(asked, size))
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["X-Content-Type-Options"] = "nosniff"
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


def _part(path: str, content_type: str, size: int, first: int, last: int) -> HttpResponseBase:
    if first > last or first >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    length = last - first + 1
    response = StreamingHttpResponse(_read(path, first, length), status=206, content_type=content_type)
    response.headers["Content-Length"] = str(length)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _read(path: str, first: int, length: int) -> Iterator[bytes]:
    with default_storage.open(path) as file:
        file.seek(first)
        while length > 0 and (chunk := file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
