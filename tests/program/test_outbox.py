"""The sweeps: what has opened is told once, however often and however late they run."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from program import clock, tasks, throttle
from program.actions import outbox, weeks
from program.models import (
    Account,
    AuditEvent,
    CaseGrant,
    Notice,
    NoticeKind,
    OutboxKind,
    OutboxRow,
    Program,
    RescuedText,
    Throttle,
    WeekFact,
)
from tests import people
from tests.people import Person

DAY = timedelta(days=1)


def told(person: Person) -> list[int | None]:
    """The weeks that were told to have opened."""
    notices = Notice.objects.filter(account_id=person.account_id, kind=NoticeKind.WEEK_OPEN)
    return list(notices.order_by("week").values_list("week", flat=True))


def sweep() -> None:
    tasks.plan_notices()
    tasks.deliver_outbox()


@pytest.fixture
def waiting(anna: Person) -> Person:
    """Anna, whose second week opened yesterday and who has not been here since."""
    WeekFact.objects.filter(enrolment=anna.enrolment, number=2).delete()
    return anna


# Planning


def test_week_that_opened_by_itself_is_told_once(waiting: Person) -> None:
    for _ in range(3):
        sweep()
    assert told(waiting) == [2]
    notice = Notice.objects.get(account_id=waiting.account_id, kind=NoticeKind.WEEK_OPEN)
    opened = waiting.journey.state(2)
    assert opened is not None
    assert notice.on_day == opened.opens_on
    assert not notice.read


def test_first_week_is_not_told(sol: Person) -> None:
    people.begin(sol)
    sweep()
    assert told(sol) == []


def test_week_that_was_visited_is_not_told(waiting: Person) -> None:
    weeks.latch_opening(journey=waiting.journey, number=2)
    sweep()
    assert told(waiting) == []


def test_nobody_is_told_in_a_pause(waiting: Person) -> None:
    weeks.pause(journey=waiting.journey, by=waiting.account_id)
    sweep()
    assert told(waiting) == []


def test_old_news_are_no_news(waiting: Person) -> None:
    """A worker that stood still for a month does not tell what each page says anyway."""
    clock.forward(outbox.NEWS_DAYS.days)
    assert 2 not in told_after_sweep(waiting)


def test_nothing_is_told_again_once_its_traces_are_tidied(waiting: Person) -> None:
    sweep()
    Notice.objects.update(read=True)
    days = 0
    while days < outbox.KEEP_READ_NOTICES.days + 10:
        days = clock.forward(5)
        tasks.tidy()
        sweep()
        assert Notice.objects.filter(week=2, kind=NoticeKind.WEEK_OPEN, read=False).count() == 0
    assert not OutboxRow.objects.filter(week=2).exists()


def test_traces_are_kept_for_longer_than_something_is_news() -> None:
    assert outbox.KEEP_DONE > outbox.NEWS_DAYS + 7 * DAY


def test_day_of_the_program_counts(waiting: Person) -> None:
    """Midnight of the program's zone opens the week, and the next sweep tells it, whatever day it is in UTC."""
    Program.objects.update(time_zone="Pacific/Kiritimati")
    first_day = clock.today(waiting.enrolment.program.zone) - 7 * DAY
    WeekFact.objects.update(opened_on=first_day, submitted_on=first_day)
    sweep()
    assert told(waiting) == [2]
    assert Notice.objects.get(kind=NoticeKind.WEEK_OPEN).on_day == first_day + 7 * DAY


