"""On each promise stands whether anybody has its case: true after whatever gives or takes one, whoever is quicker."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from program import clock, tasks
from program.actions import grants, staff
from program.models import CaseGrant, GrantKind, Promise, PromiseKind
from tests import people
from tests.people import Person
from tests.program.test_closing import close
from tests.program.test_cover import start
from tests.program.test_resting import BACK, quiet_for, signed_in
from tests.program.test_resting_at_once import at_once
from tests.therapist import desk
from therapist.filters import Filter
from therapist.promises import nobodys, statement

pytestmark = pytest.mark.django_db(transaction=True)


def agrees() -> bool:
    """The column with the grants, for every promise there is."""
    assigned = CaseGrant.objects.filter(participant=OuterRef("participant"), kind=GrantKind.ASSIGNED, last_day=None)
    rows = Promise.objects.annotate(is_held=Exists(assigned)).values_list("unassigned", "is_held")
    return all(unassigned != is_held for unassigned, is_held in rows)


def plan_of(sql: str, parameters: list[Any]) -> str:
    """How the database reads it; PostgreSQL counts its rows first."""
    how = "EXPLAIN"
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
        else:
            how = "EXPLAIN QUERY PLAN"
        cursor.execute(f"{how} {sql}", parameters)
        return str(cursor.fetchall())


def end_assigned(person: Person) -> None:
    for grant in CaseGrant.objects.filter(participant=person.account_id, kind=GrantKind.ASSIGNED):
        grants.end_grant(grant=grant, by="tests", today=clock.today())


def give(anna: Person, to: Person, stina: Person) -> None:
    grants.assign(
        participant=anna.participant, staff=to.account, by=stina.account, by_private=stina.private, today=clock.today()
    )


def ask_nobody(anna: Person) -> None:
    end_assigned(anna)
    desk.ask(anna)


Step = Callable[[Person, Person, Person, Person], object]
STEPS: dict[str, Step] = {
    "asked": lambda anna, _therese, _tom, _stina: desk.ask(anna),
    "given to another": lambda anna, _therese, tom, stina: give(anna, tom, stina),
    "covered": lambda _anna, therese, tom, _stina: start(therese, tom),
    "key lost": lambda _anna, therese, _tom, _stina: staff.reinvite(staff=therese.account, by="tests"),
    "suspended": lambda _anna, therese, _tom, _stina: staff.suspend(staff=therese.account, by="tests"),
    "asked of nobody": lambda anna, _therese, _tom, _stina: ask_nobody(anna),
    "closed": lambda anna, therese, _tom, _stina: close(anna, therese),
}


@pytest.mark.parametrize("step", STEPS)
def test_it_agrees_with_the_grants(step: str, anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    STEPS[step](anna, therese, tom, stina)
    assert agrees()
    end_assigned(anna)
    assert agrees()


def test_it_agrees_after_a_rest_and_the_way_back(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    quiet_for(anna, 28)
    tasks.watch_silence()
    assert agrees()
    signed_in(anna).post(BACK)
    people.send_worksheet(anna, 2)
    assert agrees()
    assert not nobodys().exists()


def test_a_promise_and_an_end_at_one_moment_miss_nothing(anna: Person, therese: Person) -> None:
    for _round in range(4):
        give_back = CaseGrant.objects.filter(participant=anna.account_id, kind=GrantKind.ASSIGNED)
        at_once(lambda: desk.ask(anna, text=uuid4().hex), lambda: end_assigned(anna))
        assert agrees()
        give_back.update(last_day=None, case_key=b"x")
        Promise.objects.filter(kind=PromiseKind.MESSAGE).delete()
        Promise.objects.update(unassigned=False)


@pytest.mark.parametrize("later", [False, True])
def test_the_list_of_them_reads_their_own_index(later: bool, anna: Person) -> None:
    """As the database says: of three thousand promises, those that somebody has are not looked at."""
    held = {"participant": anna.participant, "kind": PromiseKind.LETTER, "made_on": clock.today()}
    Promise.objects.bulk_create(Promise(**held, week=week, due_on=clock.today()) for week in range(100, 3100))
    shape = statement(Filter("unassigned"), later, 50)
    place = (clock.today() - timedelta(days=9), uuid4()) if later else ()
    sql, parameters = shape.written(anna.account_id, clock.today(), *place)
    assert "promise_nobodys" in plan_of(sql, parameters)
