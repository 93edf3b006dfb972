"""Saving: one window after the other, two at once, twice the same, and after sending."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from program.models import AuditEvent
from tests.people import Person
from worksheets.actions.drafts import Conflict, Saved, save_draft
from worksheets.actions.sending import submit
from worksheets.contents import unseal
from worksheets.models import Response, ResponseState, StaleCopy, WorksheetVersion

MINE, OTHER = {"before_it": "Mine"}, {"before_it": "The other window's"}


class Desk:
    """Anna at her worksheet of week 2."""

    def __init__(self, anna: Person, version: WorksheetVersion) -> None:
        self.anna, self.version = anna, version
        self.participant, self.key = anna.participant, anna.case_key

    def save(self, answers: dict[str, Any], base: int, form_key: UUID, *, automatic: bool = False) -> Saved | Conflict:
        return save_draft(
            participant=self.participant,
            version=self.version,
            week=2,
            key=self.key,
            answers=answers,
            base=base,
            form_key=form_key,
            by=self.participant.pk,
            automatic=automatic,
        )

    def rows(self) -> list[Response]:
        return list(Response.objects.filter(participant=self.participant, week=2).order_by("number"))

    def stored(self) -> dict[str, Any]:
        return dict(unseal(self.key, self.rows()[-1]).answers)

    def aside(self) -> list[dict[str, Any]]:
        return [dict(unseal(self.key, copy).answers) for copy in StaleCopy.objects.all()]

    def send(self) -> None:
        submit(
            journey=self.anna.journey, response=self.rows()[-1], key=self.key, form_key=uuid4(), by=self.participant.pk
        )


@pytest.fixture
def desk(anna: Person, version: WorksheetVersion) -> Desk:
    return Desk(anna, version)


def test_it_saves_and_saves_again(desk: Desk) -> None:
    window = uuid4()
    assert desk.save(OTHER, 0, window) == Saved(base=1)
    assert desk.save(MINE, 1, window) == Saved(base=2)
    assert desk.stored() == MINE
    assert [(row.number, row.state, row.base) for row in desk.rows()] == [(1, ResponseState.DRAFT, 2)]
    assert desk.aside() == []


def test_a_double_click_on_the_first_save_makes_one(desk: Desk) -> None:
    window = uuid4()
    assert desk.save(MINE, 0, window) == desk.save(MINE, 0, window) == Saved(base=1)
    assert len(desk.rows()) == 1


def test_another_window_overwrites_nothing(desk: Desk) -> None:
    desk.save(OTHER, 0, uuid4())
    assert desk.save(MINE, 0, uuid4()) == Conflict(base=1, answers=OTHER)
    assert desk.stored() == OTHER
    assert MINE in desk.aside()


def test_after_a_conflict_the_same_window_may_decide_and_the_other_text_is_kept(desk: Desk) -> None:
    window = uuid4()
    desk.save(OTHER, 0, uuid4())
    conflict = desk.save(MINE, 0, window)
    assert desk.save(MINE, conflict.base, window) == Saved(base=2)
    assert desk.stored() == MINE
    assert desk.aside() == [OTHER]


def test_a_window_that_tries_again_and_again_keeps_one_copy(desk: Desk) -> None:
    window = uuid4()
    desk.save(OTHER, 0, uuid4())
    for text in ("Min", "Mine", "Mine, all"):
        desk.save({"before_it": text}, 0, window, automatic=True)
    assert sorted(copy["before_it"] for copy in desk.aside()) == ["Mine, all", "The other window's"]


def test_two_windows_with_the_same_words_are_no_conflict(desk: Desk) -> None:
    desk.save(MINE, 0, uuid4())
    assert desk.save(MINE, 0, uuid4()) == Saved(base=1)
    assert desk.aside() == []


def test_a_save_whose_answer_was_lost_goes_on_and_keeps_what_it_replaces(desk: Desk) -> None:
    window = uuid4()
    desk.save(OTHER, 0, window)
    assert desk.save(MINE, 0, window) == Saved(base=2)
    assert desk.stored() == MINE
    assert desk.aside() == [OTHER]


def test_a_window_that_got_in_between_is_seen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The read is followed by another window's save, and then by the guarded write."""
    desk.save({"before_it": "First"}, 0, uuid4())
    real = Response.objects.filter
    state = {"raced": False}

    def race(*args: Any, **kwargs: Any) -> Any:
        if "base" in kwargs and not state["raced"]:
            state["raced"] = True
            desk.save(OTHER, 1, uuid4())
        return real(*args, **kwargs)

    monkeypatch.setattr(Response.objects, "filter", race)
    assert desk.save(MINE, 1, uuid4()) == Conflict(base=2, answers=OTHER)
    assert desk.stored() == OTHER


