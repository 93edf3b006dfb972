"""Many cases at once, for lists. Their keys open nothing: a list that opened one would fail."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from program.models import (
    Account,
    AccountKind,
    CaseGrant,
    Consent,
    ConsentText,
    Edition,
    Enrolment,
    GrantKind,
    Participant,
    Program,
    Promise,
    PromiseKind,
)

NO_KEY = b"opens nothing"


def participants(number: int, program: Program, *, joined_on: date) -> list[Participant]:
    """As many as asked for, in week 1, with consent and enrolment but without a therapist."""
    edition = Edition.objects.filter(program=program).latest("number")
    consent = ConsentText.objects.filter(program=program).latest("version")
    accounts = Account.objects.bulk_create(
        Account(kind=AccountKind.PARTICIPANT, name_index=uuid4().hex) for _ in range(number)
    )
    found = Participant.objects.bulk_create(
        Participant(account=account, alias=f"Alias {account.pk.hex}", continent="europe", adult=True)
        for account in accounts
    )
    Consent.objects.bulk_create(Consent(participant=row, text=consent, given_on=joined_on) for row in found)
    Enrolment.objects.bulk_create(
        Enrolment(participant=row, program=program, edition=edition, state="active", started_on=joined_on)
        for row in found
    )
    return found


def grant(rows: list[Participant], staff: UUID, *, first_day: date, kind: str = GrantKind.ASSIGNED) -> None:
    CaseGrant.objects.bulk_create(
        CaseGrant(participant=row, staff_id=staff, kind=kind, first_day=first_day, case_key=NO_KEY) for row in rows
    )


def promise(rows: list[Participant], *, today: date, spread: int = 20) -> None:
    """One letter promised to each, due on days around today; several share a day."""
    Promise.objects.bulk_create(
        Promise(
            participant=row,
            kind=PromiseKind.LETTER,
            week=1 + place % 8,
            made_on=today - timedelta(days=spread),
            due_on=today + timedelta(days=place % spread - spread // 2),
        )
        for place, row in enumerate(rows)
    )


def waiting_for(staff: UUID, number: int, program: Program, *, today: date) -> list[Participant]:
    """People who wait for this therapist's letter."""
    rows = participants(number, program, joined_on=today - timedelta(days=30))
    grant(rows, staff, first_day=today - timedelta(days=30))
    promise(rows, today=today)
    return rows
