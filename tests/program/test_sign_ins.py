"""Sign-ins are counted by week; of their days the newest alone is kept, until the next."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import weeks
from program.models import AuditEvent, Enrolment, WeekFact
from tests import people
from tests.people import Person
from tests.therapist import desk

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


def test_one_day_of_it_is_kept_and_no_other(anna: Person) -> None:
    with people.days_ago(5):
        come_in(anna)
        earlier = clock.today()
    assert str(earlier) in days_stored(anna)
    come_in(anna)
    assert anna.enrolment.seen_on == clock.today()
    assert str(earlier) not in days_stored(anna)


def days_stored(person: Person) -> set[str]:
    """Every day in the rows that come with signing in."""
    rows = [
        *Enrolment.objects.filter(participant_id=person.account_id).values_list(),
        *WeekFact.objects.filter(enrolment=person.enrolment).values_list(),
        *AuditEvent.objects.filter(case=str(person.account_id)).values_list(),
        *AuditEvent.objects.filter(actor=str(person.account_id)).values_list(),
    ]
    return {str(cell) for row in rows for cell in row}


def test_it_leaves_no_line_in_the_log(anna: Person) -> None:
    events = AuditEvent.objects.count()
    come_in(anna)
    assert AuditEvent.objects.count() == events


def test_the_day_never_goes_back(anna: Person) -> None:
    weeks.seen(participant_id=anna.account_id, today=clock.today())
    weeks.seen(participant_id=anna.account_id, today=clock.today() - timedelta(days=2))
    assert anna.enrolment.seen_on == clock.today()


def test_joining_and_sending_move_it_too(sol: Person, anna: Person) -> None:
    assert sol.enrolment.seen_on == clock.today()
    assert anna.enrolment.seen_on == clock.today() - timedelta(days=6)
    desk.ask(anna)
    assert anna.enrolment.seen_on == clock.today()


def test_it_is_two_statements(anna: Person) -> None:
    with CaptureQueriesContext(connection) as counted:
        weeks.count_sign_in(participant_id=anna.account_id, today=clock.today())
    assert len(counted) == 2
    assert all(query["sql"].startswith("UPDATE") for query in counted.captured_queries)
