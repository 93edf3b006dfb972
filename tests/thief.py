"""What a thief carries away, and every way in which a stolen text could be spelt in it."""

import base64
import subprocess
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

from django.conf import settings
from django.db import connection


def dump() -> bytes:
    """Everything a thief of the database gets: each table's rows as text, and on SQLite the files themselves too."""
    parts = [b"|".join(raw(value) for value in row) for _table, row in rows()]
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        parts.append(on_disk(*name.parent.glob(f"{name.name}*")))
    return b"\n".join(parts) + str(settings.DATABASES["default"]["ENGINE"]).encode()


def rows() -> Iterator[tuple[str, tuple[object, ...]]]:
    """Every row of every table, ours or not."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (our own table names)
            for row in cursor.fetchall():
                yield table, row


def raw(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def on_disk(*places: Path) -> bytes:
    """These files, and all that lies below these folders; some may go while they are read.

    Read by another process: closing a file of SQLite's would take this process's own locks off it.
    """
    command = [sys.executable, "-c", READ, *(str(place) for place in places)]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


READ = """
import sys
from pathlib import Path

for place in map(Path, sys.argv[1:]):
    for path in [place, *sorted(place.rglob("*"))]:
        try:
            sys.stdout.buffer.write(str(path).encode() + b"\\n" + path.read_bytes() + b"\\n")
        except OSError:
            continue
"""


# The middle of a short text in base64 is a few letters, which stand in any large file by chance.
SHORTEST = 6


def spellings(text: str) -> list[bytes]:
    """The text as it could be found: plain, another case, in a URL, UTF-16, hexadecimal, base64, compressed."""
    plain = text.encode()
    middles = [base64.b64encode(b"\0" * shift + plain)[4:-4] for shift in range(3)]
    spelt = [
        plain,
        text.lower().encode(),
        text.upper().encode(),
        text.replace(" ", "-").encode(),
        quote(text).encode(),
        quote_plus(text).encode(),
        text.encode("utf-16-le"),
        plain.hex().encode(),
        zlib.compress(plain)[2:-4],
        *(middle for middle in middles if len(middle) >= SHORTEST),
    ]
    return [spelling for spelling in spelt if spelling]


def found(planted: Iterable[str], loot: bytes) -> list[str]:
    """Which of these texts stand in the loot, in any spelling."""
    return [text for text in planted if any(spelling in loot for spelling in spellings(text))]
