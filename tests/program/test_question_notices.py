"""Questions that wait are told once for each point and week, and no longer once they were answered or are over."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from program import clock, tasks
from program.actions import outbox, weeks
from program.actions.measures import questions_key
from program.models import Enrolment, EnrolmentState, Notice, NoticeKind, OutboxKind, OutboxRow, Promise
from tests import people
from tests.people import Person
from tests.worksheets.measuring import answer_all
from worksheets.access import measures_of
from worksheets.actions.measures import skip_measure

REMINDED = "Some short questions are waiting: about 4 minutes. You can skip them."


def sweep() -> None:
    tasks.plan_notices()
    tasks.deliver_outbox()


def told(person: Person) -> list[tuple[int | None, bool]]:
    """The weeks whose questions were told, and whether that is read."""
    notices = Notice.objects.filter(account_id=person.account_id, kind=NoticeKind.QUESTIONS)
    return list(notices.order_by("on_day").values_list("week", "read"))


def lines(person: Person) -> list[str]:
    """The lines on home that lead to questions."""
    html = " ".join(person.client.get("/home/").content.decode().split())
    return [part.split("</a>")[0].strip() for part in html.split('<a href="/questions/">')[1:]]


def test_questions_are_told_once(anna: Person) -> None:
    for _ in range(3):
        sweep()
    assert told(anna) == [(2, False)]
    notice = Notice.objects.get(account_id=anna.account_id, kind=NoticeKind.QUESTIONS)
    assert notice.key == questions_key(anna.enrolment.pk, "weekly", 2)
    opened = anna.journey.state(2)
    assert opened is not None
    assert notice.on_day == opened.opens_on


def test_home_has_one_line_before_and_after_it_is_told(anna: Person) -> None:
    assert lines(anna) == ["A few questions about how you are. About 4 minutes. You can skip them."]
    sweep()
    assert lines(anna) == [REMINDED]


def test_it_is_read_with_the_last_page(anna: Person) -> None:
    sweep()
    first, *_others = measures_of(anna.journey).due
    skip_measure(journey=anna.journey, asked=first.asked, instrument=first.instrument, by=anna.account_id)
    assert told(anna) == [(2, False)]
    answer_all(anna, 1)
    assert told(anna) == [(2, True)]
    assert lines(anna) == []
    sweep()
    assert told(anna) == [(2, True)]


def test_it_is_over_with_its_window(anna: Person) -> None:
    sweep()
    clock.forward(7)
    assert lines(anna) == []
    sweep()
    assert (2, True) in told(anna)


def test_what_was_planned_and_then_answered_is_not_told_for_long(anna: Person) -> None:
    tasks.plan_notices()
    answer_all(anna, 1)
    tasks.deliver_outbox()
    assert lines(anna) == []
    sweep()
    assert told(anna) == [(2, True)]


def test_the_first_questions_are_told_from_the_beginning_on(sol: Person) -> None:
    sweep()
    assert told(sol) == []
    people.begin(sol)
    sweep()
    assert told(sol) == [(0, False)]
    assert len(lines(sol)) == 1


def test_nobody_is_told_on_a_break_and_home_is_silent(anna: Person) -> None:
    weeks.pause(journey=anna.journey, by=anna.account_id)
    sweep()
    assert told(anna) == []
    weeks.resume(journey=anna.journey, by=anna.account_id)
    sweep()
    assert told(anna) == [(2, False)]
    clock.forward(1)
    weeks.pause(journey=anna.journey, by=anna.account_id)
    assert lines(anna) == []


def test_nobody_is_told_after_leaving(anna: Person) -> None:
    Enrolment.objects.filter(pk=anna.enrolment.pk).update(state=EnrolmentState.WITHDRAWN)
    sweep()
    assert told(anna) == []
    assert lines(anna) == []


def test_old_questions_are_no_news(anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "NEWS_DAYS", outbox.NEWS_DAYS * 0)
    sweep()
    assert told(anna) == []


def test_it_is_not_told_again_once_its_traces_are_tidied(anna: Person) -> None:
    sweep()
    for _week in range(20):
        clock.forward(7)
        tasks.tidy()
        sweep()
    assert not OutboxRow.objects.filter(week=2, kind=OutboxKind.QUESTIONS).exists()
    assert (2, False) not in told(anna)


def test_what_nobody_ever_read_goes_at_last(anna: Person) -> None:
    """As of somebody who left: no sweep looks at their questions any more."""
    sweep()
    Enrolment.objects.filter(pk=anna.enrolment.pk).update(state=EnrolmentState.WITHDRAWN)
    clock.forward(outbox.KEEP_READ_NOTICES.days + 2)
    tasks.tidy()
    assert told(anna) == []


def test_taking_for_read_costs_one_more(anna: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    sweep()
    clock.forward(7)
    outbox.plan_notices()
    Notice.objects.update(read=False)
    with django_assert_num_queries(7):
        outbox.plan_notices()


def test_home_costs_the_same(anna: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    sweep()
    Promise.objects.update(due_on=date(2099, 1, 2))  # a promise that has passed costs one more
    anna.client.get("/home/")
    with django_assert_num_queries(7):
        anna.client.get("/home/")
