"""What people of the demo keep is there to be kept: their weeks, the steps, and an exercise beside every note."""

import pytest

from demo.keepsakes import KEPT
from demo.people import PARTICIPANTS
from modules.notes import count
from modules.queries import edition_steps
from program.models import Edition, Program

pytestmark = pytest.mark.django_db


def test_it_is_all_in_the_programme(programme: Program) -> None:
    edition = Edition.objects.filter(program=programme, language="en").latest("number")
    weeks = {stage.name: stage.weeks + 1 for stage in PARTICIPANTS}
    for name, kept in KEPT.items():
        for week, number, note in kept:
            assert week <= weeks[name], (name, week)
            step = edition_steps(edition.pk, week)[number - 1]
            assert count(step.html) or not note, (name, week, number)
