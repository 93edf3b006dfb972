"""The demo's studio has an urgent fix that waits for its clinical reviewer."""

import pytest

from demo import fixes
from demo.people import STAFF
from demo.staffing import hire
from program import clock
from program.models import FixRequest
from tests.people import Person


@pytest.mark.slow
@pytest.mark.django_db
def test_one_fix_waits_for_rikard(anna: Person) -> None:
    for member in STAFF:
        if member.work_name in {"Pia", "Rikard"}:
            hire(member, recovery_key=None)
    for _start in range(2):
        fixes.leave_one_waiting(today=clock.today())
    asked = FixRequest.objects.get()
    assert asked.is_waiting
    assert asked.asked_by.work_name == "Pia"
