"""The ways to an alert: whoever may read the case reads the answer; supervisors and whoever was told know of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.shortcuts import get_object_or_404

from program import clock
from program.access import Case, staff_with
from program.access import case as open_case
from program.http import StaffRequest
from program.models import Alert, Role
from therapist.access import clinical_staff
from therapist.alerts import Watched, visible
from therapist.queries import granted
from therapist.reading import read_alert


@dataclass(frozen=True)
class Opened:
    """An alert, and the case it is about; no case where somebody may know of the alert and cannot read the case."""

    alert: Alert
    case: Case | None

    @property
    def may_act(self) -> bool:
        """Nobody says what came of an answer that they have not read. One that a sweep raised has none."""
        return self.case is not None or not self.alert.answer


def alert(request: StaffRequest, alert_id: UUID) -> Opened:
    """404 for staff who have no grant in force for the case and were not told; not for supervisors, who know of all.

    Opening the case leaves an audit row.
    """
    clinical_staff(request)
    found = get_object_or_404(visible(request.user, clock.today()).defer(None), pk=alert_id)
    today = clock.today(found.participant.enrolment.program.zone)
    reads = granted(request.user.pk, today).filter(participant=found.participant_id).exists()
    return Opened(found, open_case(request, found.participant_id, once_a_day=True) if reads else None)


def answers(request: StaffRequest, found: Sequence[Watched]) -> list[Watched]:
    """The same, with the answer where the reader may read the case. Opening a case leaves an audit row, once a day."""
    cases = {one.alert.participant_id for one in found}
    mine = set(granted(request.user.pk, clock.today()).filter(participant__in=cases))
    keys = {case: open_case(request, case, once_a_day=True).key for case in sorted(mine)}
    sealed = Alert.objects.in_bulk([one.alert.pk for one in found if one.alert.participant_id in keys])
    return [
        replace(one, read=read_alert(keys[one.alert.participant_id], sealed[one.alert.pk]))
        if one.alert.pk in sealed
        else one
        for one in found
    ]


def reported(request: StaffRequest) -> None:
    """404 for everybody who does not answer for the rules: supervisors and the clinical lead do."""
    staff_with(request, Role.SUPERVISOR, Role.LEAD)
