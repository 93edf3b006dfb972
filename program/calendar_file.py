"""A neutral calendar file with the days on which weeks open, for whoever wants no mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from program.journey import Journey
from program.schedule import active_days_later
from vault import keyfile

FILE_NAME = "reading.ics"


@dataclass(frozen=True)
class Opening:
    number: int
    day: date


def openings(journey: Journey) -> list[Opening]:
    """The days to come. Where a week waits for something, the day on which it opens if nothing makes it later."""
    found, before = [], None
    for state, week in zip(journey.states, journey.weeks, strict=True):
        day = state.opens_on
        if day is None and before is not None:
            opened, length = before
            day = active_days_later(opened, length + week.after_days, journey.pauses_of_schedule)
        if day is None:
            break
        before = day, week.length_days
        if day > journey.today:
            found.append(Opening(week.number, day))
    return found


def calendar(days: Sequence[Opening], *, owner: str, words: str, today: date) -> str:
    """All-day events with one word and nothing else: no place, no address, no alarm. The same week has the same id, so
    that a newer file moves what an older one brought."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Calendar//Calendar//EN", "CALSCALE:GREGORIAN"]
    for opening in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{keyfile.index('calendar', f'{owner} {opening.number}')[:32]}",
            f"DTSTAMP:{today:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{opening.day:%Y%m%d}",
            f"SUMMARY:{_escaped(words)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text