def test_queries_do_not_grow_with_people(waiting: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    outbox.plan_notices()
    with django_assert_num_queries(6):
        outbox.plan_notices()
    for number in range(5):
        person = people.new_participant(f"harbour-field-{10 + number}", waiting.enrolment.program)
        people.begin(person)
    outbox.plan_notices()
    with django_assert_num_queries(6):
        outbox.plan_notices()


def test_every_chunk_is_read(waiting: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    others = []
    with people.days_ago(8):
        for number in range(4):
            others.append(people.new_participant(f"harbour-field-{10 + number}", waiting.enrolment.program))
            people.begin(others[-1])
    with people.days_ago(7):
        for person in others:
            people.send_worksheet(person, 1)
    monkeypatch.setattr(outbox, "CHUNK", 2)
    sweep()
    assert [told(person) for person in [waiting, *others]] == [[2]] * 5


# Delivering


def rows(account: Account, count: int, *, due: timedelta = timedelta(0)) -> None:
    OutboxRow.objects.bulk_create(
        OutboxRow(
            key=f"week-open:{number}:{due.days}",
            kind=OutboxKind.WEEK_OPEN,
            account=account,
            week=number,
            due_on=clock.today() + due,
        )
        for number in range(2, count + 2)
    )


def test_batches_until_nothing_is_due(anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "CHUNK", 3)
    rows(anna.account, 7)
    assert outbox.deliver_outbox() == 7
    assert told(anna) == [2, 3, 4, 5, 6, 7, 8]
    assert outbox.deliver_outbox() == 0


def test_what_is_not_due_waits(anna: Person) -> None:
    rows(anna.account, 2, due=3 * DAY)
    assert outbox.deliver_outbox() == 0
    clock.forward(3)
    assert outbox.deliver_outbox() == 2


def test_mails_are_left_to_those_who_send_them(anna: Person, therese: Person) -> None:
    rows(anna.account, 1)
    OutboxRow.objects.create(
        key="alert-mail:1", kind=OutboxKind.ALERT_MAIL, account=therese.account, due_on=clock.today()
    )
    assert outbox.deliver_outbox() == 1
    assert OutboxRow.objects.get(done_on=None).kind == OutboxKind.ALERT_MAIL
    assert not Notice.objects.filter(account_id=therese.account_id).exists()


def test_failure_in_the_middle_leaves_the_batch_for_the_next_sweep(
    anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows(anna.account, 4)
    notice = outbox._notice

    def fails_at_the_third(row: OutboxRow) -> Notice:
        if row.week == 4:
            raise RuntimeError
        return notice(row)

    monkeypatch.setattr(outbox, "_notice", fails_at_the_third)
    with pytest.raises(RuntimeError):
        outbox.deliver_batch()
    assert OutboxRow.objects.filter(done_on=None).count() == 4
    assert told(anna) == []
    monkeypatch.undo()
    outbox.deliver_outbox()
    assert told(anna) == [2, 3, 4, 5]


def test_effect_that_is_there_already_is_not_doubled(anna: Person) -> None:
    """As after a crash between the two writes of a database that would not keep them together."""
    rows(anna.account, 3)
    outbox.deliver_outbox()
    Notice.objects.filter(kind=NoticeKind.WEEK_OPEN).update(read=True)
    OutboxRow.objects.update(done_on=None)
    outbox.deliver_outbox()
    assert told(anna) == [2, 3, 4]
    assert not Notice.objects.filter(kind=NoticeKind.WEEK_OPEN, read=False).exists()


def test_tasks_take_nothing(db: None) -> None:
    """Whatever a queue or a log keeps of a task, it is a name."""
    for task in [tasks.plan_notices, tasks.deliver_outbox, tasks.tidy]:
        with pytest.raises(TypeError):
            task("something")  # type: ignore[call-arg]


# Tidying


def test_ended_sessions_go(anna: Person) -> None:
    assert anna.client.get("/account/").status_code == 200
    Session.objects.create(session_key="x" * 32, session_data="", expire_date=timezone.now() - timedelta(minutes=1))
    tasks.tidy()
    assert Session.objects.count() == 1
    assert anna.client.get("/account/").status_code == 200


def test_tries_of_yesterday_go_and_those_of_today_stay(db: None) -> None:
    throttle.failed("staff", "kim@clinic.example")
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    Throttle.objects.create(key="yesterday", tries=3, next_try_at=midnight - timedelta(seconds=1))
    tasks.tidy()
    assert Throttle.objects.count() == 1
    assert not Throttle.objects.filter(key="yesterday").exists()


def test_old_traces_go(anna: Person) -> None:
    rows(anna.account, 1)
    outbox.deliver_outbox()
    Notice.objects.filter(kind=NoticeKind.WEEK_OPEN).update(read=True)
    rescued = RescuedText.objects.create(account=anna.account, path="/", sealed=b"x", on_day=clock.today())
    unread = Notice.objects.create(
        account=anna.account, key="a", kind=NoticeKind.LETTER, on_day=clock.today() - 400 * DAY
    )
    clock.forward(30)
    tasks.tidy()
    assert OutboxRow.objects.exists()
    assert RescuedText.objects.exists()
    clock.forward(1)
    tasks.tidy()
    assert not OutboxRow.objects.exists()
    assert not RescuedText.objects.filter(pk=rescued.pk).exists()
    assert Notice.objects.filter(kind=NoticeKind.WEEK_OPEN).exists()
    clock.forward(60)
    tasks.tidy()
    assert not Notice.objects.filter(kind=NoticeKind.WEEK_OPEN).exists()
    assert Notice.objects.filter(pk=unread.pk).exists()


def test_keys_of_past_grants_go_and_those_of_today_stay(anna: Person, therese: Person) -> None:
    grant = CaseGrant.objects.filter(staff=therese.account)
    grant.update(last_day=clock.today())
    tasks.tidy()
    assert grant.get().case_key is not None
    clock.forward(2)
    tasks.tidy()
    assert grant.get().case_key is None


def test_audit_is_left_alone(anna: Person) -> None:
    before = AuditEvent.objects.count()
    clock.forward(400)
    tasks.tidy()
    assert AuditEvent.objects.count() == before


def told_after_sweep(person: Person) -> list[int | None]:
    sweep()
    return told(person)
