"""What several tests of the staff pages do: sign in by hand, read the audit, search everything that is stored."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection
from django.test import Client
from django_otp.oath import TOTP
from time_machine import TimeMachineFixture

from program.models import AuditEvent
from tests.people import AUTHENTICATOR_SECRET, Person

SIGN_IN = "/staff/sign-in/"
CODE = "/staff/sign-in/code/"
SIGN_OUT = "/staff/sign-out/"
INVITATION = "/staff/invitation/"
ENROL = "/staff/account/authenticator/"
RECOVERY_CODES = "/staff/account/recovery-codes/"
ACCOUNT = "/staff/account/"
NEEDS_BOTH = [RECOVERY_CODES, ACCOUNT]


def sign_in(client: Client, person: Person, password: str | None = None) -> Any:
    return client.post(SIGN_IN, {"email": person.name, "password": password or person.secret})


def digits(secret: bytes = AUTHENTICATOR_SECRET, *, later: int = 0) -> str:
    """What an authenticator shows now, or `later` steps of 30 seconds from now."""
    totp = TOTP(secret)
    totp.drift = later
    return f"{totp.token():06d}"


def wrong_digits() -> str:
    near = {digits(later=later) for later in (-1, 0, 1)}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in near)


@dataclass
class Standing:
    """Time that stands still until a test lets it pass."""

    machine: TimeMachineFixture
    now: datetime

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.machine.move_to(self.now, tick=False)


def standing(machine: TimeMachineFixture) -> Standing:
    """The second minute from now, so that no step of an authenticator ends within a test."""
    still = Standing(machine, datetime.now(UTC).replace(second=5, microsecond=0) + timedelta(minutes=2))
    still.wait(0)
    return still


def verbs(about: object) -> list[str]:
    """What the audit tells about one subject or actor, oldest first."""
    events = AuditEvent.objects.order_by("id")
    return [event.verb for event in events if str(about) in {event.actor, event.subject}]


def everything_stored() -> bytes:
    """All that a thief of the database reads: every column of every table, as bytes."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            found += [_as_bytes(value) for row in cursor.fetchall() for value in row]
    return b"\n".join(found)


def _as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
