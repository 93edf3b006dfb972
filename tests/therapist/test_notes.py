"""Private notes: sealed, corrected beside what they said before, removed for good, and never the participant's page."""

from uuid import uuid4

import pytest
from django.test import Client

from program import clock
from program.actions import joining
from program.audit.models import AuditEvent
from tests import thief
from tests.people import Person
from tests.program.test_cover import start
from tests.therapist import desk, notes
from tests.therapist.notes import OTHER, WORDS, fields, note_url, timeline_url
from tests.worksheets.pages import form_of, soup, words
from therapist.actions.notes import Correcting, remove_note
from therapist.models import CaseNote, Message, NoteWording

pytestmark = pytest.mark.django_db


def test_a_note_is_kept_sealed_and_written_down(anna: Person, therese: Person) -> None:
    response = therese.client.post(timeline_url(anna), fields())
    assert response["Location"] == timeline_url(anna)
    note = CaseNote.objects.get()
    assert notes.texts(anna, note) == [WORDS]
    assert (note.author_id, note.on_day) == (therese.account_id, clock.today())
    assert desk.verbs(anna.account_id)[-2:] == ["note.written", "note.added"]
    assert not thief.found([WORDS], thief.dump())
    assert WORDS in words(therese.client.get(timeline_url(anna)))


def test_the_form_says_what_the_participant_may_ask_for(anna: Person, therese: Person) -> None:
    said = words(therese.client.get(timeline_url(anna)))
    assert "may ask for a copy of all that is kept about them, notes too" in said


def test_the_participant_meets_it_nowhere(anna: Person, therese: Person) -> None:
    notes.add(anna, therese)
    desk.send(anna, therese)
    for path in ("/home/", "/messages/", "/week/1/", "/week/1/letter/", "/week/1/worksheet/sent/", "/account/"):
        assert WORDS not in anna.client.get(path).content.decode()
    assert anna.client.get(timeline_url(anna)).status_code == 404


def test_the_same_form_twice_makes_one_and_other_words_another(anna: Person, therese: Person) -> None:
    posted = fields()
    for text in (WORDS, WORDS, OTHER):
        therese.client.post(timeline_url(anna), posted | {"text": text})
    assert [notes.texts(anna, note) for note in CaseNote.objects.order_by("sequence")] == [[WORDS], [OTHER]]
    assert desk.verbs(anna.account_id).count("note.added") == 2


def test_notes_and_messages_share_the_cases_counter(anna: Person, therese: Person) -> None:
    desk.ask(anna, "One")
    note = notes.add(anna, therese)
    desk.answer(anna, therese, "Three")
    assert list(Message.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 3]
    assert note.sequence == 2


def test_a_page_of_messages_gone_back_to_is_known_with_a_note_in_between(anna: Person, therese: Person) -> None:
    key = uuid4()
    desk.ask(anna, "First words", key)
    desk.ask(anna, "Other words", key)
    notes.add(anna, therese)
    desk.ask(anna, "Other words", key)
    assert Message.objects.count() == 2


def test_a_correction_keeps_what_it_said_before(anna: Person, therese: Person) -> None:
    note = notes.add(anna, therese)
    page = therese.client.get(note_url(anna, note))
    posted = form_of(page, "form:has(textarea)")
    assert posted["text"] == WORDS
    response = therese.client.post(note_url(anna, note), posted | {"text": OTHER})
    assert response["Location"] == timeline_url(anna)
    assert notes.texts(anna, note) == [WORDS, OTHER]
    assert desk.verbs(anna.account_id)[-1] == "note.corrected"
    said = words(therese.client.get(timeline_url(anna)))
    assert OTHER in said
    assert "Corrected by Therese on" in said
    assert WORDS in said


def test_the_same_correction_twice_is_one_and_no_change_is_none(anna: Person, therese: Person) -> None:
    note, key = notes.add(anna, therese), uuid4()
    assert notes.correct(anna, note, therese, WORDS) is Correcting.DONE
    for _click in range(2):
        assert notes.correct(anna, note, therese, form_key=key) is Correcting.DONE
    assert notes.texts(anna, note) == [WORDS, OTHER]
    assert desk.verbs(anna.account_id).count("note.corrected") == 1


def test_a_window_that_was_overtaken_is_told_and_loses_nothing(anna: Person, therese: Person) -> None:
    note = notes.add(anna, therese)
    posted = form_of(therese.client.get(note_url(anna, note)), "form:has(textarea)")
    notes.correct(anna, note, therese)
    response = therese.client.post(note_url(anna, note), posted | {"text": "siskin-late words"})
    assert "was corrected while you were writing" in words(response)
    assert OTHER in words(response)
    again = form_of(response, "form:has(textarea)")
    assert (again["text"], again["base"]) == ("siskin-late words", "2")
    assert therese.client.post(note_url(anna, note), again).status_code == 302
    assert notes.texts(anna, note) == [WORDS, OTHER, "siskin-late words"]


def test_a_note_removed_meanwhile_leaves_the_words_in_a_new_box(anna: Person, therese: Person) -> None:
    note = notes.add(anna, therese)
    posted = form_of(therese.client.get(note_url(anna, note)), "form:has(textarea)")
    therese.client.post(f"{note_url(anna, note)}remove/")
    response = therese.client.post(note_url(anna, note), posted | {"text": OTHER})
    assert "This note was removed meanwhile." in words(response)
    box = soup(response).select_one("form:has(textarea)")
    assert box is not None
    assert box["action"] == timeline_url(anna)
    assert form_of(response, "form:has(textarea)")["text"] == OTHER


