"""One-time codes of invitations, kept as keyed hashes: made, compared, used up."""

import hmac
from datetime import timedelta

from program import clock
from program.credentials import new_code
from program.models import Account, Invitation
from program.models.devices import code_hash

INVITATION_DAYS = 14


def new_invitation(account: Account, code: str = "") -> str:
    """In place of any other; `code` is for a caller who can make the same one again. Returns the code."""
    code = code or new_code()
    Invitation.objects.update_or_create(
        account=account,
        defaults={
            "hashed": code_hash("invitation", account, code),
            "last_day": clock.today() + timedelta(days=INVITATION_DAYS),
        },
    )
    return code


def opens(account: Account, code: str) -> bool:
    """Whether this code would let this person in now."""
    return account.is_active and fits(account, code_hash("invitation", account, code))


def fits(account: Account, hashed: str) -> bool:
    invitation = Invitation.objects.filter(account=account, last_day__gte=clock.today()).first()
    return invitation is not None and hmac.compare_digest(invitation.hashed, hashed)


def taken(account: Account, code: str, form_key: str) -> str:
    """What stands in the place of a code once it was used: only the same form knows it."""
    return code_hash("invitation-taken", account, f"{code}{form_key}")
