"""Nobody is given more than was agreed unless somebody says so: by the rule never, by a supervisor with a tick."""

import pytest

from program import clock
from program.actions import grants
from program.actions.caps import BeyondCap
from program.models import Account, CaseGrant, GrantKind, Program, Promise
from tests import people
from tests.people import Person

pytestmark = pytest.mark.django_db

UNASSIGNED, LATE = "/staff/unassigned/", "/staff/late/"
ASKED = "as many as were agreed. Nothing has been changed yet."


@pytest.fixture
def nora(programme: Program) -> Person:
    """Joined while nobody had room."""
    Program.objects.update(assignment="supervisor")
    return people.new_participant("silent-meadow-55", programme)


def cap(person: Person, cases: int) -> None:
    Account.objects.filter(pk=person.account_id).update(capacity=cases)


def has(person: Person, case: Person) -> bool:
    return (
        CaseGrant.objects.in_force(clock.today())
        .filter(staff=person.account_id, participant=case.account_id, kind=GrantKind.ASSIGNED)
        .exists()
    )


def give(person: Person, url: str, **fields: object) -> str:
    return person.client.post(url, fields, follow=True).content.decode()


def test_the_rule_never_goes_beyond_it(programme: Program, therese: Person) -> None:
    cap(therese, 1)
    first = people.new_participant("quiet-harbour-11", programme)
    second = people.new_participant("quiet-harbour-12", programme)
    assert has(therese, first)
    assert not has(therese, second)


def test_a_supervisor_is_asked_and_ticks(nora: Person, therese: Person, stina: Person) -> None:
    cap(therese, 0)
    fields = {"participant": nora.account_id, "therapist": therese.account_id}
    page = give(stina, UNASSIGNED, **fields)
    assert ASKED in page
    assert "Yes, beyond what was agreed" in page
    assert f'name="therapist" value="{therese.account_id}"' in page
    assert not has(therese, nora)
    assert "Therese carries 1 of 0 cases now" in give(stina, UNASSIGNED, **fields, beyond_cap="on")
    assert has(therese, nora)


def test_with_room_nobody_is_asked(nora: Person, therese: Person, stina: Person) -> None:
    cap(therese, 1)
    page = give(stina, UNASSIGNED, participant=nora.account_id, therapist=therese.account_id)
    assert ASKED not in page
    assert has(therese, nora)


def test_it_is_asked_on_the_page_of_what_is_late_too(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    with people.days_ago(30):
        Promise.objects.update(due_on=clock.today())
    cap(tom, 0)
    fields = {"participant": anna.account_id, "therapist": tom.account_id, "instead_of": therese.account_id}
    page = give(stina, LATE, **fields)
    assert ASKED in page
    assert f'name="instead_of" value="{therese.account_id}"' in page
    assert has(therese, anna)
    give(stina, LATE, **fields, beyond_cap="on")
    assert has(tom, anna)
    assert not has(therese, anna)


def test_a_case_that_is_theirs_already_is_no_new_load(anna: Person, therese: Person, stina: Person) -> None:
    cap(therese, 1)
    given = {"participant": anna.participant, "staff": therese.account, "by": stina.account}
    grants.assign(**given, by_private=stina.private, today=clock.today(), beyond_cap=False)  # type: ignore[arg-type]  # of several types
    assert has(therese, anna)


def test_the_last_place_goes_once(nora: Person, anna: Person, therese: Person, stina: Person) -> None:
    cap(therese, 1)
    with pytest.raises(BeyondCap):
        grants.assign(
            participant=nora.participant,
            staff=therese.account,
            by=stina.account,
            by_private=stina.private,
            today=clock.today(),
            beyond_cap=False,
        )
