"""Keyset pages: whoever follows the links meets every row exactly once, in order, however the days fall together."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db.models import QuerySet
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from program import clock
from program.models import Consent, Participant, Program, Promise
from tests.people import Person
from tests.therapist import crowd
from tests.tries import at_most
from therapist import caseload as cases
from therapist import inbox, queries

FEW = at_most(25, suppress=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def waiters(therese: Person, programme: Program) -> list[Participant]:
    return crowd.waiting_for(therese.account_id, 23, programme, today=clock.today())


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    long_as(4, monkeypatch)


def long_as(page: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of so many rows."""
    monkeypatch.setattr(queries, "PAGE", page)
    monkeypatch.setattr(inbox, "PAGE", page)
    monkeypatch.setattr(cases, "PAGE", page)


@FEW
@given(days=st.lists(st.integers(-3, 3), min_size=23, max_size=23), page=st.integers(1, 9))
def test_every_promise_is_met_once(
    days: list[int], page: int, waiters: list[Participant], therese: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_as(page, monkeypatch)
    rows = list(Promise.objects.order_by("id"))
    for row, day in zip(rows, days, strict=True):
        row.due_on = clock.today() + timedelta(days=day)
    Promise.objects.bulk_update(rows, ["due_on"])
    met: list[UUID] = []
    after = ""
    while True:
        found = inbox.inbox(staff=therese.account_id, today=clock.today(), now=clock.now(), after=after)
        met += [row.id for row in found.rows]
        after = found.after
        if not after:
            break
    assert met == [row.pk for row in sorted(rows, key=lambda row: (row.due_on, row.pk))]


def test_every_case_is_met_once(waiters: list[Participant], therese: Person) -> None:
    met: list[str] = []
    after = ""
    while True:
        found = cases.caseload(staff=therese.account_id, today=clock.today(), after=after)
        met += [row.participant.alias for row in found.rows]
        after = found.after
        if not after:
            break
    assert met == sorted(row.alias for row in waiters)


@pytest.mark.slow
@FEW
@given(days=st.lists(st.integers(0, 3), min_size=11, max_size=11))
def test_everybody_without_a_therapist_is_met_once(days: list[int], programme: Program) -> None:
    Participant.objects.all().delete()
    rows = crowd.participants(11, programme, joined_on=clock.today())
    for row, day in zip(rows, days, strict=True):
        QuerySet(Consent).filter(participant=row).update(given_on=clock.today() - timedelta(days=day))
    met: list[UUID] = []
    after = ""
    while True:
        found = queries.unassigned(today=clock.today(), after=after)
        met += [row.participant for row in found.rows]
        after = found.after
        if not after:
            break
    waited = dict(zip((row.pk for row in rows), days, strict=True))
    assert met == sorted(waited, key=lambda pk: (-waited[pk], pk))


def test_a_row_that_goes_away_between_two_pages_hides_nobody(waiters: list[Participant], therese: Person) -> None:
    first = inbox.inbox(staff=therese.account_id, today=clock.today(), now=clock.now())
    Promise.objects.filter(pk=first.rows[-1].id).update(kept_on=clock.today())
    second = inbox.inbox(staff=therese.account_id, today=clock.today(), now=clock.now(), after=first.after)
    assert not {row.id for row in first.rows} & {row.id for row in second.rows}
    left = Promise.objects.filter(kept_on=None).order_by("due_on", "id").values_list("id", flat=True)
    assert [row.id for row in second.rows] == list(left[3:7])


def test_a_link_to_a_case_that_is_gone_shows_nothing_wrong(waiters: list[Participant], therese: Person) -> None:
    found = cases.caseload(staff=therese.account_id, today=clock.today(), after=str(uuid4()))
    assert found.after == ""