def test_removing_is_for_good_and_in_the_log(anna: Person, therese: Person) -> None:
    note = notes.add(anna, therese)
    notes.correct(anna, note, therese)
    for _click in range(2):
        response = therese.client.post(f"{note_url(anna, note)}remove/")
        assert response["Location"] == timeline_url(anna)
    assert not CaseNote.objects.exists()
    assert not NoteWording.objects.exists()
    event = AuditEvent.objects.get(verb="note.removed")
    assert (event.subject, event.actor) == (str(note.pk), str(therese.account_id))
    assert therese.client.get(note_url(anna, note)).status_code == 404


def test_a_colleague_on_cover_reads_it_and_adds_one_and_changes_none(
    anna: Person, therese: Person, tom: Person
) -> None:
    note = notes.add(anna, therese)
    start(therese, tom)
    said = words(tom.client.get(timeline_url(anna)))
    assert WORDS in said
    assert "Correct or remove" not in said
    assert tom.client.get(note_url(anna, note)).status_code == 403
    assert tom.client.post(note_url(anna, note), fields(OTHER, base=1)).status_code == 403
    assert tom.client.post(f"{note_url(anna, note)}remove/").status_code == 403
    assert tom.client.post(timeline_url(anna), fields(OTHER)).status_code == 302
    assert notes.texts(anna, note) == [WORDS]
    assert CaseNote.objects.count() == 2


def test_a_supervisor_with_a_reason_may_change_it(anna: Person, therese: Person, stina: Person) -> None:
    note = notes.add(anna, therese)
    assert stina.client.get(note_url(anna, note)).status_code == 404
    reason = {"alias": anna.participant.alias, "reason": "They asked for a copy of their notes."}
    stina.client.post("/staff/open/", reason)
    assert stina.client.post(note_url(anna, note), fields(OTHER, base=1)).status_code == 302
    assert NoteWording.objects.latest("number").author_id == stina.account_id


def test_an_empty_and_a_too_long_one_are_answered_kindly(anna: Person, therese: Person) -> None:
    assert "The note is still empty." in words(therese.client.post(timeline_url(anna), fields(" \n ")))
    long = "x" * 8_001
    response = therese.client.post(timeline_url(anna), fields(long))
    assert form_of(response, "form:has(textarea)")["text"] == long
    note = notes.add(anna, therese)
    response = therese.client.post(note_url(anna, note), fields(long, base=1))
    assert form_of(response, "form:has(textarea)")["text"] == long
    assert therese.client.post(note_url(anna, note), fields(OTHER, base="x")).status_code == 200
    assert CaseNote.objects.count() == NoteWording.objects.count() == 1


def test_it_goes_with_the_case(anna: Person, therese: Person) -> None:
    notes.add(anna, therese)
    joining.erase(account=anna.account, today=clock.today())
    assert not CaseNote.objects.exists()
    assert not NoteWording.objects.exists()


def test_a_note_of_another_case_is_not_found(anna: Person, therese: Person, sol: Person, tom: Person) -> None:
    note = notes.add(sol, tom)
    assert therese.client.get(note_url(anna, note)).status_code == 404
    assert therese.client.post(f"{note_url(anna, note)}remove/").status_code == 302
    assert CaseNote.objects.filter(pk=note.pk).exists()


@pytest.mark.parametrize("who", ["tom", "stina", "arne", "olle", "lena", "anna", "sol"])
def test_it_does_not_exist_for_others(who: str, anna: Person, request: pytest.FixtureRequest) -> None:
    client, therese = request.getfixturevalue(who).client, request.getfixturevalue("therese")
    note = notes.add(anna, therese)
    for url in (timeline_url(anna), note_url(anna, note)):
        assert client.get(url).status_code == 404
        assert client.post(url, fields(OTHER, base=1)).status_code == 404
    assert client.post(f"{note_url(anna, note)}remove/").status_code == 404
    assert notes.texts(anna, note) == [WORDS]


def test_it_is_closed_to_strangers_and_passwords_alone(anna: Person, therese: Person, stranger: Client) -> None:
    note = notes.add(anna, therese)
    for client in (stranger, therese.unverified):
        for url in (timeline_url(anna), note_url(anna, note)):
            assert client.get(url).status_code == 302
        assert client.post(f"{note_url(anna, note)}remove/").status_code == 302
    assert CaseNote.objects.exists()


def test_the_pages_refuse_other_methods(anna: Person, therese: Person) -> None:
    note = notes.add(anna, therese)
    assert therese.client.put(timeline_url(anna)).status_code == 405
    assert therese.client.put(note_url(anna, note)).status_code == 405
    assert therese.client.get(f"{note_url(anna, note)}remove/").status_code == 405


def test_a_broken_audit_keeps_removes_and_corrects_nothing(
    anna: Person, therese: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: AuditEvent, **_more: object) -> None:
        raise RuntimeError("planted")

    note, key = notes.add(anna, therese), anna.case_key
    monkeypatch.setattr(AuditEvent, "save", fail)
    assert key.id == anna.account_id
    for act in (
        lambda: notes.add(anna, therese, OTHER),
        lambda: notes.correct(anna, note, therese),
        lambda: remove_note(note=note, by=therese.account, today=clock.today()),
    ):
        with pytest.raises(RuntimeError, match="planted"):
            act()
    assert CaseNote.objects.count() == NoteWording.objects.count() == 1
