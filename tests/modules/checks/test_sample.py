"""The sample programme passes its own checks, in every language, in few statements and little time."""

from time import process_time

import pytest
from pytest_django import DjangoAssertNumQueries

from modules.checks.report import blocking, checked, of_programme
from modules.models import ModulePage, ProgrammePage
from worksheets.checks.finding import Level

pytestmark = pytest.mark.django_db


def test_no_false_alarm(page: ProgrammePage) -> None:
    found = [finding for spoken in of_programme(page) for seen in spoken.seen for finding in seen.found]
    assert [finding.what for finding in found] == ["Weeks without a published translation: 2, 3, 4, 5, 6, 7, 8, 9."]
    assert [finding.level for finding in found] == [Level.WARNING]
    assert blocking(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("drafts", [False, True])
def test_statements_do_not_grow_with_the_weeks(
    page: ProgrammePage, django_assert_num_queries: DjangoAssertNumQueries, drafts: bool
) -> None:
    with django_assert_num_queries(5):
        whole = of_programme(page, drafts=drafts)
    for week in ModulePage.objects.filter(number__gt=2):
        week.delete()
    with django_assert_num_queries(5):
        less = of_programme(page, drafts=drafts)
    assert len(whole[0].seen) > len(less[0].seen)


def test_eight_weeks_take_less_than_a_second(page: ProgrammePage) -> None:
    of_programme(page)
    before = process_time()
    of_programme(page)
    assert process_time() - before < 1


def test_nothing_is_asked_for_no_pages(django_assert_num_queries: DjangoAssertNumQueries, db: None) -> None:
    with django_assert_num_queries(1):
        assert checked([]) == []
