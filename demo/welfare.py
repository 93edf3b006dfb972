"""The staff of the demo look after themselves and each other: a talk somebody would like to have, a mail once a day."""

from datetime import date

from demo import together
from program import clock
from program.actions import own_desk
from program.models import Account, AccountKind, Alert, AlertState, CaseGrant, GrantKind, Participant
from therapist.actions import welfare
from therapist.models import Debrief


def look_after_everybody(*, today: date) -> None:
    for therapist in Account.objects.filter(kind=AccountKind.STAFF, is_therapist=True).order_by("pk"):
        look_after(therapist, today=today)
    together.work_together(today=today, now=clock.now())


def look_after(therapist: Account, *, today: date) -> None:
    """Whoever answered an alert would like to talk about it; nothing where somebody asked already."""
    own_desk.set_daily_mail(account=therapist, wanted=True)
    if Debrief.objects.exists():
        return
    theirs = CaseGrant.objects.in_force(today).filter(staff=therapist, kind=GrantKind.ASSIGNED).values("participant")
    answered = Alert.objects.filter(state=AlertState.ACKNOWLEDGED, participant__in=theirs).values("participant")
    about = Participant.objects.filter(pk__in=answered).order_by("alias").first()
    if about is not None:
        welfare.ask_to_talk(participant=about, by=therapist, today=today)
