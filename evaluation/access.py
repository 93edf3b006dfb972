"""The way to the figures: 404 for whoever has no business with them."""

from django.http import Http404

from program import access, clock
from program.audit.record import record
from program.http import StaffRequest
from program.models import Program, Role


def programs(request: StaffRequest) -> list[Program]:
    """Every programme, for supervisors, the clinical lead and researchers."""
    access.staff_with(request, Role.SUPERVISOR, Role.LEAD, Role.RESEARCHER)
    return access.programs()


def chosen(request: StaffRequest, slug: str) -> Program:
    """The named programme, or the first. Leaves an audit row, one a day."""
    found = next((program for program in programs(request) if slug in {"", program.slug}), None)
    if found is None:
        raise Http404
    record(verb="figures.read", by=request.user.pk, on=clock.today(found.zone), subject=found.pk, once_a_day=True)
    return found
