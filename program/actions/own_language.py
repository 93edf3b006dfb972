"""The language somebody reads in."""

from program.models import Account


def choose(*, account: Account, language: str) -> None:
    """Kept in one column, and the one before it is gone. Not written in the log: it is nobody's business."""
    Account.objects.filter(pk=account.pk).update(language=language)
