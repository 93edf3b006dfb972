"""The programme's clock. In the demo it can be moved forward; codes, sessions and the vault use real time."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def today(zone: ZoneInfo | None = None) -> date:
    """The programme's day in its time zone; never a participant's. The clinic's own where no programme is at hand."""
    return now().astimezone(zone or ZoneInfo(settings.CLINIC_TIME_ZONE)).date()


def now() -> datetime:
    """The programme's instant, for what is counted in hours: when an alert goes on to the next person."""
    return timezone.now() + timedelta(days=_days_ahead())


def forward(days: int) -> int:
    """Move the demo clock forward by whole days; returns how many it is ahead. Raises outside the demo or backwards."""
    if not settings.DEMO:
        raise RuntimeError("The clock can be moved in the demo only.")
    if days < 0:
        raise ValueError("The clock only goes forward.")
    ahead = _days_ahead() + days
    settings.DEMO_CLOCK_FILE.write_text(str(ahead))
    return ahead


def _days_ahead() -> int:
    if not settings.DEMO or not settings.DEMO_CLOCK_FILE.exists():
        return 0
    return int(settings.DEMO_CLOCK_FILE.read_text() or 0)
