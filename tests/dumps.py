"""A dump of the test database as an operator makes it, and putting it back: a file of SQLite's, or of pg_dump."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection

from tests.services import postgres_folder


def dump(path: Path) -> None:
    """All that the database holds now."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
        return
    _run("pg_dump", "--format=custom", f"--file={path}", _url())


def restore(path: Path) -> None:
    """In place of all that the database holds now."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(path)) as copy:
            copy.backup(connection.connection)
        return
    connection.close()  # it must hold no table while they are made anew
    _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", f"--dbname={_url()}", str(path))


def _url() -> str:
    its = connection.settings_dict
    return f"postgres://{its['USER']}@{its['HOST']}:{its['PORT']}/{its['NAME']}"


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program) or str(postgres_folder() / program)
    subprocess.run([found, *arguments], check=True)
