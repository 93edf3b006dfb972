"""Who hands a case over, and what was said when it was."""

from uuid import UUID

from django.http import Http404

from program import clock
from program.access import Case
from program.http import StaffRequest
from program.models import CaseGrant, EnrolmentState, GrantKind
from therapist.access import clinical_staff
from therapist.actions.handing_over import handed_over
from therapist.models import HandOver
from therapist.paging import uuid_in


def may_hand_over(request: StaffRequest, case: Case) -> bool:
    """The therapist in hand and supervisors, while somebody works on the case: not whoever covers."""
    rests = case.enrolment.state in {EnrolmentState.RESTING, EnrolmentState.CLOSED}
    return not rests and (case.grant.kind == GrantKind.ASSIGNED or request.user.is_supervisor)


def hands_over(request: StaffRequest, case: Case) -> None:
    if not may_hand_over(request, case):
        raise Http404


def in_hand(request: StaffRequest, participant_id: UUID) -> None:
    """404, with nothing opened or written down, for whoever reads the case and does not have it in hand."""
    clinical_staff(request)
    grants = CaseGrant.objects.in_force(clock.today()).filter(staff=request.user, participant=participant_id)
    kinds = set(grants.values_list("kind", flat=True))
    if kinds and GrantKind.ASSIGNED not in kinds and not request.user.is_supervisor:
        raise Http404


def holder(case: Case) -> UUID | None:
    """Whoever the case is assigned to today."""
    assigned = CaseGrant.objects.in_force(clock.today()).filter(participant=case.participant, kind=GrantKind.ASSIGNED)
    return assigned.values_list("staff_id", flat=True).first()


def has_handed_over(request: StaffRequest, participant_id: UUID) -> bool:
    """Whether the posted form has given the case away already: a second click, which cannot open it any more."""
    form_key = uuid_in(request.POST.get("form_key", ""))
    by = request.user.pk
    return form_key is not None and handed_over(participant_id=participant_id, form_key=form_key, by=by)


def newest_hand_over(case: Case) -> HandOver | None:
    rows = HandOver.objects.filter(participant=case.participant).select_related("given_by", "taken_by")
    return rows.order_by("-on_day", "-pk").first()
