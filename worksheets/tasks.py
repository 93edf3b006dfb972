"""The sweep, as the worker runs it. It takes no argument: all that is due stands in the database."""

from celery import shared_task

from worksheets.actions import silence


@shared_task
def raise_silent() -> None:
    silence.raise_silent()
