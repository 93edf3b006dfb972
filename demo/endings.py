"""What days alone bring about: places that rest after long silence, and cases that close after the last letter."""

from program.actions import closing, silence


def let_days_tell() -> None:
    """The two sweeps, as a worker runs them each day."""
    silence.watch()
    closing.close_due()
