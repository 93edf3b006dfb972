"""The environment of `manage.py demo`: its own folder under var/, its own secrets, made on the first run."""

import os
import secrets
from pathlib import Path

FOLDERS = ("media", "static", "broker/messages", "broker/control")
TOP = Path(__file__).resolve().parent.parent


def prepare() -> None:
    """Set what the settings need, before they are read. What the operator has set already stands."""
    folder = Path(os.environ.get("VAR_DIR", TOP / "var" / "demo"))
    keys = folder.parent / f"{folder.name}-keys"
    for place in (folder, keys, *(folder / name for name in FOLDERS)):
        place.mkdir(parents=True, exist_ok=True)
    secret = keys / "secret-key"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(50))
    defaults = {
        "DEMO": "1",
        "VAR_DIR": str(folder),
        "SECRET_KEY": secret.read_text(),
        "VAULT_KEY_FILE": str(keys / "server-keys.json"),
        "VAULT_ERASURE_LEDGER": str(keys / "erasure-ledger"),
        "LETTER_LANGUAGES": "en,sv",
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
