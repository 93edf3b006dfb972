"""One migrated database for a whole run: the process that comes first migrates, the others begin with a copy of it."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from tests.environment import SHARED

MADE = SHARED / "made"
"""There as soon as there is something to copy: the copy itself on SQLite, the copy's name on PostgreSQL."""


@contextmanager
def first_migrates() -> Iterator[None]:
    """Around the making of this process's test database. Whoever comes meanwhile waits for the first."""
    with (SHARED / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if MADE.exists():
            _begin_with_copy()
            yield
        else:
            yield
            if "PYTEST_XDIST_WORKER" in os.environ:
                _keep_copy()


def _begin_with_copy() -> None:
    """Django still asks for migrations to apply, and finds none."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["TEST"]["NAME"])
        connection.creation._create_test_db = lambda *_args, **_more: str(shutil.copy(MADE, name))  # type: ignore[attr-defined]  # private to Django
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = MADE.read_text()


def _keep_copy() -> None:
    connection.close()
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        shutil.copy(name, SHARED / "being made")
        (SHARED / "being made").rename(MADE)
    else:
        copy = f"{name}_copied_from"
        with connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]  # private to Django
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
        MADE.write_text(copy)


def sqlite_file() -> Path | None:
    """What a database elsewhere may begin with, where a process of this run has made one already."""
    return MADE if connection.vendor == "sqlite" and MADE.exists() else None


def forget() -> None:
    """At the end of each process. What a run leaves on a cluster of one's own would stay there."""
    kept = connection.vendor == "postgresql" and MADE.exists() and MADE.read_text()
    if kept and kept.startswith(f"{connection.settings_dict['NAME']}_"):
        MADE.unlink()
        with connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]  # private to Django
            cursor.execute(f'DROP DATABASE "{kept}"')
