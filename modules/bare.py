"""Whether a picture's file holds its dots and nothing else: then it stays as it is, to the byte."""

PNG = b"\x89PNG\r\n\x1a\n"
PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
WEBP_CHUNKS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
ONLY_ALPHA = 0x10
# Frames, tables, restarts and scans; E0 and EE are looked at more closely.
JPEG_PARTS = {0xC0, 0xC2, 0xC4, 0xDB, 0xDD, 0xDA}
START, END, ESCAPED, RESTARTS = 0xD8, 0xD9, 0x00, range(0xD0, 0xD8)
JFIF, ADOBE = b"JFIF\x00", b"Adobe"


def is_bare(content: bytes, kind: str) -> bool:
    """What is not understood is not bare. `kind` as Pillow names it."""
    try:
        return LOOK[kind](content)
    except (IndexError, KeyError):
        return False


def _png(content: bytes) -> bool:
    place, name = len(PNG), b""
    while name != b"IEND":
        name = content[place + 4 : place + 8]
        if name not in PNG_CHUNKS:
            return False
        place += 12 + int.from_bytes(content[place : place + 4])
    return content.startswith(PNG) and place == len(content)


def _webp(content: bytes) -> bool:
    place = 12
    while place < len(content):
        name, size = content[place : place + 4], int.from_bytes(content[place + 4 : place + 8], "little")
        if name not in WEBP_CHUNKS or (name == b"VP8X" and content[place + 8] & ~ONLY_ALPHA):
            return False
        place += 8 + size + size % 2
    return place == len(content) == int.from_bytes(content[4:8], "little") + 8


def _jpeg(content: bytes) -> bool:
    place = 2
    while content[place + 1] != END:
        marker, size = content[place + 1], int.from_bytes(content[place + 2 : place + 4])
        if content[place] != 0xFF or not _is_plain(marker, content[place + 4 : place + 2 + size]):
            return False
        place += 2 + size
        if marker == 0xDA:
            place = _after_scan(content, place)
    return content[:2] == bytes([0xFF, START]) and content[place] == 0xFF and place + 2 == len(content)


def _is_plain(marker: int, inside: bytes) -> bool:
    """Of the parts that programs write notes into, two are needed; the first without its small picture."""
    if marker == 0xE0:
        return inside.startswith(JFIF) and len(inside) == 14
    return marker in JPEG_PARTS or (marker == 0xEE and inside.startswith(ADOBE) and len(inside) == 12)


def _after_scan(content: bytes, place: int) -> int:
    """Where the dots of one scan end, and the next part begins."""
    while content[place] != 0xFF or content[place + 1] == ESCAPED or content[place + 1] in RESTARTS:
        place += 1
    return place


LOOK = {"PNG": _png, "WEBP": _webp, "JPEG": _jpeg}