def test_saving_after_sending_begins_a_correction(desk: Desk) -> None:
    desk.save(OTHER, 0, uuid4())
    desk.send()
    assert desk.save(MINE, 1, uuid4()) == Saved(base=1)
    assert [(row.number, row.state) for row in desk.rows()] == [(1, "submitted"), (2, "draft")]
    assert desk.stored() == MINE


def test_a_save_that_runs_by_itself_after_sending_only_keeps_the_words(desk: Desk) -> None:
    window = uuid4()
    desk.save(OTHER, 0, window)
    desk.send()
    outcome = desk.save(MINE, 1, window, automatic=True)
    assert isinstance(outcome, Conflict)
    assert outcome.was_sent
    assert len(desk.rows()) == 1
    assert desk.aside() == [MINE]


def test_the_same_words_after_sending_change_nothing(desk: Desk) -> None:
    desk.save(MINE, 0, uuid4())
    desk.send()
    assert isinstance(desk.save(MINE, 1, uuid4()), Saved)
    assert len(desk.rows()) == 1


def test_a_form_key_that_was_used_before_sending_does_no_harm(desk: Desk) -> None:
    window = uuid4()
    desk.save(OTHER, 0, window)
    row = desk.rows()[0]
    submit(journey=desk.anna.journey, response=row, key=desk.key, form_key=window, by=desk.participant.pk)
    desk.save(MINE, 0, window)
    assert desk.save({"before_it": "More"}, 1, window) == Saved(base=2)
    assert len(desk.rows()) == 2


def test_nobody_else_writes_it(desk: Desk) -> None:
    with pytest.raises(ValueError, match="participant alone"):
        save_draft(
            participant=desk.participant,
            version=desk.version,
            week=2,
            key=desk.key,
            answers=MINE,
            base=0,
            form_key=uuid4(),
            by=uuid4(),
        )


def test_saving_leaves_no_trace_of_when_somebody_wrote(desk: Desk) -> None:
    before = AuditEvent.objects.count()
    desk.save(MINE, 0, uuid4())
    assert AuditEvent.objects.count() == before


def test_it_costs_one_read_and_one_write(desk: Desk, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    window = uuid4()
    with django_assert_num_queries(3):
        desk.save({f"q{number}": "x" * 500 for number in range(60)}, 0, window)
    with django_assert_num_queries(3):
        desk.save({f"q{number}": "y" * 500 for number in range(60)}, 1, window)


def test_stored_bytes_hold_no_plain_text(desk: Desk) -> None:
    secret = "a sentence nobody may find"
    desk.save({"before_it": secret}, 0, uuid4())
    desk.save({"before_it": secret + " twice"}, 0, uuid4())
    rows: list[Response | StaleCopy] = [*desk.rows(), *StaleCopy.objects.all()]
    for row in rows:
        held = bytes(row.answers or b"")
        assert secret.encode() not in held
        assert b"before_it" not in held
        assert secret not in repr(vars(row))
    assert secret not in repr(desk.save({"before_it": secret}, 0, uuid4()))
