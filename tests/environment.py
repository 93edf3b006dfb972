"""The environment of the tests, set before the settings are read. Without DATABASE_URL: SQLite."""

import os
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="waymark-tests-"))

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("VAR_DIR", str(FOLDER))
os.environ.setdefault("VAULT_KEY_FILE", str(FOLDER / "server-keys.json"))
os.environ.setdefault("VAULT_ERASURE_LEDGER", str(FOLDER / "erasure-ledger"))
os.environ.setdefault("VAULT_ARGON2_MEMORY_KIB", "64")
os.environ.setdefault("VAULT_ARGON2_PASSES", "1")
os.environ.setdefault("DEBUG", "0")
os.environ.setdefault("DEMO", "1")
os.environ.setdefault("EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
os.environ.setdefault("TEST_SQLITE", str(FOLDER / "test.sqlite3"))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

for name in ("static", "media", "broker/messages", "broker/control"):
    (FOLDER / name).mkdir(parents=True, exist_ok=True)
