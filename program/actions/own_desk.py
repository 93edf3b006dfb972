"""What a member of staff decides for their own desk."""

from django.db import transaction

from program import clock
from program.audit.record import record
from program.models import Account


@transaction.atomic
def set_daily_mail(*, account: Account, wanted: bool) -> None:
    """Whether a mail says once a day that something waits. Saying it twice changes nothing."""
    if Account.objects.filter(pk=account.pk, daily_mail=not wanted).update(daily_mail=wanted):
        record(verb="daily-mail.on" if wanted else "daily-mail.off", by=account.pk, on=clock.today())
