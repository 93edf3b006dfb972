"""The demo's checklist: laid once, and left alone when the demo is started again."""

import pytest

from demo import quality
from program import clock
from program.models import Program
from tests.people import Person
from therapist.models import Checklist


@pytest.mark.django_db
def test_the_checklist_is_laid_once(programme: Program, stina: Person) -> None:
    for _start in range(2):
        quality.lay_checklist(stina.account, today=clock.today())
    row = Checklist.objects.get()
    assert (row.program, tuple(row.lines), row.required) == (programme, quality.CHECKLIST, False)
