"""Somebody of the demo who gave a reminder address, and the mails that went to it. Made up, like everything."""

from datetime import datetime, time, timedelta

from program import clock, notify
from program.contacts import book
from program.journey import Journey

WHO, ADDRESS = "thorn-tower-35", "somebody@demo.example"


def give_an_address(name: str, journey: Journey) -> None:
    """Given and confirmed on this journey's day; nothing for everybody else."""
    if name != WHO:
        return
    participant, today = journey.enrolment.participant, journey.today
    book.keep(participant=participant, address=ADDRESS, today=today)
    contact = book.standing(participant.pk)
    if contact is not None:
        book.confirm(participant=participant, code=book.code_of(contact), today=today)


def send_what_is_due() -> int:
    """All that leaves in the course of this day, at once: nobody who tries the demo has to wait for its minute."""
    notify.plan()
    return notify.deliver(datetime.combine(clock.today() + timedelta(days=1), time.min, clock.now().tzinfo))
