"""Sign-ins are counted by week, and nothing more is kept of them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program.actions import weeks
from program.models import AuditEvent, WeekFact
from tests.people import Person

pytestmark = pytest.mark.django_db


def come_in(person: Person, passphrase: str | None = None) -> None:
    Client().post("/sign-in/", {"name": person.name, "passphrase": passphrase or person.secret})


def counts(person: Person) -> dict[int, int]:
    return dict(WeekFact.objects.filter(enrolment=person.enrolment).values_list("number", "sign_ins"))


def test_each_sign_in_counts_for_the_newest_week_that_was_visited(anna: Person) -> None:
    come_in(anna)
    come_in(anna)
    assert counts(anna) == {1: 2}
    anna.client.get("/week/2/")
    come_in(anna)
    assert counts(anna) == {1: 3, 2: 1}


def test_a_wrong_passphrase_counts_for_nothing(anna: Person) -> None:
    come_in(anna, "not the right words")
    assert counts(anna) == {1: 0}


def test_coming_back_with_the_recovery_code_counts_too(anna: Person) -> None:
    Client().post("/recover/", {"name": anna.name, "code": anna.recovery_code})
    assert counts(anna) == {1: 1}


def test_before_the_first_week_there_is_nothing_to_count(sol: Person) -> None:
    come_in(sol)
    assert counts(sol) == {}


def test_nobody_elses_weeks_are_counted(anna: Person, sol: Person) -> None:
    come_in(sol)
    assert counts(anna) == {1: 0}


def test_no_day_of_it_is_kept(anna: Person) -> None:
    before = list(WeekFact.objects.values("opened_on", "submitted_on", "letter_on"))
    events = AuditEvent.objects.count()
    come_in(anna)
    assert list(WeekFact.objects.values("opened_on", "submitted_on", "letter_on")) == before
    assert AuditEvent.objects.count() == events


def test_it_is_one_statement(anna: Person) -> None:
    with CaptureQueriesContext(connection) as counted:
        weeks.count_sign_in(participant_id=anna.account_id)
    assert len(counted) == 1
    assert counted.captured_queries[0]["sql"].startswith("UPDATE")
