"""Sending freezes, promises and audits, all or nothing, once; a correction begins with what was sent."""

from uuid import uuid4

import pytest

from program.actions import weeks
from program.models import AuditEvent, Promise, WeekFact
from tests.people import Person
from worksheets.actions import sending
from worksheets.actions.drafts import save_draft
from worksheets.actions.sending import ChangedMeanwhile, start_correction, submit
from worksheets.contents import unseal
from worksheets.models import Response, ResponseState, StaleCopy, WorksheetVersion

ANSWERS = {"before_it": "A cold reply", "mood": 4}


@pytest.fixture
def draft(anna: Person, version: WorksheetVersion) -> Response:
    for form_key, text in ((uuid4(), "Another window's"), (uuid4(), "x")):
        save_draft(
            participant=anna.participant,
            version=version,
            week=2,
            key=anna.case_key,
            answers=ANSWERS | {"before_it": text} if text == "x" else ANSWERS,
            base=0,
            form_key=form_key,
            by=anna.account_id,
        )
    return Response.objects.select_related("version").get(participant_id=anna.account_id, week=2)


def send(anna: Person, response: Response) -> object:
    sent = submit(journey=anna.journey, response=response, key=anna.case_key, form_key=uuid4(), by=anna.account_id)
    return sent.due


def test_it_freezes_the_answers_with_the_prompts_shown(anna: Person, draft: Response) -> None:
    due = send(anna, draft)
    row = Response.objects.get(pk=draft.pk)
    contents = unseal(anna.case_key, row)
    assert (row.state, row.submitted_on) == (ResponseState.SUBMITTED, anna.journey.today)
    assert contents.answers == ANSWERS
    assert contents.prompts["before_it"] == "What was going on?"
    assert due == Promise.objects.get(participant_id=anna.account_id, week=2).due_on
    assert WeekFact.objects.get(enrolment=anna.enrolment, number=2).submitted_on == anna.journey.today


def test_it_leaves_one_audit_row_and_no_stale_copy(anna: Person, draft: Response) -> None:
    assert StaleCopy.objects.exists()
    send(anna, draft)
    event = AuditEvent.objects.filter(verb="worksheet.sent", case=str(anna.account_id)).latest("id")
    assert event.detail == {"week": 2}
    assert not StaleCopy.objects.exists()


def test_sending_twice_sends_once(anna: Person, draft: Response) -> None:
    first = send(anna, Response.objects.select_related("version").get(pk=draft.pk))
    events = AuditEvent.objects.count()
    assert send(anna, draft) == first
    assert AuditEvent.objects.count() == events
    assert Promise.objects.filter(participant_id=anna.account_id, week=2).count() == 1


def test_a_draft_that_changed_since_it_was_read_is_not_sent(anna: Person, draft: Response) -> None:
    Response.objects.filter(pk=draft.pk).update(base=9)
    with pytest.raises(ChangedMeanwhile):
        send(anna, draft)
    assert Response.objects.get(pk=draft.pk).state == ResponseState.DRAFT


def test_when_the_audit_fails_nothing_was_sent(anna: Person, draft: Response, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_kwargs: object) -> None:
        raise RuntimeError("no audit")

    monkeypatch.setattr(weeks, "record", fail)
    with pytest.raises(RuntimeError, match="no audit"):
        send(anna, draft)
    assert Response.objects.get(pk=draft.pk).state == ResponseState.DRAFT
    assert not Promise.objects.filter(participant_id=anna.account_id, week=2).exists()
    assert StaleCopy.objects.exists()


def correct(anna: Person, response: Response) -> Response:
    return start_correction(
        journey=anna.journey, response=response, key=anna.case_key, form_key=uuid4(), by=anna.account_id
    )


def test_a_correction_begins_with_what_was_sent(anna: Person, draft: Response) -> None:
    send(anna, draft)
    begun = correct(anna, draft)
    assert (begun.number, begun.state, begun.base) == (2, ResponseState.DRAFT, 1)
    assert unseal(anna.case_key, begun).answers == ANSWERS
    assert Response.objects.get(pk=draft.pk).state == ResponseState.SUBMITTED


def test_beginning_it_twice_makes_one_and_one_audit_row(anna: Person, draft: Response) -> None:
    send(anna, draft)
    assert correct(anna, draft).pk == correct(anna, draft).pk
    assert AuditEvent.objects.filter(verb="worksheet.correction-begun").count() == 1


def test_a_correction_that_is_sent_keeps_the_promise_that_stands(anna: Person, draft: Response) -> None:
    due = send(anna, draft)
    begun = correct(anna, draft)
    assert send(anna, begun) == due
    numbers = Response.objects.filter(participant_id=anna.account_id, week=2, state=ResponseState.SUBMITTED)
    assert [row.number for row in numbers] == [1, 2]


def test_the_audit_of_a_correction_is_part_of_it(
    anna: Person, draft: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(anna, draft)

    def fail(**_kwargs: object) -> None:
        raise RuntimeError("no audit")

    monkeypatch.setattr(sending, "record", fail)
    with pytest.raises(RuntimeError, match="no audit"):
        correct(anna, draft)
    assert Response.objects.filter(participant_id=anna.account_id, week=2).count() == 1
