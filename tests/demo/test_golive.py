"""The demo's go-live list: signed as a demo by its clinical lead, once, with a rota for the coming year."""

from datetime import timedelta

import pytest

from demo import golive, staffing
from demo.people import STAFF
from program import admission, clock, duty
from program.go_live import Admission
from program.models import CrisisLine, DutyShift, Program, Signature
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def bare(programme: Program) -> Program:
    """As it is right after the import, with the demo's staff hired."""
    Signature.objects.filter(program=programme).delete()
    DutyShift.objects.all().delete()
    CrisisLine.objects.update(tested_on=None, tested_by=None)
    for member in STAFF:
        staffing.hire(member, people.recovery_keys[-1])
    return programme


def test_it_opens_joining_and_says_that_it_is_a_demo(bare: Program) -> None:
    assert admission.admission_to(bare) == Admission.CLOSED
    golive.decide(bare, today=clock.today(bare.zone))
    assert admission.admission_to(bare) == Admission.OPEN
    for signature in Signature.objects.filter(program=bare).select_related("signed_by"):
        assert signature.words.startswith("A demo:")
        assert signature.signed_by.work_name == "Lena"


def test_somebody_is_on_duty_all_year(bare: Program) -> None:
    today = clock.today(bare.zone)
    golive.decide(bare, today=today)
    for ahead in (0, 100, 300):
        shift = duty.on_duty(bare, today + timedelta(days=ahead))
        assert shift is not None
        assert (shift.clinician.work_name, shift.deputy and shift.deputy.work_name) == ("Therese", "Stina")


def test_deciding_twice_signs_nothing_anew(bare: Program) -> None:
    today = clock.today(bare.zone)
    golive.decide(bare, today=today)
    before = Signature.objects.count(), DutyShift.objects.count()
    golive.decide(bare, today=today)
    assert (Signature.objects.count(), DutyShift.objects.count()) == before
