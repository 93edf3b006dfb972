"""The demo has somebody who said that they are under 18."""

import pytest

from demo import young
from demo.people import PARTICIPANTS
from demo.seed import Life
from program import clock
from program.models import AgeCheck, Program
from tests.people import Person


@pytest.mark.django_db
def test_somebody_said_so_and_it_is_marked_once(programme: Program, therese: Person) -> None:
    number, person = next((number, one) for number, one in enumerate(PARTICIPANTS) if one.name == young.WHO)
    young.say(today=clock.today())
    assert not AgeCheck.objects.exists()
    Life(person, number).live()
    for _twice in range(2):
        young.say(today=clock.today())
    assert AgeCheck.objects.get().told_by_id == therese.account_id
