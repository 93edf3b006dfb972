"""The sweeps, as the worker runs them. None takes an argument: all that is due stands in the database."""

from celery import shared_task
from django.utils import timezone

from program.actions import outbox


@shared_task
def plan_notices() -> None:
    outbox.plan_notices()


@shared_task
def deliver_outbox() -> None:
    outbox.deliver_outbox()


@shared_task
def tidy() -> None:
    outbox.tidy(now=timezone.now())
