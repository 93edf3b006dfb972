"""The open alerts as they stand above the inbox. One statement, the same for everybody who opens it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from program.choices import Severity
from program.models import Account, Alert, Participant
from program.prepared import Prepared, PreparedTogether
from therapist.alerts import OPEN, Watched, told_to
from therapist.queries import granted

# How many urgent ones are named.
NAMED = 5


@dataclass(frozen=True)
class Above:
    """The open alerts as they stand above the inbox: how many, the urgent ones by alias, and in which cases; True where
    one of a case is urgent."""

    number: int
    urgent: Sequence[Watched]
    cases: Mapping[UUID, bool]

    @property
    def named(self) -> Sequence[Watched]:
        return self.urgent[:NAMED]

    @property
    def more(self) -> int:
        return len(self.urgent) - len(self.named)


COLUMNS = ("id", "facts", "state", "participant_id", "participant__alias")
OF_ALL = Prepared(lambda: Alert.objects.filter(state__in=OPEN).values_list(*COLUMNS))
# Two parts along two indexes, not an OR, which would look at every open alert of the clinic.
OF_MINE = PreparedTogether(
    [
        lambda staff, today: Alert.objects.filter(participant__in=granted(staff, today), state__in=OPEN).values_list(
            *COLUMNS
        ),
        lambda staff, _today: Alert.objects.filter(pk__in=told_to(staff), state__in=OPEN).values_list(*COLUMNS),
    ],
    *(UUID, date),
)


def above(*, staff: Account, today: date, now: datetime) -> Above:
    """One query, the same for everybody who opens the inbox: its SQL is built once."""
    values = OF_ALL.rows() if staff.is_supervisor else OF_MINE.rows(staff.pk, today)
    found = [Watched(_light(*row), now) for row in {row[0]: row for row in values}.values()]
    urgent = [one for one in found if one.facts.severity == Severity.URGENT]
    pressing = {one.alert.participant_id for one in urgent}
    cases = {one.alert.participant_id: one.alert.participant_id in pressing for one in found}
    return Above(len(found), sorted(urgent, key=lambda one: one.order), cases)


def _light(row_id: UUID, facts: bytes, state: str, participant_id: UUID, alias: str) -> Alert:
    """An alert with as much as its line above the inbox needs."""
    return Alert(id=row_id, facts=facts, state=state, participant=Participant(account_id=participant_id, alias=alias))
