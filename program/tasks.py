"""The sweeps, as the worker runs them. None takes an argument: all that is due stands in the database."""

from celery import shared_task
from django.utils import timezone

from program import notify
from program.actions import closing, escalation, mails, outbox, silence


@shared_task
def plan_notices() -> None:
    outbox.plan_notices()


@shared_task
def watch_silence() -> None:
    """Who has gone quiet is met with a line when they come; after four weeks their place rests."""
    silence.watch()


@shared_task
def close_cases() -> None:
    closing.close_due()


@shared_task
def deliver_outbox() -> None:
    outbox.deliver_outbox()


@shared_task
def remind() -> None:
    """The only task that opens a reminder address."""
    notify.plan()
    notify.deliver()


@shared_task
def escalate() -> None:
    """Alerts that nobody acknowledged go on to the next person; then the mails that ask for it leave."""
    escalation.escalate_due()
    mails.deliver_mails()


@shared_task
def tidy() -> None:
    outbox.tidy(now=timezone.now())
