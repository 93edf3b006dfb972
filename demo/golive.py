"""What a clinic decides before anybody joins, decided for the demo: signed as a demo, by Lena, for a demo."""

from datetime import date, timedelta

from demo.people import STAFF
from program import admission
from program.actions import duty, go_live, lines
from program.go_live import CAPACITY, CONSENT, CRISIS, DANGER, DUTY, LAW
from program.models import Account, CrisisLine, DutyShift, Program, Role
from program.models.accounts import name_index

BEFORE, AFTER = timedelta(days=150), timedelta(days=365)
PLACES = 40

DECIDED = {
    LAW: "A demo: no real clinic runs this, and nobody was asked. A clinic names here its country's law, what its "
    "staff must report and may report, and who was asked about it.",
    DANGER: "A demo: nobody reads this at any hour. A clinic writes here what the duty clinician does within the first "
    "hour, where a child can be identified and where nobody can.",
    DUTY: "A demo: Therese is on the rota all year, Stina stands in. A clinic names its hours and its people.",
    CRISIS: "A demo: nobody rang these numbers. They are marked as tested so that the pages can be seen.",
    CAPACITY: "A demo: forty places, for two therapists who do not exist.",
    CONSENT: "A demo: the sample text, which a clinic must revise under its own law.",
}


def decide(program: Program, *, today: date) -> None:
    """Signs what does not stand already, so that it is safe to run again."""
    lead = _member(Role.LEAD.name)
    _name_duty(program, lead, today)
    for row in CrisisLine.objects.filter(program=program, is_active=True, tested_on=None):
        lines.mark_tested(line=row, number=row.number, by=lead.pk, today=today)
    for standing in admission.standings(program, today):
        if not standing.holds:
            go_live.sign(
                program=program,
                line=standing.line,
                words=DECIDED[standing.line],
                until=today + AFTER,
                by=lead,
                today=today,
                places=PLACES if standing.line == CAPACITY else None,
            )


def _name_duty(program: Program, lead: Account, today: date) -> None:
    if not DutyShift.objects.filter(program=program, last_day__gte=today).exists():
        duty.set_shift(
            program=program,
            first_day=today - BEFORE,
            last_day=today + AFTER,
            clinician=_member(Role.THERAPIST.name),
            deputy=_member(Role.SUPERVISOR.name),
            by=lead,
        )


def _member(role: str) -> Account:
    found = next(member for member in STAFF if role in member.roles)
    return Account.objects.get(name_index=name_index("staff", found.email))
