"""Somebody of the demo says that they are under 18: supervisors find a checklist, a page tells what is next."""

from datetime import date

from program.actions import ages
from program.journey import read_journey
from program.models import Account, AccountKind, AgeCheck, CaseGrant, Enrolment, GrantKind
from program.models.accounts import name_index

WHO = "thorn-tower-35"


def say(*, today: date) -> None:
    """Marked by their therapist. Safe to run again."""
    account = Account.objects.filter(name_index=name_index(AccountKind.PARTICIPANT, WHO)).first()
    if account is None or AgeCheck.objects.exists():
        return
    held = CaseGrant.objects.in_force(today).filter(participant_id=account.pk, kind=GrantKind.ASSIGNED)
    grant = held.select_related("staff").first()
    if grant is not None:
        enrolment = Enrolment.objects.select_related("program", "participant").get(participant_id=account.pk)
        ages.tell(journey=read_journey(enrolment, today), by=grant.staff)
