"""A kept connection to PostgreSQL: a lost one is noticed before a request uses it. SQLite has none to lose."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from program.models import Account
from program.prepared import Prepared
from tests.people import Person

OFTEN = 8
KIND = Prepared(lambda pk: Account.objects.filter(pk=pk, is_active=True).values_list("kind", "pk"), UUID)


def end_this_connection() -> None:
    """As a server does that is restarted."""
    ended: Any = connection.copy()
    connection.ensure_connection()
    with ended.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])
    ended.close()


@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_is_noticed_and_a_sound_one_kept() -> None:
    connection.ensure_connection()
    assert connection.is_usable()
    if connection.vendor == "postgresql":
        end_this_connection()
        assert not connection.is_usable()
        connection.close()
        assert Account.objects.filter(kind="nobody").count() == 0


@pytest.mark.django_db(transaction=True)
def test_after_an_error_the_server_is_asked() -> None:
    connection.ensure_connection()
    connection.errors_occurred = True
    assert connection.is_usable()
    connection.errors_occurred = False


def test_a_statement_that_is_sent_often_says_the_same_and_can_be_read(anna: Person) -> None:
    """PostgreSQL plans it once from the fifth time on."""
    with CaptureQueriesContext(connection) as captured:
        found = [tuple(KIND.rows(anna.account_id)[0]) for _time in range(OFTEN)]
    assert found == [("participant", anna.account_id)] * OFTEN
    assert len(captured) == OFTEN
    assert all("program_account" in statement["sql"] for statement in captured)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%program_account%'")
            assert cursor.fetchone() == (1,)
