"""Somebody in week 5 since the beginning who does not get better, for the pages that look at it."""

from datetime import timedelta

from program import clock
from program.actions import weeks
from program.actions.measures import settle
from program.models import Enrolment, Program
from tests import people
from tests.people import Person
from tests.therapist import crowd


def live(person: Person, *, sheets: int = 1, first: int = 14, newest: int = 14, sign_ins: int = 1) -> Person:
    """Began 30 days ago, with these GAD-7 totals then and lately, and sent so many worksheets."""
    with people.days_ago(30):
        people.begin(person)
        weeks.latch_opening(journey=person.journey, number=1)
    score(person, "baseline", 0, first, days=30)
    for number in range(1, sheets + 1):
        with people.days_ago(30 - 7 * number):
            people.send_worksheet(person, number)
    score(person, "weekly", 3, newest, days=2)
    for _again in range(sign_ins):
        weeks.count_sign_in(participant_id=person.account_id, today=clock.today())
    return person


def score(person: Person, point: str, week: int, total: float, *, days: int, instrument: str = "gad_7") -> None:
    """A total as answering leaves it, so many days ago."""
    settle(
        enrolment=person.enrolment,
        occurrence=(point, week, instrument),
        version="1",
        today=clock.today() - timedelta(days=days),
        by=person.account_id,
        total=total,
        complete=True,
    )


def many(number: int, program: Program, staff: Person, *, days: int = 40) -> list[Enrolment]:
    """As many people as asked for who began long ago and sent nothing, all with this therapist."""
    rows = crowd.participants(number, program, joined_on=clock.today() - timedelta(days=days))
    crowd.grant(rows, staff.account_id, first_day=clock.today() - timedelta(days=days))
    return list(Enrolment.objects.filter(participant__in=rows))
