"""A letter that was sent and can still be taken back: nobody is told of it until it has left."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.models import (
    Account,
    AgreedStep,
    AuditEvent,
    CaseGrant,
    Notice,
    NoticeKind,
    Program,
    Promise,
    WeekFact,
)
from tests.people import Person
from tests.therapist import crowd, desk
from therapist.actions import dispatch
from therapist.actions.letters import Outcome
from therapist.models import Held, Letter, LetterState, StaleLetter
from therapist.tasks import send_letters

MINUTE = timedelta(minutes=1)
A_WHILE = timedelta(seconds=90)


@pytest.fixture
def program(programme: Program) -> Program:
    programme.undo_seconds = 115
    programme.save()
    return programme


def post(person: Person, url: str, **fields: Any) -> str:
    response = person.client.post(url, desk.form(person.client, url, **fields), follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def shown(person: Person, url: str) -> str:
    response = person.client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def take_back(person: Person, of: Person) -> str:
    response = person.client.post(f"{desk.letter_url(of)}take-back/", follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def put_on_its_way(person: Person, by: Person, text: str = desk.TEXT, *, step: str = desk.STEP) -> Letter:
    written = desk.send(person, by, text, step=step, leaves_at=clock.now() + A_WHILE)
    assert written.outcome is Outcome.LEAVING
    return Letter.objects.get(state=LetterState.LEAVING)


def time_passes() -> None:
    Letter.objects.filter(state=LetterState.LEAVING).update(leaves_at=clock.now() - MINUTE)


def letter() -> Letter:
    return Letter.objects.get()


def told(person: Person) -> int:
    return Notice.objects.filter(account=person.account_id, kind=NoticeKind.LETTER).count()


def test_it_says_when_it_leaves_and_nobody_is_told_before(anna: Person, therese: Person, program: Program) -> None:
    page = post(therese, desk.letter_url(anna), text=desk.TEXT, do="send")
    assert f"Your letter to {anna.participant.alias} leaves in about 2 minutes." in page
    assert "The letter is on its way" in page
    assert "It leaves in about 2 minutes." in page
    assert letter().state == LetterState.LEAVING
    assert told(anna) == 0
    assert Promise.objects.filter(kept_on=None).exists()
    assert WeekFact.objects.get(enrolment=anna.enrolment, number=1).letter_on is None
    assert desk.TEXT[:20] not in shown(anna, "/week/1/letter/")
    assert desk.STEP not in shown(anna, "/home/")
    assert "letter.on-its-way" in desk.verbs(anna.account_id)
    assert "letter.sent" not in desk.verbs(anna.account_id)


def test_the_sweep_sends_it_once_when_its_time_has_come(anna: Person, therese: Person) -> None:
    put_on_its_way(anna, therese)
    send_letters()
    assert letter().state == LetterState.LEAVING
    time_passes()
    send_letters()
    assert dispatch.send_due(now=clock.now()) == 0
    assert (letter().state, letter().leaves_at) == (LetterState.SENT, None)
    assert letter().sent_on == clock.today(anna.enrolment.program.zone)
    assert told(anna) == 1
    assert not Promise.objects.filter(kept_on=None).exists()
    assert anna.enrolment.agreed_step_id == letter().pk
    sent = AuditEvent.objects.get(verb="letter.sent")
    assert sent.actor == str(therese.account_id)


@pytest.mark.parametrize("who", ["writer", "case", "participant", "home"])
def test_a_page_sends_it_where_no_worker_runs(who: str, anna: Person, therese: Person) -> None:
    put_on_its_way(anna, therese)
    time_passes()
    if who == "participant":
        assert "thank you for the quiet evening" in shown(anna, "/week/1/letter/")
    elif who == "home":
        page = anna.client.get("/home/", follow=True).content.decode()
        assert 'href="/week/1/letter/"' in page
    else:
        shown(therese, desk.letter_url(anna) if who == "writer" else f"/staff/case/{anna.account_id}/")
    assert letter().state == LetterState.SENT
    assert desk.verbs(anna.account_id).count("letter.sent") == 1


def test_taken_back_it_is_a_draft_with_every_word(anna: Person, therese: Person) -> None:
    put_on_its_way(anna, therese)
    page = take_back(therese, anna)
    assert "The letter is back." in page
    assert "thank you for the quiet evening" in page
    assert desk.STEP in page
    assert (letter().state, letter().leaves_at) == (LetterState.DRAFT, None)
    assert not AgreedStep.objects.exists()
    time_passes()
    send_letters()
    assert told(anna) == 0
    assert "letter.taken-back" in desk.verbs(anna.account_id)
    assert "The letter is back." in take_back(therese, anna), "pressed twice, it is back all the same"
    assert desk.verbs(anna.account_id).count("letter.taken-back") == 1


def test_what_has_left_cannot_be_taken_back(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    assert "The letter had left already." in take_back(therese, anna)
    assert letter().state == LetterState.SENT


def test_it_can_be_sent_again_with_another_step(anna: Person, therese: Person, program: Program) -> None:
    put_on_its_way(anna, therese)
    take_back(therese, anna)
    post(therese, desk.letter_url(anna), text="Other words", step="Another step", do="send")
    time_passes()
    send_letters()
    assert "Another step" in shown(anna, "/week/1/letter/")


def test_others_cannot_take_it_back(
    anna: Person, sol: Person, therese: Person, tom: Person, arne: Person, stranger: Client
) -> None:
    put_on_its_way(anna, therese)
    url = f"{desk.letter_url(anna)}take-back/"
    for person in (tom, arne, anna):
        assert person.client.post(url).status_code == 404
    assert stranger.post(url).status_code == 302
    assert therese.unverified.post(url).status_code == 302
    assert therese.client.get(url).status_code == 405
    assert letter().state == LetterState.LEAVING


def test_other_words_from_another_window_are_kept_beside_it(anna: Person, therese: Person, program: Program) -> None:
    url = desk.letter_url(anna)
    second = desk.form(therese.client, url, text="From the second window", do="send")
    post(therese, url, text="From the first window", do="send")
    page = therese.client.post(url, second, follow=True).content.decode()
    assert "on its way with other words" in page
    assert "From the second window" in page
    assert StaleLetter.objects.count() == 1
    assert Letter.objects.count() == 1
    quiet = therese.client.post(url, second | {"autosave": "1"}).json()
    assert quiet["saved"] is False


def test_the_same_click_twice_is_one_letter(anna: Person, therese: Person, program: Program) -> None:
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text=desk.TEXT, do="send")
    for _click in range(2):
        page = therese.client.post(url, fields, follow=True).content.decode()
        assert "leaves in about 2 minutes" in page
    assert desk.verbs(anna.account_id).count("letter.on-its-way") == 1
    assert StaleLetter.objects.count() == 0


def test_a_newer_worksheet_holds_it(anna: Person, therese: Person) -> None:
    put_on_its_way(anna, therese)
    desk.correct_worksheet(anna)
    time_passes()
    send_letters()
    assert (letter().state, letter().held) == (LetterState.DRAFT, Held.WORKSHEET)
    assert told(anna) == 0
    assert not AgreedStep.objects.exists()
    page = shown(therese, desk.letter_url(anna))
    assert "The letter did not leave" in page
    assert "a newer worksheet came in before its time" in page
    assert "thank you for the quiet evening" in page
    assert "Did not leave" in shown(therese, "/staff/inbox/")
    held = AuditEvent.objects.get(verb="letter.held")
    assert (held.actor, held.detail["reason"]) == ("system", "worksheet")


def test_its_writer_sees_at_once_that_something_came_in(anna: Person, therese: Person) -> None:
    put_on_its_way(anna, therese)
    desk.ask(anna, "I am not well.")
    page = shown(therese, desk.letter_url(anna))
    assert "a message came in before its time" in page
    assert letter().held == Held.MESSAGE
    assert "Did not leave" in shown(therese, "/staff/inbox/")


def test_a_message_that_was_there_before_holds_nothing(anna: Person, therese: Person) -> None:
    desk.ask(anna)
    put_on_its_way(anna, therese)
    time_passes()
    send_letters()
    assert letter().state == LetterState.SENT


@pytest.mark.parametrize("how", ["suspended", "lost the case"])
def test_a_writer_who_has_gone_sends_nothing_and_supervisors_see_it(
    how: str, anna: Person, therese: Person, stina: Person
) -> None:
    put_on_its_way(anna, therese)
    if how == "suspended":
        Account.objects.filter(pk=therese.account_id).update(is_active=False)
    else:
        CaseGrant.objects.filter(staff=therese.account_id).update(case_key=None, last_day=clock.today())
    time_passes()
    send_letters()
    assert (letter().state, letter().held) == (LetterState.DRAFT, Held.WRITER)
    assert told(anna) == 0
    page = shown(stina, "/staff/inbox/")
    assert "its writer cannot read the case any more" in page
    assert 'href="/staff/open/"' in page


def test_other_therapists_are_not_told_of_it(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    put_on_its_way(anna, therese)
    desk.ask(anna)
    time_passes()
    send_letters()
    for person in (tom, stina):
        assert "did not leave" not in shown(person, "/staff/inbox/")


def test_sending_it_again_ends_the_notice(anna: Person, therese: Person) -> None:
    put_on_its_way(anna, therese)
    desk.ask(anna)
    time_passes()
    send_letters()
    post(therese, desk.letter_url(anna), text=desk.TEXT, do="send")
    assert (letter().state, letter().held) == (LetterState.SENT, "")
    assert "did not leave" not in shown(therese, "/staff/inbox/")


def test_next_is_not_somebody_whose_letter_is_on_its_way(anna: Person, therese: Person, program: Program) -> None:
    longest = crowd.waiting_for(therese.account_id, 2, program, today=clock.today())[0]
    put_on_its_way(anna, therese)
    url = f"/staff/case/{longest.pk}/week/1/"
    assert therese.client.get("/staff/inbox/").content.decode().count("On its way") == 1
    assert url in therese.client.get("/staff/inbox/").content.decode()


def test_the_case_says_so(anna: Person, therese: Person) -> None:
    put_on_its_way(anna, therese)
    assert "(on its way)" in shown(therese, f"/staff/case/{anna.account_id}/")


def test_its_page_costs_hardly_more_than_a_draft_s(anna: Person, therese: Person) -> None:
    def queries() -> int:
        shown(therese, desk.letter_url(anna))
        with CaptureQueriesContext(connection) as captured:
            shown(therese, desk.letter_url(anna))
        return len(captured)

    desk.save(anna, therese, step=desk.STEP)
    before = queries()
    put_on_its_way(anna, therese)
    assert queries() <= before + 8, "it looks whether it may still leave"
