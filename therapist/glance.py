"""What a therapist should have in sight while writing: where somebody stands, how they are, what presses, what was
written last."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from program import clock
from program.access import Case
from program.journey import Journey
from program.models import WeekKind
from therapist import alerts, progress
from therapist.alerts import Watched
from therapist.models import Letter
from therapist.progress import Prospect
from therapist.reading import ReadLetter, read_letter
from worksheets.access import answered_measures, measure_histories
from worksheets.measures.brief import Brief, briefs

LETTERS = 3


@dataclass(frozen=True)
class Glance:
    """`prospect` is there only where somebody is marked as unlikely to benefit; the newest letter comes first."""

    where: str
    measures: Sequence[Brief]
    alerts: Sequence[Watched]
    prospect: Prospect | None
    letters: Sequence[ReadLetter]

    @property
    def has_flags(self) -> bool:
        return bool(self.alerts or self.prospect)


def at_a_glance(case: Case, letters: Sequence[ReadLetter]) -> Glance:
    """Three statements: totals, alerts, and the thresholds of the rule. `letters` are the last ones sent."""
    journey = case.journey
    found = measure_histories(journey, answered_measures(journey))
    prospect = progress.prospect(journey, found)
    return Glance(
        where=_where(journey),
        measures=briefs(found),
        alerts=[one for one in alerts.of_case(case.participant.pk, now=clock.now()) if one.alert.is_open],
        prospect=prospect if prospect is not None and prospect.verdict.unlikely else None,
        letters=letters[:LETTERS],
    )


def last_letters(case: Case) -> list[ReadLetter]:
    """For a page that has not read them yet. One statement."""
    sent = Letter.objects.filter(participant=case.participant, sent_on__isnull=False).select_related("author")
    return [read_letter(case.key, letter) for letter in sent.order_by("-sent_on", "-week")[:LETTERS]]


def _where(journey: Journey) -> str:
    """The newest week in words; empty before the beginning."""
    newest = journey.week(journey.current.number) if journey.current else None
    if newest is None:
        return ""
    if newest.kind != WeekKind.WEEK:
        return _("Follow-up") if newest.kind == WeekKind.FOLLOW_UP else _("Extra week")
    weeks = sum(week.kind == WeekKind.WEEK for week in journey.weeks)
    return _("Week %(week)s of %(weeks)s") % {"week": newest.number, "weeks": weeks}
