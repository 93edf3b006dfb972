"""Writing a letter on the page: saved, previewed, sent once."""

import json
from uuid import uuid4

import pytest

from program import clock
from program.models import AuditEvent, Notice, NoticeKind, Program, Promise, WeekFact
from tests.people import Person
from tests.therapist import crowd, desk
from therapist.forms import LONGEST_LETTER
from therapist.models import Letter, LetterState


def post(person: Person, url: str, **fields: object) -> str:
    response = person.client.post(url, desk.form(person.client, url, **fields), follow=True)
    assert response.status_code == 200
    return response.content.decode()


def letter() -> Letter:
    return Letter.objects.get()


def test_saving_keeps_a_draft(anna: Person, therese: Person) -> None:
    page = post(therese, desk.letter_url(anna), text=desk.TEXT, do="save")
    assert "thank you for the quiet evening" in page
    assert letter().state == LetterState.DRAFT
    assert letter().author_id == therese.account_id
    assert not Notice.objects.filter(account=anna.account_id, kind=NoticeKind.LETTER).exists()


def test_the_text_is_stored_sealed(anna: Person, therese: Person) -> None:
    post(therese, desk.letter_url(anna), text=desk.TEXT, do="save")
    assert not desk.stored("quiet evening")
    assert len(bytes(letter().body or b"")) > 1024


def test_nothing_is_saved_for_an_empty_letter(anna: Person, therese: Person) -> None:
    post(therese, desk.letter_url(anna), text=" \r\n ", do="save")
    assert not Letter.objects.exists()


def test_line_ends_are_tidied(anna: Person, therese: Person) -> None:
    page = post(therese, desk.letter_url(anna), text="One\r\n\r\nTwo", do="save")
    assert "One\n\nTwo" in page


def test_saving_by_itself_answers_the_script(anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text="First words", autosave="1")
    assert json.loads(therese.client.post(url, fields).content) == {"saved": True, "base": 1, "marked": []}
    fields |= {"text": "First words and more", "base": "1"}
    assert json.loads(therese.client.post(url, fields).content) == {"saved": True, "base": 2, "marked": []}


def test_saving_by_itself_never_sends(anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna)
    therese.client.post(url, desk.form(therese.client, url, text="Words", autosave="1", do=""))
    assert letter().state == LetterState.DRAFT


def test_saving_by_itself_says_what_is_wrong(anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text="x" * (LONGEST_LETTER + 1), autosave="1")
    told = json.loads(therese.client.post(url, fields).content)
    assert told["saved"] is False
    assert "longer than a letter can be" in told["message"]


def test_a_preview_shows_it_as_the_participant_will(anna: Person, therese: Person) -> None:
    page = post(therese, desk.letter_url(anna), text="See onionaddressabc.onion or not.\n\nBye", do="preview")
    assert f"As {anna.participant.alias} will read it" in page
    assert "letter-signed" in page
    assert "Write on" in page
    assert letter().state == LetterState.DRAFT


def test_a_preview_of_nothing_is_the_empty_page(anna: Person, therese: Person) -> None:
    page = therese.client.get(f"{desk.letter_url(anna)}?preview=1").content.decode()
    assert "Most letters have" in page


def test_the_preview_can_be_sent(anna: Person, therese: Person) -> None:
    desk.save(anna, therese)
    post(therese, f"{desk.letter_url(anna)}?preview=1", text=desk.TEXT, do="send")
    assert letter().state == LetterState.SENT


def test_sending_tells_the_participant_once_and_keeps_the_promise(anna: Person, therese: Person) -> None:
    page = post(therese, desk.letter_url(anna), text=desk.TEXT, do="send")
    assert "has been sent." in page
    assert letter().state == LetterState.SENT
    assert letter().sent_on == clock.today(anna.enrolment.program.zone)
    assert not Promise.objects.filter(kept_on=None).exists()
    assert WeekFact.objects.get(enrolment=anna.enrolment, number=1).letter_on == letter().sent_on
    notice = Notice.objects.get(account=anna.account_id, kind=NoticeKind.LETTER)
    assert (notice.week, notice.read) == (1, False)
    assert desk.verbs(anna.account_id).count("letter.sent") == 1


def test_a_double_click_sends_one(anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text=desk.TEXT, do="send")
    for _click in range(2):
        assert therese.client.post(url, fields).status_code == 302
    assert Letter.objects.filter(state=LetterState.SENT).count() == 1
    assert Notice.objects.filter(account=anna.account_id, kind=NoticeKind.LETTER).count() == 1
    assert desk.verbs(anna.account_id).count("letter.sent") == 1


def test_send_and_next_goes_to_whoever_waits_longest(anna: Person, therese: Person, programme: Program) -> None:
    longest = crowd.waiting_for(therese.account_id, 3, programme, today=clock.today())[0]
    url = desk.letter_url(anna)
    response = therese.client.post(url, desk.form(therese.client, url, text=desk.TEXT, do="send-next"))
    assert response["Location"] == f"/staff/case/{longest.pk}/week/1/"


