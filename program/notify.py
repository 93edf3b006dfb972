"""Reminders by mail, for those who asked for them: that there is something to read, at some hour of the day.

A mail never leaves in the minute, nor on the day, on which a letter was sent: whoever sees both must not be able to
match them. At most one a day, and none twice: a row is taken before it is sent, so a worker that is killed in between
sends none rather than two.
"""

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.utils.translation import gettext as _

from program import clock
from program.contacts import book
from program.contacts.models import Contact
from program.languages import words_for
from program.models import Notice, NoticeKind, OutboxKind, OutboxRow
from vault import keyfile

CHUNK = 200
# Between eight in the morning and eight in the evening of the programme.
FIRST_MINUTE, MINUTES = 8 * 60, 12 * 60
# A week opens at midnight, by itself: that day tells nothing. All else is told from the day after it on.
TOLD_AT_ONCE = (NoticeKind.WEEK_OPEN,)
NO_NEWS = (NoticeKind.QUIET_FIRST, NoticeKind.QUIET_LATER)
KEEP_UNCONFIRMED = timedelta(days=2)

logger = logging.getLogger(__name__)


def forget(participant_id: UUID) -> None:
    """The programme is over for somebody, or they have left it: their address goes. Part of a transaction."""
    book.forget(participant_id)


def plan() -> int:
    """A row for everybody who has something new to read today. An address that nobody confirmed goes after two days."""
    Contact.objects.filter(confirmed_on=None, asked_on__lt=clock.today() - KEEP_UNCONFIRMED).delete()
    return sum(_plan(contact) for contact in _confirmed())


def deliver(now: datetime | None = None) -> int:
    """Send what is due by now; how many mails left."""
    at = now or clock.now()
    waiting = OutboxRow.objects.filter(kind__in=book.KINDS, done_on=None).select_related(
        "account__participant__enrolment__program"
    )
    return sum(_deliver(row) for row in waiting.order_by("due_on", "id")[:CHUNK] if leaves_at(row) <= at)


def leaves_at(row: OutboxRow) -> datetime:
    """A minute of the day that nobody can guess and that is kept nowhere. Whoever waits for a code gets it at once."""
    zone = row.account.participant.enrolment.program.zone
    minute = FIRST_MINUTE + int(keyfile.index("reminder minute", row.key)[:8], 16) % MINUTES
    day = datetime.combine(row.due_on, datetime.min.time(), zone)
    return day if row.kind == OutboxKind.REMIND_CODE else day + timedelta(minutes=minute)


def _confirmed() -> Iterator[Contact]:
    """Keyset chunks: each starts where the one before ended."""
    rows = Contact.objects.filter(confirmed_on__isnull=False).order_by("pk")
    rows = rows.select_related("participant__enrolment__program")
    last: UUID | None = None
    while chunk := list((rows if last is None else rows.filter(pk__gt=last))[:CHUNK]):
        yield from chunk
        last = chunk[-1].pk


def _plan(contact: Contact) -> int:
    today = clock.today(contact.participant.enrolment.program.zone)
    told = contact.told_on or today
    if told >= today or not _news(contact.participant_id, told, today):
        return 0
    row = OutboxRow(
        key=f"remind:{contact.pk}:{today.isoformat()}",
        kind=OutboxKind.REMIND_MAIL,
        account_id=contact.participant_id,
        due_on=today,
    )
    OutboxRow.objects.bulk_create([row], ignore_conflicts=True)
    return Contact.objects.filter(pk=contact.pk, told_on=contact.told_on).update(told_on=today)


def _news(participant_id: UUID, told: date, today: date) -> bool:
    """Whether something waits to be read that no mail has been about."""
    at_once = Q(kind__in=TOLD_AT_ONCE, on_day__gt=told, on_day__lte=today)
    later = ~Q(kind__in=TOLD_AT_ONCE) & Q(on_day__gte=told, on_day__lt=today)
    unread = Notice.objects.filter(account=participant_id, read=False).exclude(kind__in=NO_NEWS)
    return unread.filter(at_once | later).exists()


def _deliver(row: OutboxRow) -> int:
    connection = get_connection()
    try:
        connection.open()
    except OSError:  # the mail server is away: nothing was taken, and it is tried again
        logger.error("reminder-not-sent %s", row.pk)
        return 0
    try:
        if not OutboxRow.objects.filter(pk=row.pk, done_on=None).update(done_on=clock.today()):
            return 0
        mail = _mail(row)
        if mail is None:
            return 0
        return int(connection.send_messages([mail]) or 0)
    except OSError:  # nobody knows how far it came: rather none than two
        logger.error("reminder-not-sent %s", row.pk)
        return 0
    finally:
        connection.close()


def _mail(row: OutboxRow) -> EmailMessage | None:
    """None where it is not wanted any more: the address is gone, or everything was read meanwhile."""
    contact = book.standing(row.account_id)
    if contact is None:
        return None
    with words_for(row.account):
        if row.kind == OutboxKind.REMIND_CODE:
            subject = _("Your code")
            body = _("%(code)s is the code. If you did not ask for one, you need do nothing: no other mail will come.")
            body %= {"code": book.code_of(contact)}
        elif contact.confirmed_on is None or not Notice.objects.filter(account=row.account_id, read=False).exists():
            return None
        else:
            subject, body = _("Reading"), _("There is something new for you to read.")
    return EmailMessage(
        subject=subject,
        body=body,
        from_email=settings.REMINDER_FROM,
        to=[book.address_of(contact)],
        headers={"Auto-Submitted": "auto-generated"},
    )
