"""The mails that the demo would have sent. Its mail backend writes them into files; nothing leaves the computer."""

from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

# What Django's mail backend for files puts between two mails.
RULE = b"-" * 79
SHOWN = 5


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str


@dataclass(frozen=True)
class Mails:
    """How many there are, and the newest to each address under each subject: most are the same again."""

    number: int
    newest: Sequence[Mail]


def sent() -> Mails:
    """Every mail of this demo since it was set up."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns) if folder.is_dir() else []
    parts = [part.strip() for path in files for part in path.read_bytes().split(RULE) if part.strip()]
    newest: dict[tuple[str, str], Mail] = {}
    for mail in map(_mail, reversed(parts)):
        newest.setdefault((mail.to, mail.subject), mail)
    return Mails(len(parts), list(newest.values())[:SHOWN])


def _mail(part: bytes) -> Mail:
    message = message_from_bytes(part, EmailMessage, policy=policy.default)
    return Mail(str(message["To"]), str(message["Subject"]), message.get_content().strip())
