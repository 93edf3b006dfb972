"""How often each rule raised an alert, and how often for nothing. Facts are under the server key: counted in memory."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from program.alerting import facts_of, outcome_of
from program.models import Alert, Program

# One page looks at so many alerts at most, the newest, and no further back than a year.
MOST = 5_000
LATELY = timedelta(days=365)


@dataclass
class Alarms:
    """Of one rule, all its versions together. `judged` were acknowledged: an open one may turn out to be either."""

    raised: int = 0
    judged: int = 0
    false: int = 0

    @property
    def share(self) -> int | None:
        """How many of a hundred that were judged were false alarms; None while nobody has judged one."""
        return round(100 * self.false / self.judged) if self.judged else None


def alarms_by_rule(program: Program, today: date) -> dict[str, Alarms]:
    """One statement. No case is named and no text is opened."""
    rows = Alert.objects.filter(participant__enrolment__program=program, raised_on__gt=today - LATELY)
    found: dict[str, Alarms] = defaultdict(Alarms)
    for alert in rows.defer("answer", "more", "note").order_by("-raised_on", "-id")[:MOST]:
        alarms, outcome = found[facts_of(alert).rule], outcome_of(alert)
        alarms.raised += 1
        if outcome is not None:
            alarms.judged += 1
            alarms.false += outcome.false_alarm
    return found
