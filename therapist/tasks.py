"""The sweep, as the worker runs it. It takes no argument: all that is due stands in the database."""

from celery import shared_task

from program import clock
from therapist.actions import dispatch


@shared_task
def send_letters() -> None:
    """Letters whose hour has come leave."""
    dispatch.send_due(now=clock.now())
