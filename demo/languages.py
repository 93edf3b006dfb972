"""Which languages the demo's therapists write letters in."""

from demo.people import STAFF
from program.actions import own_desk
from program.models import Account, AccountKind
from program.models.accounts import name_index


def say() -> None:
    """Safe to run again."""
    for member in STAFF:
        account = Account.objects.get(name_index=name_index(AccountKind.STAFF, member.email))
        own_desk.set_letter_languages(staff=account, languages=member.languages, by=account.pk)
