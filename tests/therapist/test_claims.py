"""'I answer this': who takes an open promise, who is told, and how it ends. And who is writing in a case now."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from program import clock
from program.actions import claims, grants
from program.actions.claims import ends_at
from program.models import AuditEvent, CaseGrant, Program, Promise
from tests.people import Person
from tests.program.test_cover import end, start
from tests.therapist import crowd, desk
from therapist.actions import desk as marks
from therapist.actions.desk import mark_until
from therapist.models import Writing
from therapist.tasks import tidy_desk

INBOX = "/staff/inbox/"
CLAIM = "/staff/inbox/claim/"


@pytest.fixture
def shared(anna: Person, therese: Person, tom: Person) -> Promise:
    """Anna's letter, which Therese or Tom may write."""
    start(therese, tom)
    return Promise.objects.get()


def press(person: Person, promise: Promise, what: str = "claim", at: str = "inbox", query: str = "") -> str:
    response = person.client.post(CLAIM + query, {what: str(promise.pk), "at": at}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def page(client: Client, url: str = INBOX) -> str:
    return client.get(url).content.decode()


def test_whoever_claims_it_is_named_to_the_others(shared: Promise, anna: Person, therese: Person, tom: Person) -> None:
    assert "I answer this" in page(tom.client)
    with time_machine.travel(datetime(2030, 5, 6, 8, 20, tzinfo=UTC)):
        until = ends_at(clock.now())
    assert (until.hour, until.minute) == (12, 0)
    assert f"You answer {anna.participant.alias} until" in press(therese, shared)
    for url in (INBOX, desk.letter_url(anna)):
        assert "You answer this until" in page(therese.client, url)
        assert "Hand back" in page(therese.client, url)
        assert "Therese answers this until" in page(tom.client, url)
        assert "I answer this" not in page(tom.client, url)


def test_a_claim_of_messages_stands_on_their_page(shared: Promise, anna: Person, therese: Person, tom: Person) -> None:
    desk.ask(anna)
    asked = Promise.objects.get(kind="message")
    messages = f"/staff/case/{anna.account_id}/messages/"
    assert "I answer this" in page(tom.client, messages)
    assert "You answer this until" in press(tom, asked, at="case")
    assert "Tom answers this until" in page(therese.client, messages)
    assert "I answer this" in page(therese.client, desk.letter_url(anna))


def test_whoever_comes_second_is_told_plainly(shared: Promise, therese: Person, tom: Person) -> None:
    press(therese, shared)
    told = press(tom, shared)
    assert "Therese answers this already, until" in told
    assert "Nothing was changed." in told
    shared.refresh_from_db()
    assert shared.claimed_by_id == therese.account_id


def test_it_can_be_handed_back_by_its_owner_only(shared: Promise, therese: Person, tom: Person) -> None:
    press(therese, shared)
    press(tom, shared, "hand_back")
    shared.refresh_from_db()
    assert shared.claimed_by_id == therese.account_id
    assert "Handed back." in press(therese, shared, "hand_back")
    shared.refresh_from_db()
    assert not shared.claimed_by_id
    assert not shared.claimed_until
    assert "Tom answers" not in press(tom, shared)


def test_it_ends_by_itself(shared: Promise, therese: Person, tom: Person) -> None:
    press(therese, shared)
    with time_machine.travel(timezone.now() + timedelta(hours=4, minutes=5)):
        assert not claims.hand_back(promise=shared, by=tom.account_id, today=clock.today())
        assert claims.claim(promise=shared, by=tom.account_id, now=clock.now(), today=clock.today())
    shared.refresh_from_db()
    assert shared.claimed_by_id == tom.account_id


def test_no_instant_stays(shared: Promise, anna: Person, therese: Person) -> None:
    press(therese, shared)
    desk.save(anna, therese)
    marks.wrote(participant_id=anna.account_id, by=therese.account_id, now=clock.now())
    tidy_desk()
    shared.refresh_from_db()
    assert shared.claimed_until is not None
    assert (shared.claimed_until.minute, shared.claimed_until.second) == (0, 0)
    with time_machine.travel(timezone.now() + timedelta(hours=5)):
        tidy_desk()
    shared.refresh_from_db()
    assert not shared.claimed_by_id
    assert not shared.claimed_until
    assert not Writing.objects.exists()


def test_it_is_let_go_when_the_answer_is_given(shared: Promise, anna: Person, therese: Person, tom: Person) -> None:
    press(therese, shared)
    desk.send(anna, tom)
    shared.refresh_from_db()
    assert shared.kept_on == clock.today()
    assert not shared.claimed_by_id
    assert not shared.claimed_until
    assert "It was answered meanwhile." in press(therese, shared)


def test_it_is_let_go_with_the_grant(shared: Promise, therese: Person, tom: Person) -> None:
    press(tom, shared)
    end(therese, tom)
    shared.refresh_from_db()
    assert shared.claimed_by_id is None


def test_it_is_in_the_log(shared: Promise, anna: Person, therese: Person, tom: Person) -> None:
    press(therese, shared)
    press(tom, shared)
    press(therese, shared, "hand_back")
    verbs = AuditEvent.objects.filter(verb__startswith="promise.").order_by("id").values_list("verb", "actor", "case")
    me, case = str(therese.account_id), str(anna.account_id)
    assert list(verbs) == [("promise.claimed", me, case), ("promise.handed-back", me, case)]


def test_a_case_of_one_reader_is_not_claimed(anna: Person, therese: Person) -> None:
    assert "I answer this" not in page(therese.client)
    assert "I answer this" not in page(therese.client, desk.letter_url(anna))


def test_a_case_of_others_cannot_be(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    promise = Promise.objects.get()
    for person in (tom, stina):
        assert person.client.post(CLAIM, {"claim": str(promise.pk), "at": "inbox"}).status_code == 404
    assert anna.client.post(CLAIM, {"claim": str(promise.pk), "at": "inbox"}).status_code == 404
    promise.refresh_from_db()
    assert promise.claimed_by_id is None


@pytest.mark.parametrize("fields", [{}, {"at": "inbox"}, {"at": "inbox", "claim": "x"}, {"at": "inbox", "claim": ""}])
def test_a_broken_form_changes_nothing(fields: dict[str, str], shared: Promise, therese: Person) -> None:
    response = therese.client.post(f"{CLAIM}?whose=mine", fields, follow=True)
    assert "Nothing was changed." in response.content.decode()
    assert response.redirect_chain[-1][0] == f"{INBOX}?whose=mine"


def test_next_passes_by_what_a_colleague_is_at(shared: Promise, anna: Person, therese: Person, tom: Person) -> None:
    desk.ask(anna)
    letter, message = desk.letter_url(anna), f"/staff/case/{anna.account_id}/messages/"
    Promise.objects.filter(kind="message").update(due_on=clock.today() + timedelta(days=9))
    assert tom.client.get("/staff/inbox/next/")["Location"] == letter
    press(therese, shared)
    assert tom.client.get("/staff/inbox/next/")["Location"] == message
    assert therese.client.get("/staff/inbox/next/")["Location"] == letter
    marks.wrote(participant_id=anna.account_id, by=therese.account_id, now=clock.now())
    assert tom.client.get("/staff/inbox/next/?whose=cover")["Location"] == f"{INBOX}?whose=cover"
    assert tom.client.get("/staff/inbox/next/?week=3")["Location"] == f"{INBOX}?week=3"
    assert tom.client.post("/staff/inbox/next/").status_code == 405


def test_next_passes_by_a_letter_that_is_on_its_way(anna: Person, therese: Person) -> None:
    Program.objects.update(undo_seconds=60)
    url = desk.letter_url(anna)
    given = desk.form(therese.client, url, text="Dear you", step="A walk.", do="send-next")
    assert therese.client.post(url, given)["Location"] == INBOX
    assert "On its way" in page(therese.client)
    assert Promise.objects.get().kept_on is None


def test_a_colleague_who_writes_is_named(shared: Promise, anna: Person, therese: Person, tom: Person) -> None:
    url = desk.letter_url(anna)
    therese.client.post(url, desk.form(therese.client, url, text="Dear you", autosave="1"))
    assert "Therese is writing now" in page(tom.client)
    for other in (url, f"/staff/case/{anna.account_id}/messages/"):
        assert "Therese is writing in this case now." in page(tom.client, other)
        assert "is writing in this case now" not in page(therese.client, other)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert "is writing" not in page(tom.client)
        assert "Begun by Therese" in page(tom.client)


def test_whoever_has_sent_it_writes_no_more(shared: Promise, anna: Person, therese: Person, tom: Person) -> None:
    url = desk.letter_url(anna)
    therese.client.post(url, desk.form(therese.client, url, text="Dear you", do="save"))
    assert Writing.objects.count() == 1
    therese.client.post(url, desk.form(therese.client, url, text="Dear you", do="send"))
    assert not Writing.objects.exists()


def test_a_mark_is_rounded_and_lasts_five_to_ten_minutes() -> None:
    for minute in range(60):
        now = datetime(2030, 5, 6, 23, minute, 31, tzinfo=UTC)
        until = mark_until(now)
        assert until.minute % 5 == until.second == 0
        assert timedelta(minutes=5) <= until - now <= timedelta(minutes=10)


def test_whoever_cannot_read_the_case_is_not_named(anna: Person, therese: Person, tom: Person) -> None:
    crowd.grant([anna.participant], tom.account_id, first_day=clock.today(), kind="supervision")
    marks.wrote(participant_id=anna.account_id, by=tom.account_id, now=clock.now())
    assert "Tom is writing" in page(therese.client, desk.letter_url(anna))
    grants.end_grant(grant=CaseGrant.objects.get(staff=tom.account_id), by="tests", today=clock.today())
    assert "Tom is writing" not in page(therese.client, desk.letter_url(anna))
