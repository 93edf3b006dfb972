"""How much one therapist carries at most: what was agreed with them, counted in cases."""

from datetime import date

from program.models import Account, CaseGrant, GrantKind, Participant
from program.queries import room_of


class BeyondCap(Exception):
    """This therapist carries as many cases as were agreed, and nobody has said that they take one more."""


def mind_cap(staff: Account, participant: Participant, today: date) -> None:
    """Raises BeyondCap where `staff` has no room for a case that is not theirs already. Call it with their row locked,
    so that two who give a case at one moment do not share one last place."""
    theirs = CaseGrant.objects.in_force(today).filter(participant=participant, staff=staff, kind=GrantKind.ASSIGNED)
    if room_of(staff, today).left <= 0 and not theirs.exists():
        raise BeyondCap
