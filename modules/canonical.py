"""The fingerprint of frozen content: the same content has the same one, whoever makes it and whenever."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def sha256_of(content: Mapping[str, Any]) -> str:
    """SHA-256 over canonical JSON: keys in order, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
