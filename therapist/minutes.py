"""Minutes of writing: heard from the composer's own requests, and shown to the one who wrote.

Others see one figure for the whole team. Nobody's minutes are set beside anybody else's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from therapist.models import WritingTime
from therapist.timing import Heard, Open
from vault import keyfile

WEEK = timedelta(days=7)
SHOWN_WEEKS = 2
MOST = 200
SESSION_KEY = "composer"


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def known(request: HttpRequest) -> Open | None:
    """What the session remembers of the page that spoke last. It ends with the session, and no row outlives that."""
    kept = request.session.get(SESSION_KEY)
    return Open(*kept) if kept else None


def remember(request: HttpRequest, now_known: Open) -> None:
    """The case stands there as a keyed hash of this day: enough to know it again, and nothing for whoever reads it."""
    kept = [now_known.case, now_known.at, now_known.owed, now_known.silent]
    if kept != request.session.get(SESSION_KEY):
        request.session[SESSION_KEY] = kept


def named(participant: UUID) -> str:
    now = timezone.now()
    return keyfile.daily_index("composer", str(participant), now.date())[:16]


def now() -> int:
    """Real time, whatever the programme's clock says."""
    return int(timezone.now().timestamp())


def what(request: HttpRequest) -> Heard:
    if request.method != "POST":
        return Heard.OPENED
    return Heard.SAVED if "autosave" in request.POST else Heard.PRESSED


@dataclass(frozen=True)
class Line:
    """One case of one week, for the one who wrote."""

    id: int
    alias: str
    week_on: date
    counted: int
    corrected: int | None

    @property
    def name(self) -> str:
        """Of its box in the form."""
        return f"minutes-{self.id}"


def mine(staff: UUID, today: date) -> list[Line]:
    """This week and the last one. One statement."""
    since = monday(today) - (SHOWN_WEEKS - 1) * WEEK
    rows = WritingTime.objects.filter(staff=staff, week_on__gte=since).order_by("-week_on", "participant__alias")
    columns = ("pk", "participant__alias", "week_on", "minutes", "corrected")
    return [Line(*row) for row in rows.values_list(*columns)[:MOST]]


@dataclass(frozen=True)
class TeamWeek:
    """All minutes of one week over everybody who was written to. None where they were too few to be shown."""

    week_on: date
    people: int | None
    mean: int | None


def team(today: date, weeks: int, smallest: int) -> Sequence[TeamWeek]:
    """Minutes for each participant who was written to, in the weeks that are over, the newest first. One statement."""
    this = monday(today)
    rows = (
        WritingTime.objects.filter(week_on__gte=this - weeks * WEEK, week_on__lt=this)
        .values_list("week_on")
        .annotate(people=Count("participant", distinct=True), minutes=Sum(Coalesce("corrected", "minutes")))
        .order_by()
    )
    found = {week_on: (people, minutes) for week_on, people, minutes in rows}
    return [_week(this - back * WEEK, *found.get(this - back * WEEK, (0, 0)), smallest) for back in range(1, weeks + 1)]


def _week(week_on: date, people: int, minutes: int, smallest: int) -> TeamWeek:
    if people < smallest:
        return TeamWeek(week_on, None if people else 0, None)
    return TeamWeek(week_on, people, round(minutes / people))
