"""What has come due for a participant and may still stand still, since no worker ran: each room above says how it goes
on, and none knows another's.

A room has a module `arriving`, read when the service starts:

    @arrives
    def letters(participant: UUID, now: datetime) -> bool:
        ...
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

Arrival = Callable[[UUID, datetime], bool]
_ARRIVALS: list[Arrival] = []


def arrives(arrival: Arrival) -> Arrival:
    _ARRIVALS.append(arrival)
    return arrival


def let_arrive(*, participant: UUID, now: datetime) -> bool:
    """Whether anything has changed by it, so that what was read must be read again."""
    changed = [arrival(participant, now) for arrival in _ARRIVALS]
    return any(changed)
