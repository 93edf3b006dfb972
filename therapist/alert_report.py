"""What the rules have raised, rule by rule: for whoever decides about them. No case is named, no text is opened.

Facts and outcomes stand under the server key, so they are counted in memory; the newest MOST alerts at the most.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from program.alerting import Facts, Outcome, facts_of, outcome_of
from program.models import Alert, AlertState
from therapist.hours import lasted

MOST = 20_000
MONTHS = 12


@dataclass(frozen=True)
class Line:
    """One version of one rule. Times are from the hour it was raised to the hour it was acknowledged."""

    rule: str
    version: int
    title: str
    raised: int
    open: int
    false_alarms: int
    hours: Sequence[float]

    @property
    def acknowledged(self) -> int:
        return len(self.hours)

    @property
    def median(self) -> str:
        return lasted(median(self.hours)) if self.hours else "–"

    @property
    def longest(self) -> str:
        return lasted(max(self.hours)) if self.hours else "–"

    @property
    def share(self) -> str:
        """Of those that somebody has judged: an open one may still turn out to be either."""
        return f"{round(100 * self.false_alarms / self.acknowledged)} %" if self.hours else "–"


@dataclass(frozen=True)
class Report:
    lines: Sequence[Line]
    counted: int
    is_cut: bool


def report(first: date, last: date) -> Report:
    """Every rule and version that raised something on these days, both included. One query."""
    found = Alert.objects.filter(raised_on__gte=first, raised_on__lte=last).defer("answer", "more", "note")
    alerts = list(found.order_by("-raised_on", "-id")[: MOST + 1])
    return Report(lines(alerts[:MOST]), len(alerts[:MOST]), len(alerts) > MOST)


def lines(alerts: Iterable[Alert]) -> list[Line]:
    """By rule, the newest version first."""
    by_version: dict[tuple[str, int], list[tuple[Alert, Facts, Outcome | None]]] = {}
    for alert in alerts:
        facts = facts_of(alert)
        by_version.setdefault((facts.rule, facts.version), []).append((alert, facts, outcome_of(alert)))
    return [_line(*key, by_version[key]) for key in sorted(by_version, key=lambda key: (key[0], -key[1]))]


def _line(rule: str, version: int, found: Sequence[tuple[Alert, Facts, Outcome | None]]) -> Line:
    judged = [(facts, outcome) for _alert, facts, outcome in found if outcome is not None]
    return Line(
        rule=rule,
        version=version,
        title=found[0][1].title,
        raised=len(found),
        open=sum(alert.state in {AlertState.RAISED, AlertState.SEEN} for alert, _facts, _outcome in found),
        false_alarms=sum(outcome.false_alarm for _facts, outcome in judged),
        hours=[(outcome.at - facts.raised_at).total_seconds() / 3600 for facts, outcome in judged],
    )


def months(today: date) -> list[date]:
    """The first days of this month and of those before it, the oldest first: a year, the month of today included."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS:
        found.insert(0, (found[0] - timedelta(days=1)).replace(day=1))
    return found


def last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
