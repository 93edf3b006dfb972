"""A statement is built once, and reads what the queryset that it was written as would read."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db.models import QuerySet, Value
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from program.backends import VaultBackend
from program.models import Account, Enrolment, Participant, WeekFact
from program.prepared import Prepared, columns_of, objects_from
from tests.people import Person

pytestmark = pytest.mark.django_db


def facts(enrolment: UUID, number: int, day: date, said: str) -> QuerySet[WeekFact, Any]:
    found = WeekFact.objects.filter(enrolment_id=enrolment, number=number, opened_on__lte=day, number__lt=31)
    return found.annotate(said=Value(said), kind=Value("week")).values_list(
        *("id", "said", "kind", "opened_on", "enrolment__participant__adult")
    )


def test_it_reads_what_the_queryset_reads(anna: Person, sol: Person) -> None:
    prepared = Prepared(facts, UUID, int, date, str)
    seen = WeekFact.objects.get(enrolment=anna.enrolment, number=1)
    for values in (
        (seen.enrolment_id, 1, seen.opened_on, "a 100% fact"),
        (seen.enrolment_id, 1, seen.opened_on - timedelta(days=1), "too early"),
        (seen.enrolment_id, 2, seen.opened_on, "another week"),
        (sol.enrolment.pk, 1, seen.opened_on, "somebody else"),
        (seen.enrolment_id, 1, seen.opened_on, "again"),
    ):
        assert list(map(tuple, prepared.rows(*values))) == list(facts(*values))


def test_it_is_built_once_and_sends_one_statement(
    anna: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    built = []

    def build(pk: UUID) -> QuerySet[Account, Any]:
        built.append(pk)
        return Account.objects.filter(pk=pk).values_list("kind")

    prepared = Prepared(build, UUID)
    with django_assert_num_queries(2):
        assert prepared.first(anna.account_id) == ("participant",)
        assert prepared.first(uuid4()) is None
    assert len(built) == 1
    assert anna.account_id not in built


def test_objects_come_from_a_row_as_they_were_stored(anna: Person, therese: Person) -> None:
    prepared = Prepared(
        lambda pk: Account.objects.filter(pk=pk).values_list(
            *columns_of(Account),
            *columns_of(Participant, "participant__"),
            *columns_of(Enrolment, "participant__enrolment__"),
        ),
        UUID,
    )
    stored = Enrolment.objects.select_related("participant__account").get(participant_id=anna.account_id)
    row = prepared.first(anna.account_id)
    assert row is not None
    found = list(objects_from(row, Account, Participant, Enrolment))
    for read, other in zip(found, (stored.participant.account, stored.participant, stored), strict=True):
        assert {name: getattr(read, name) for name in columns_of(type(other))} == {
            name: getattr(other, name) for name in columns_of(type(other))
        }
        assert not read._state.adding
    row = prepared.first(therese.account_id)
    assert row is not None
    assert list(objects_from(row, Account, Participant, Enrolment))[1:] == [None, None]


def test_an_account_comes_with_its_enrolment(anna: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        account = VaultBackend().get_user(anna.account_id)
        assert account is not None
        assert account.participant.enrolment.program.slug == "eight-weeks"
        assert account.participant.account is account
    assert VaultBackend().get_user(uuid4()) is None
    Account.objects.filter(pk=anna.account_id).update(is_active=False)
    assert VaultBackend().get_user(anna.account_id) is None


def test_a_session_whose_time_is_over_is_none(anna: Person) -> None:
    assert anna.client.get("/home/").status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert anna.client.get("/home/").status_code == 302


def test_a_session_that_nobody_made_is_none(stranger: Client) -> None:
    stranger.cookies["__Host-wm-session"] = "made-up" * 5
    assert stranger.get("/home/").status_code == 302
