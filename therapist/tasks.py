"""The sweeps of the desk, as the worker runs them. None takes an argument: all that is due or over stands in the
database."""

from celery import shared_task

from program import clock
from program.actions import mails
from therapist.actions import daily, desk, dispatch, second


@shared_task
def send_letters() -> None:
    """Letters whose hour has come leave."""
    dispatch.send_due(now=clock.now())


@shared_task
def remind_staff() -> None:
    daily.plan_daily_mails()
    mails.deliver_mails()


@shared_task
def tidy_desk() -> None:
    desk.tidy(now=clock.now())
    second.end_unread(today=clock.today())
