"""What ends: places that rest after long silence, cases that close after the last letter, people who leave."""

from uuid import UUID

from program.actions import closing, leaving, silence
from program.journey import Journey


def let_days_tell() -> None:
    """The two sweeps, as a worker runs them each day."""
    silence.watch()
    closing.close_due()


def leave(journey: Journey, by: UUID) -> None:
    """By their own hand, as on the account page."""
    leaving.leave(journey=journey, by=by)
