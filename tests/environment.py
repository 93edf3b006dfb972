"""The environment of the tests, set before the settings are read. Without DATABASE_URL: SQLite.

Each process of a parallel run has a folder, a key file and a Redis database of its own: a clock that one test moves,
or a worker that it starts, is no business of another.
"""

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

from tests import pseudo, tries

__all__ = ["tries"]  # registers its profile before pytest loads one

PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
FOLDER = Path(tempfile.mkdtemp(prefix=f"waymark-tests-{PROCESS}-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
if "TESTS_SHARED" not in os.environ:
    os.environ["TESTS_SHARED"] = tempfile.mkdtemp(prefix="waymark-tests-shared-")
    atexit.register(shutil.rmtree, os.environ["TESTS_SHARED"], ignore_errors=True)
SHARED = Path(os.environ["TESTS_SHARED"])
"""Made by the process that starts the others, and gone with it."""

os.environ.update(
    SECRET_KEY="only-for-tests-" + "x" * 50,
    VAR_DIR=str(FOLDER),
    VAULT_KEY_FILE=str(FOLDER / "server-keys.json"),
    VAULT_ERASURE_LEDGER=str(FOLDER / "erasure-ledger"),
    VAULT_ARGON2_MEMORY_KIB="64",
    VAULT_ARGON2_PASSES="1",
    DEBUG="0",
    DEMO="1",
    EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    TEST_SQLITE=str(FOLDER / "test.sqlite3"),
    DJANGO_ALLOW_ASYNC_UNSAFE="1",
    # A connection that a live server keeps would stand in the way of removing the test database.
    DATABASE_CONN_MAX_AGE="0",
)
if os.environ.get("REDIS_URL", "").endswith("/0"):
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"][:-1] + PROCESS.removeprefix("gw")

# A test leaves little behind: looking for it after every 700 objects takes a tenth of the whole time.
gc.set_threshold(100_000, 50, 50)


def pytest_collection_finish() -> None:
    """The tests and all the code are there for the whole run: nobody need look whether they are garbage."""
    gc.collect()
    gc.freeze()


def pytest_configure() -> None:
    """The settings are there: beside the real languages stands that of the tests."""
    pseudo.add()


for name in ("static", "media", "broker/messages", "broker/control"):
    (FOLDER / name).mkdir(parents=True, exist_ok=True)
