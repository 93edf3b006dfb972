"""Which promises were made in cases that nobody has: kept on the promises, so that the list of them is one index.

Asked of the grants for each promise, the list would look at every open promise of the clinic to find a few.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef

from program.models import CaseGrant, GrantKind, Participant, Promise


def settle_assigned(grant: CaseGrant) -> None:
    """This grant was made or has ended."""
    if grant.kind == GrantKind.ASSIGNED:
        settle(grant.participant_id)


def settle(participant_id: UUID) -> None:
    """Write on each promise of this case whether somebody has it, kept ones among them: they may be opened again.

    Whoever makes a promise and whoever gives or takes the case come one after the other, by the case's row: neither
    overlooks what the other has just done. Two statements.
    """
    Participant.objects.select_for_update().get(pk=participant_id)
    # One whose key was lost still stands: its therapist is given the cases anew on the team's page.
    assigned = CaseGrant.objects.filter(participant=OuterRef("participant"), kind=GrantKind.ASSIGNED, last_day=None)
    Promise.objects.filter(participant=participant_id).update(unassigned=~Exists(assigned))
