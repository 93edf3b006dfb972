"""In the demo one reads a colleague's letter, one answers for another, and a case was handed over: each once."""

from datetime import timedelta

import pytest

from demo import together
from demo.people import PARTICIPANTS, STAFF
from demo.seed import Life
from demo.staffing import hire
from program import clock
from program.actions.cover import Days, start_cover
from program.models import Account, CaseGrant, GrantKind, Program, Promise
from therapist.models import HandOver, Letter, LetterState, SecondReading


@pytest.mark.django_db
def test_each_is_there_once(programme: Program) -> None:
    for member in STAFF[:3]:
        hire(member, recovery_key=None)
    for number, person in enumerate(PARTICIPANTS):
        if person.name in {together.READ, together.GIVEN}:
            Life(person, number).live()
    today = clock.today()
    therapist = CaseGrant.objects.filter(kind=GrantKind.ASSIGNED).values_list("staff", flat=True)[0]
    absent = Account.objects.get(pk=therapist)
    colleague = Account.objects.exclude(pk=absent.pk).get(is_therapist=True)
    start_cover(
        therapist=absent,
        colleague=colleague,
        days=Days(today, today + timedelta(days=3)),
        by=absent,
        by_private=together.private_of(absent),
        today=today,
    )
    for _start in range(2):
        together.work_together(today=today, now=clock.now())
    reading = SecondReading.objects.get()
    assert (reading.letter.author, reading.reader.work_name) == (absent, "Stina")
    assert Letter.objects.get(state=LetterState.ASKED).week == together.READ_WEEK
    given = HandOver.objects.get()
    assert (given.given_by, given.taken_by) == (absent, colleague)
    assert Promise.objects.get(claimed_until__gt=clock.now()).claimed_by == colleague
