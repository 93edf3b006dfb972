"""All counts of one programme together, for one page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation import queries
from evaluation.counts import AlertTime, ChangeCount, ScoreCount, Version, WaitCount, WeekCount
from program import clock
from program.models import EnrolmentState, Program
from worksheets.measures.instrument import Instrument
from worksheets.measures.stored import ENGLISH, answered_as
from worksheets.queries import kept

STATES = dict(EnrolmentState.choices)


@dataclass(frozen=True)
class Counted:
    states: Mapping[str, int]
    begun: int
    weeks: Sequence[WeekCount]
    scores: Sequence[ScoreCount]
    instruments: Mapping[Version, Instrument]
    changes: Sequence[ChangeCount]
    waits: Sequence[WaitCount]
    alerts: Sequence[AlertTime]


def counted(program: Program) -> Counted:
    """Eight queries, whatever their number of people."""
    scores = queries.scores(program)
    instruments = _instruments({score.version for score in scores})
    return Counted(
        states=queries.states(program),
        begun=queries.begun(program),
        weeks=queries.weeks(program),
        scores=scores,
        instruments=instruments,
        changes=queries.changes(program, instruments),
        waits=queries.waits(program),
        alerts=queries.alerts(program, clock.today(program.zone)),
    )


def _instruments(versions: set[Version]) -> dict[Version, Instrument]:
    """Those that are known, in English, else in any language: a title and thresholds are all that is needed."""
    stored = kept({key for key, _version in versions})
    found = {version: answered_as(*version, ENGLISH, stored) for version in sorted(versions)}
    return {version: instrument for version, instrument in found.items() if instrument}