def test_send_and_next_goes_to_a_message_too(anna: Person, therese: Person) -> None:
    desk.ask(anna)
    url = desk.letter_url(anna)
    response = therese.client.post(url, desk.form(therese.client, url, text=desk.TEXT, do="send-next"))
    assert response["Location"] == f"/staff/case/{anna.account_id}/messages/"


def test_send_and_next_ends_at_an_empty_inbox(anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna)
    response = therese.client.post(url, desk.form(therese.client, url, text=desk.TEXT, do="send-next"))
    assert response["Location"] == "/staff/inbox/"


def test_an_empty_letter_is_not_sent(anna: Person, therese: Person) -> None:
    page = post(therese, desk.letter_url(anna), text="  ", step="", do="send")
    assert "The letter is still empty, so it was not sent." in page
    assert not Letter.objects.exists()


def test_a_too_long_letter_keeps_its_text_on_the_page(anna: Person, therese: Person) -> None:
    page = post(therese, desk.letter_url(anna), text="long " * LONGEST_LETTER, do="send")
    assert "longer than a letter can be" in page
    assert "long long long" in page
    assert not Letter.objects.exists()


@pytest.mark.parametrize("spoiled", [{"form_key": "x"}, {"form_key": ""}, {"base": "x"}, {"base": "-1"}, {"do": "fly"}])
def test_spoiled_hidden_fields_lose_no_text(spoiled: dict[str, str], anna: Person, therese: Person) -> None:
    page = post(therese, desk.letter_url(anna), text="Words to keep", **spoiled)
    assert "Words to keep" in page
    assert not Letter.objects.filter(state=LetterState.SENT).exists()


def test_a_newer_worksheet_stops_the_sending_and_keeps_the_text(anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text="About the first version", do="send")
    desk.correct_worksheet(anna)
    page = therese.client.post(url, fields).content.decode()
    assert "A newer worksheet has come in" in page
    assert "About the first version" in page
    assert "Version 2" in page
    assert letter().state == LetterState.DRAFT
    post(therese, url, text="About both versions", do="send")
    assert letter().state == LetterState.SENT
    assert letter().response_id == desk.place(anna).response.pk  # type: ignore[union-attr]


def test_a_draft_answers_the_version_its_writer_has_seen(anna: Person, therese: Person) -> None:
    desk.save(anna, therese)
    newest = desk.correct_worksheet(anna)
    desk.send(anna, therese)
    assert letter().response_id == newest.pk
    assert letter().is_sent


def test_the_page_of_an_error_can_be_sent_from(anna: Person, therese: Person) -> None:
    """The save it stands on is the one just made, not the one it came with."""
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text="About the first version", do="send")
    desk.correct_worksheet(anna)
    context = therese.client.post(url, fields).context
    fields |= {"base": context["base"], "state": context["shown"].sheet.newest.pk, "text": "Now with more"}
    assert therese.client.post(url, fields).status_code == 302
    assert letter().state == LetterState.SENT


def test_a_correction_after_the_letter_gets_a_second_one(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    desk.correct_worksheet(anna)
    post(therese, desk.letter_url(anna), text="About your correction", do="send")
    assert Letter.objects.filter(state=LetterState.SENT).count() == 2
    assert Notice.objects.filter(account=anna.account_id, kind=NoticeKind.LETTER).count() == 2


def test_writing_is_written_down(anna: Person, therese: Person) -> None:
    post(therese, desk.letter_url(anna), text=desk.TEXT, do="save")
    assert "letter.written" in desk.verbs(anna.account_id)
    assert "letter.begun" in desk.verbs(anna.account_id)


def test_a_form_of_another_case_changes_nothing_here(anna: Person, sol: Person, therese: Person, tom: Person) -> None:
    fields = desk.form(therese.client, desk.letter_url(anna), text="Meant for Anna", do="send")
    assert tom.client.post(desk.letter_url(anna), fields).status_code == 404
    assert therese.client.post(desk.letter_url(sol), fields).status_code == 404
    assert not Letter.objects.exists()


def test_a_form_key_of_another_letter_is_replaced(anna: Person, therese: Person) -> None:
    url, key = desk.letter_url(anna), str(uuid4())
    post(therese, url, text="The first", do="send", form_key=key)
    desk_two = desk.letter_url(anna, 2)
    post(therese, desk_two, text="The second", do="send", form_key=key)
    assert Letter.objects.filter(state=LetterState.SENT).count() == 2


def test_saving_in_the_background_leaves_one_audit_row_a_day(anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna)
    for text in ("One word", "Two words", "Three words"):
        therese.client.post(url, desk.form(therese.client, url, text=text, autosave="1"))
    assert AuditEvent.objects.filter(verb="letter.written", case=str(anna.account_id)).count() == 1
    therese.client.post(url, desk.form(therese.client, url, text="Four words", do="save"))
    assert AuditEvent.objects.filter(verb="letter.written", case=str(anna.account_id)).count() == 2
