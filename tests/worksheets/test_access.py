"""Who gets which rows."""

from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import people
from tests.people import Person
from worksheets import access
from worksheets.actions.drafts import save_draft
from worksheets.models import WorksheetVersion


@pytest.fixture
def drafting(anna: Person, version: WorksheetVersion) -> None:
    """Anna has sent week 1 and is writing week 2."""
    save_draft(
        participant=anna.participant,
        version=version,
        week=2,
        key=anna.case_key,
        answers={"before_it": "Not for anybody"},
        base=0,
        form_key=uuid4(),
        by=anna.account_id,
    )


class OfAnna:
    """The little that `responses_for_case` asks of a case."""

    def __init__(self, anna: Person) -> None:
        self.participant = anna.participant


def test_a_case_shows_what_was_sent_and_never_a_draft(anna: Person, drafting: None) -> None:
    rows = access.responses_for_case(OfAnna(anna))  # type: ignore[arg-type]
    assert [(row.week, row.number) for row in rows] == [(1, 1)]


def test_a_case_is_read_in_one_query(
    anna: Person, drafting: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = OfAnna(anna)
    with django_assert_num_queries(1):
        assert [row.version.title for row in access.responses_for_case(case)]  # type: ignore[arg-type]


def test_the_newest_sent_response_of_a_week(anna: Person, drafting: None) -> None:
    found = access.submitted(anna.account_id, 1)
    assert found is not None
    assert found.number == 1
    assert access.submitted(anna.account_id, 2) is None
    assert access.submitted(uuid4(), 1) is None


def test_weeks_with_a_worksheet(anna: Person) -> None:
    assert access.weeks_with_worksheet(anna.enrolment.edition_id) == frozenset(range(1, 10))


def test_no_week_asks_nothing(anna: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert access.sent_in_weeks(anna.account_id, set()) == {}


def test_the_cast_sends_through_the_same_actions(anna: Person) -> None:
    assert people.send_worksheet(anna, 2).submitted_on is not None
