"""A real worker, killed in the middle of its work, on the broker that is configured: nothing lost, nothing doubled."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

import pytest
from celery import Task
from django.db import connection

from program import clock
from program.choices import Duty
from program.models import (
    Account,
    AccountKind,
    Alert,
    AlertStep,
    AuditEvent,
    CaseGrant,
    Edition,
    Enrolment,
    GrantKind,
    Notice,
    NoticeKind,
    OutboxKind,
    OutboxRow,
    Participant,
    Program,
    Promise,
    PromiseKind,
)
from program.tasks import deliver_outbox, escalate
from therapist.tasks import remind_staff

pytestmark = pytest.mark.services

ROWS = 20_000
ALERTS = 1_200
COLLEAGUES = 600
PATIENCE_SECONDS = 120
ROOT = Path(__file__).resolve().parent.parent.parent


def environment() -> dict[str, str]:
    """That of this process, with the test's database in place of the real one."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return {**os.environ, "SQLITE_PATH": str(database["NAME"])}
    place = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    return {**os.environ, "DATABASE_URL": f"postgres://{database['USER']}:{database['PASSWORD']}@{place}"}


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own; at the end it is killed if nothing else did it before."""
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--pool", "solo", "--loglevel", "ERROR"]
    process = subprocess.Popen(
        [*command, "--without-gossip", "--without-mingle"],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """As the kernel does when memory runs out: no chance to finish anything."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < ends, "The worker did not get there in time."
        time.sleep(0.02)


def open_rows(*kinds: OutboxKind) -> int:
    return OutboxRow.objects.filter(kind__in=kinds or OutboxKind, done_on=None).count()


# Messages on home


def told() -> int:
    return Notice.objects.filter(kind=NoticeKind.WEEK_OPEN).count()


def put_into_the_outbox(account: Account) -> None:
    """More than a worker delivers at a blow."""
    today = clock.today()
    OutboxRow.objects.bulk_create(
        (
            OutboxRow(key=f"week-open:{n}", kind=OutboxKind.WEEK_OPEN, account=account, week=2, due_on=today)
            for n in range(ROWS)
        ),
        batch_size=1000,
    )


# Alerts that nobody acknowledged


def raise_alerts(participant: Participant) -> None:
    """More than a worker passes on at a blow, each due to go on to the same person."""
    duty = Account.objects.create(kind=AccountKind.STAFF, name_index="duty")
    alerts = Alert.objects.bulk_create(
        Alert(participant=participant, key=str(n), facts=b"sealed", raised_on=clock.today()) for n in range(ALERTS)
    )
    AlertStep.objects.bulk_create(
        AlertStep(alert=alert, number=1, who=Duty.DUTY, staff=duty, due_at=clock.now()) for alert in alerts
    )


def passed_on() -> int:
    return AlertStep.objects.filter(done_on__isnull=False).count()


def alert_mails() -> int:
    return OutboxRow.objects.filter(kind=OutboxKind.ALERT_MAIL).count()


# The daily mail


def let_one_wait_for_all(participant: Participant) -> None:
    """One case, which waits, and far too many colleagues who may read it and want to be told. Their hour is now."""
    now, today = clock.now(), clock.today()
    program = Program.objects.create(
        slug="any", title="Any", time_zone="UTC", working_days=0b1111111, daily_mail_at=time_of(now)
    )
    edition = Edition.objects.create(program=program, number=1, language="en", published_on=today)
    Enrolment.objects.create(participant=participant, program=program, edition=edition)
    Promise.objects.create(participant=participant, kind=PromiseKind.LETTER, week=1, made_on=today, due_on=today)
    staff = Account.objects.bulk_create(
        Account(kind=AccountKind.STAFF, name_index=f"staff-{n}", is_therapist=True, daily_mail=True)
        for n in range(COLLEAGUES)
    )
    CaseGrant.objects.bulk_create(
        CaseGrant(participant=participant, staff=each, kind=GrantKind.COVER, first_day=today, case_key=b"sealed")
        for each in staff
    )


def time_of(now: datetime) -> clock_time:
    """Some minutes ago; midnight where that was yesterday."""
    earlier = now - timedelta(minutes=10)
    return earlier.time().replace(second=0, microsecond=0) if earlier.date() == now.date() else clock_time(0)


def desk_mails() -> list[str]:
    return list(OutboxRow.objects.filter(kind=OutboxKind.DESK_MAIL).values_list("key", flat=True))


def desk_mails_leave() -> bool:
    return OutboxRow.objects.filter(kind=OutboxKind.DESK_MAIL, done_on__isnull=False).exists()


# Each begun by a worker that is killed in the middle of it, and finished by two


def killed_when(task: "Task[[], None]", true: Callable[[], bool]) -> None:
    with worker() as process:
        task.delay()
        wait_until(true)
        kill(process)


@pytest.fixture
def somebody(transactional_db: None) -> Participant:
    account = Account.objects.create(kind=AccountKind.PARTICIPANT, name_index="somebody")
    return Participant.objects.create(account=account, alias="Somebody", continent="unsaid", adult=True)


@pytest.mark.timeout(600)
def test_killed_in_the_middle_workers_lose_and_double_nothing(somebody: Participant) -> None:
    put_into_the_outbox(somebody.account)
    killed_when(deliver_outbox, lambda: told() > ROWS // 10)
    assert 0 < told() < ROWS
    assert told() == ROWS - open_rows(OutboxKind.WEEK_OPEN)

    raise_alerts(somebody)
    killed_when(escalate, lambda: passed_on() > 0)
    assert 0 < passed_on() < ALERTS
    assert alert_mails() == passed_on()

    let_one_wait_for_all(somebody)
    killed_when(remind_staff, desk_mails_leave)
    # All of a programme are put into the outbox at once, or none.
    assert len(desk_mails()) == COLLEAGUES

    OutboxRow.objects.update(claimed_until=None)
    with worker(), worker():
        # Two at once, each woken as the clock would wake it: they must not tell the same thing twice either.
        for task in (deliver_outbox, escalate, remind_staff):
            task.delay()
            task.delay()
        wait_until(lambda: passed_on() == ALERTS and not open_rows())
    assert told() == ROWS
    assert set(Notice.objects.values_list("key", flat=True)) == {f"week-open:{n}" for n in range(ROWS)}
    assert alert_mails() == ALERTS
    passed = AuditEvent.objects.filter(verb="alert.passed-on").values_list("subject", flat=True)
    assert len(passed) == len(set(passed)) == ALERTS
    assert len(set(desk_mails())) == len(desk_mails()) == COLLEAGUES
