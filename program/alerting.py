"""What is known about an alert without reading anything: rule, severity, who is told and when. Values only, no rows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Self

from program.choices import Door, Duty, OutcomeKind, Severity
from program.models import Alert
from vault import sealing

# Somebody who is asked the short questions has this long before silence counts as urgent. Own choice.
GRADING_MINUTES = 10


@dataclass(frozen=True)
class Step:
    """Whom an alert goes to if nobody has acknowledged it after so many clock hours."""

    after_hours: int
    who: Duty


# Own choice, to be decided by each clinic in its rules.
DEFAULT_STEPS: Mapping[Severity, Sequence[Step]] = {
    Severity.URGENT: (Step(0, Duty.DUTY), Step(1, Duty.DEPUTY), Step(2, Duty.SUPERVISOR)),
    Severity.SOON: (Step(0, Duty.THERAPIST), Step(24, Duty.DUTY), Step(48, Duty.SUPERVISOR)),
    Severity.LOOK: (Step(120, Duty.SUPERVISOR),),
}
DEFAULT_HOURS: Mapping[Severity, int] = {Severity.URGENT: 2, Severity.SOON: 48, Severity.LOOK: 120}


@dataclass(frozen=True)
class Found:
    """What a rule found. `key` names the effect, so that it is raised once; `answer` says to the desk what was
    answered and why the rule looks at it, and is sealed.

    No `steps`: those of the severity. `grading`: short questions follow, and decide how urgent it is.
    """

    key: str
    rule: str
    version: int
    title: str
    severity: Severity
    door: Door
    source: str
    week: int | None = None
    steps: Sequence[Step] = ()
    within_hours: int | None = None
    grading: bool = False
    answer: str = field(default="", repr=False)


@dataclass(frozen=True)
class Facts:
    """What `Alert.facts` holds under the server key. `raised_at` and `act_by` are whole hours in UTC."""

    rule: str
    version: int
    title: str
    severity: Severity
    door: Door
    source: str
    week: int | None
    raised_at: datetime
    act_by: datetime
    grading: bool = False

    @property
    def unsaid_week(self) -> int | None:
        """The week, but where the source names it already."""
        return None if str(self.week) in self.source.split() else self.week

    @classmethod
    def of(cls, found: Found, now: datetime) -> Self:
        within = DEFAULT_HOURS[found.severity] if found.within_hours is None else found.within_hours
        return cls(
            rule=found.rule,
            version=found.version,
            title=found.title,
            severity=found.severity,
            door=found.door,
            source=found.source,
            week=found.week,
            raised_at=whole_hour(now),
            act_by=whole_hour(now) + timedelta(hours=within),
            grading=found.grading,
        )

    def graded(self, severity: Severity) -> Self:
        hours = timedelta(hours=DEFAULT_HOURS[severity])
        return replace(self, severity=severity, act_by=self.raised_at + hours, grading=False)


@dataclass(frozen=True)
class Outcome:
    """What `Alert.outcome` holds under the server key."""

    kind: OutcomeKind
    false_alarm: bool
    at: datetime


def facts_of(alert: Alert) -> Facts:
    """Needs no case key, only the server's. Raises SealBroken for a row that was altered."""
    stored = json.loads(sealing.unwrap_field(alert, "facts"))
    return Facts(
        **stored
        | {
            "severity": Severity(stored["severity"]),
            "door": Door(stored["door"]),
            "raised_at": datetime.fromisoformat(stored["raised_at"]),
            "act_by": datetime.fromisoformat(stored["act_by"]),
        }
    )


def outcome_of(alert: Alert) -> Outcome | None:
    """None until somebody acknowledged it."""
    if not alert.outcome:
        return None
    stored = json.loads(sealing.unwrap_field(alert, "outcome"))
    return Outcome(OutcomeKind(stored["kind"]), stored["false_alarm"], datetime.fromisoformat(stored["at"]))


def wrap(alert: Alert, name: str, value: Facts | Outcome) -> None:
    """Sets `alert.facts` or `alert.outcome`; the caller saves the row."""
    sealing.wrap_field(alert, name, json.dumps(asdict(value), default=_plain).encode())


def whole_hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _plain(value: Any) -> str:
    return str(value.isoformat()) if isinstance(value, datetime) else str(value)
