"""The mail that a colleague may have once a day: at the programme's hour, on working days, where something waits."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from program import clock
from program.models import Account, AccountKind, ClosingDay, OutboxKind, OutboxRow, Program
from program.promise import is_working_day
from therapist.daily import who_is_waited_for

# Whoever has not been told by then has long been at the desk: a worker that was away says nothing late.
LATEST = timedelta(hours=4)


def plan_daily_mails() -> int:
    """Put into the outbox the mails whose hour has come, each once a day and colleague; how many were new."""
    return sum(_plan(program) for program in Program.objects.order_by("pk"))


@transaction.atomic
def _plan(program: Program) -> int:
    """All of one programme or, where the worker is killed, none. Of two workers, the key lets one through."""
    now = clock.now().astimezone(program.zone)
    today = now.date()
    if not _is_time(program, now):
        return 0
    staff = _still_to_tell(today)
    if not staff:
        return 0
    waited_for = who_is_waited_for(staff=staff, program=program, today=today)
    rows = [
        OutboxRow(key=_key(each, today), kind=OutboxKind.DESK_MAIL, account=each, due_on=today)
        for each in staff
        if each.pk in waited_for
    ]
    OutboxRow.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _is_time(program: Program, now: datetime) -> bool:
    at = datetime.combine(now.date(), program.daily_mail_at, tzinfo=program.zone)
    if not at <= now < at + LATEST:
        return False
    closed = ClosingDay.objects.filter(program=program, day=now.date()).values_list("day", flat=True)
    return is_working_day(now.date(), program.working_days, closed)


def _still_to_tell(today: date) -> list[Account]:
    """Colleagues who want it, and have not been told today. Two statements."""
    clinical = Q(is_therapist=True) | Q(is_supervisor=True)
    staff = list(Account.objects.filter(clinical, kind=AccountKind.STAFF, is_active=True, daily_mail=True))
    told = set(OutboxRow.objects.filter(key__in=[_key(each, today) for each in staff]).values_list("key", flat=True))
    return [each for each in staff if _key(each, today) not in told]


def _key(account: Account, today: date) -> str:
    return f"desk-mail:{account.pk}:{today}"
