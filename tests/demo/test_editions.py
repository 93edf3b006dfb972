"""The demo's sample lives: a fix, two arms, and a signed second edition for those who joined since; each once."""

from datetime import timedelta
from pathlib import Path

import pytest

from demo import editions
from demo.people import STAFF
from demo.reviews import member
from demo.seed import CONTENT
from demo.staffing import hire
from modules.models import EditionSignOff, EditionStep, ProgrammePage
from modules.unpublished import still_standing
from program import clock
from program.models import Edition, Fix
from tests import people
from tests.people import Person

STUDIO = {"Arne", "Pia", "Rikard"}


@pytest.mark.slow
@pytest.mark.django_db
def test_what_happened_to_the_sample_happened_once(anna: Person) -> None:
    for each in STAFF:
        if each.work_name in STUDIO:
            hire(each, recovery_key=None)
    today, page = clock.today(), ProgrammePage.objects.get(locale__language_code="en")
    editions.publish_first(Path(CONTENT), today=today)
    editions.catch_up(day=today - timedelta(days=30), today=today)
    assert (Edition.objects.count(), Fix.objects.count()) == (1, 0)
    for _start in range(2):
        editions.catch_up(day=today, today=today)
    fix = Fix.objects.get()
    assert not still_standing(page, fix)
    assert fix.request is not None
    assert {fix.made_by, str(fix.request.asked_by_id)} == {str(member(name).pk) for name in ("Arne", "Rikard")}
    second = Edition.objects.get(number=2)
    assert second.published_on == today - editions.SECOND_AGO
    assert {row.signed_on for row in EditionSignOff.objects.filter(edition=second)} == {second.published_on}
    evening = EditionStep.objects.get(edition=second, key="evening")
    assert evening.conditions["step"]["arm"] == editions.EVENINGS
    assert anna.enrolment.edition.number == 1
    newcomer = people.new_participant("birch-lake-55", page.program).enrolment
    assert newcomer.edition == second
    assert newcomer.arm is not None
