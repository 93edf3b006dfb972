"""The same button pressed at one moment, and the last place that two people would get: each in a thread of its own."""

from contextlib import suppress

import pytest

from program import clock
from program.actions import grants
from program.actions.caps import BeyondCap
from program.models import Account, AuditEvent, CaseGrant, GrantKind, Program
from tests import people
from tests.people import Person
from tests.therapist.test_at_once import all_at_once
from therapist.actions import welfare
from therapist.models import Debrief

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_talk_is_asked_for_once_and_marked_once(anna: Person, therese: Person, stina: Person) -> None:
    today = clock.today()
    all_at_once(lambda _number: welfare.ask_to_talk(participant=anna.participant, by=therese.account, today=today))
    row = Debrief.objects.get()
    all_at_once(lambda _number: welfare.talked(debrief=row, day=today, by=stina.account, today=today))
    verbs = AuditEvent.objects.filter(verb__startswith="debrief.").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["debrief.asked", "debrief.talked"]


def test_the_last_place_that_was_agreed_goes_to_one(programme: Program, therese: Person, stina: Person) -> None:
    Program.objects.update(assignment="supervisor")
    programme.refresh_from_db()
    newcomers = [people.new_participant(f"silent-meadow-{number}", programme) for number in (55, 56)]
    Account.objects.filter(pk=therese.account_id).update(capacity=1)
    participants, by, private = [each.participant for each in newcomers], stina.account, stina.private

    def give(number: int) -> None:
        with suppress(BeyondCap):
            grants.assign(
                participant=participants[number % 2],
                staff=therese.account,
                by=by,
                by_private=private,
                today=clock.today(),
                beyond_cap=False,
            )

    all_at_once(give)
    assert CaseGrant.objects.filter(staff=therese.account_id, kind=GrantKind.ASSIGNED).count() == 1
