"""Mails to colleagues: that something waits, and no more. Each stands in the outbox until it has left.

A mail is no part of a transaction: a worker killed between sending and writing it down sends it a second time, under
the same message id; it is never lost.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from program import clock
from program.languages import words_for
from program.models import OutboxKind, OutboxRow
from vault import keyfile

CHUNK = 200
# How long a mail may take to leave; after that another worker tries it again.
CLAIM = timedelta(minutes=5)
# One sentence for each kind. Nothing about anybody, no number, no week.
SAID: Mapping[str, StrOrPromise] = {
    OutboxKind.ALERT_MAIL: _("Something on the desk needs you now."),
    OutboxKind.DESK_MAIL: _("Something waits for you on the desk."),
    OutboxKind.FIX_MAIL: _("Something in the studio needs you now."),
    OutboxKind.STUDIO_MAIL: _("Something waits for you in the studio."),
}

logger = logging.getLogger(__name__)


def mail_staff(*, kind: OutboxKind, about: object, to: Iterable[UUID], on: date) -> None:
    """Put a mail to each of these colleagues into the outbox; to nobody twice about the same."""
    rows = [OutboxRow(key=f"{kind}:{about}:{each}", kind=kind, account_id=each, due_on=on) for each in to]
    OutboxRow.objects.bulk_create(rows, ignore_conflicts=True)


def deliver_mails() -> int:
    """Send the mails that stand in the outbox, and say how many left. One that could not leave is tried again."""
    sent = 0
    while rows := _unclaimed():
        sent += sum(_deliver(row) for row in rows)
    return sent


def _unclaimed() -> list[OutboxRow]:
    """Alerts first. Each of these is claimed when it is tried, so that whoever asks again gets others."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=timezone.now())
    waiting = OutboxRow.objects.filter(free, kind__in=SAID, done_on=None)
    return list(waiting.select_related("account").order_by("kind", "due_on", "id")[:CHUNK])


def _deliver(row: OutboxRow) -> int:
    mine = OutboxRow.objects.filter(pk=row.pk, done_on=None, claimed_until=row.claimed_until)
    if not mine.update(claimed_until=timezone.now() + CLAIM):
        return 0
    if row.account.email and row.account.is_active:
        try:
            with words_for(row.account):
                _mail(row).send()
        except OSError:  # the mail server is away: the claim runs out, and it is tried again
            logger.error("mail-not-sent %s", row.pk)  # a traceback would name the server
            return 0
    OutboxRow.objects.filter(pk=row.pk).update(done_on=clock.today(), claimed_until=None)
    return 1


def _mail(row: OutboxRow) -> EmailMessage:
    """One sentence, and where one signs in."""
    sender = settings.DEFAULT_FROM_EMAIL
    domain = sender.rpartition("@")[2].rstrip(">")
    door = settings.STAFF_SIGN_IN or _("Please sign in as you always do.")
    end = _("This mail says no more.")
    return EmailMessage(
        subject=_("%(site)s: something waits for you") % {"site": settings.SITE_NAME},
        body=f"{SAID[row.kind]} {door} {end}",
        from_email=sender,
        to=[row.account.email],
        headers={"Message-ID": f"<{keyfile.index('mail', row.key)[:32]}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
