"""What a member of staff decides for their own desk; an operator may say which languages they write, too."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from program import clock
from program.audit.record import record
from program.models import Account


@transaction.atomic
def set_daily_mail(*, account: Account, wanted: bool) -> None:
    """Whether a mail says once a day that something waits. Saying it twice changes nothing."""
    if Account.objects.filter(pk=account.pk, daily_mail=not wanted).update(daily_mail=wanted):
        record(verb="daily-mail.on" if wanted else "daily-mail.off", by=account.pk, on=clock.today())


@transaction.atomic
def set_hard_notice(*, account: Account, wanted: bool) -> None:
    """Whether a page says that an answer was flagged before it is opened. Saying it twice changes nothing."""
    if Account.objects.filter(pk=account.pk, hard_notice=not wanted).update(hard_notice=wanted):
        record(verb="hard-notice.on" if wanted else "hard-notice.off", by=account.pk, on=clock.today())


@transaction.atomic
def set_letter_languages(*, staff: Account, languages: Sequence[str], by: UUID) -> None:
    """In which languages they write letters from now on; their cases stay theirs. Said twice, it changes nothing."""
    now = Account.objects.select_for_update().get(pk=staff.pk)
    if now.writes != list(languages):
        now.writes_in = list(languages)
        now.save(update_fields=["writes_in"])
        said: dict[str, str | int] = {"languages": " ".join(languages)}
        record(verb="letter-languages.set", by=by, on=clock.today(), subject=staff.pk, detail=said)
