"""The sweep of the desk, as the worker runs it. It takes no argument: all that is due stands in the database."""

from celery import shared_task

from program.actions import mails
from therapist.actions import daily


@shared_task
def remind_staff() -> None:
    daily.plan_daily_mails()
    mails.deliver_mails()
