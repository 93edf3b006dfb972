"""A colleague reads a letter before it leaves: asked, returned with comments or released; one letter is sent, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.models import AuditEvent, CaseGrant, GrantKind, Notice, NoticeKind, Program, RescuedText
from tests.people import Person
from tests.therapist import desk
from therapist.models import Held, Letter, LetterState, ReadingOutcome, SecondReading, StaleLetter
from therapist.tasks import tidy_desk

# The session and the account, and four of the list's own.
INBOX = 6
COMMENTS = "Name the evening first. A shorter second part, heron-comment."


def post(person: Person, url: str, **fields: Any) -> str:
    response = person.client.post(url, desk.form(person.client, url, **fields), follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def shown(person: Person, url: str) -> str:
    response = person.client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def ask(anna: Person, by: Person, reader: Person, **fields: Any) -> str:
    posted = {"text": desk.TEXT, "step": desk.STEP, "do": "ask", "reader": str(reader.account_id)} | fields
    return post(by, desk.letter_url(anna), **posted)


def decide(anna: Person, reader: Person, do: str, comments: str = "") -> str:
    url = f"{desk.letter_url(anna)}second-read/"
    response = reader.client.post(url, {"do": do, "comments": comments}, follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def letter() -> Letter:
    return Letter.objects.get()


def grants(reader: Person) -> int:
    return CaseGrant.objects.in_force(clock.today()).filter(staff=reader.account_id).count()


def told() -> int:
    return Notice.objects.filter(kind=NoticeKind.LETTER).count()


def test_a_colleague_is_asked_and_finds_it_in_the_inbox(anna: Person, therese: Person, tom: Person) -> None:
    page = ask(anna, therese, tom)
    assert "The letter is with a colleague" in page
    assert "Tom was asked on" in page
    assert letter().state == LetterState.ASKED
    assert told() == 0
    inbox = shown(tom, "/staff/inbox/")
    assert "To read for colleagues" in inbox
    assert f"The letter of Therese to {anna.participant.alias}, week 1" in inbox
    with CaptureQueriesContext(connection) as captured:
        tom.client.get("/staff/inbox/")
    assert len(captured) <= INBOX
    assert "Nobody is waiting for you." in inbox, "the case is not theirs to answer"
    page = shown(tom, desk.letter_url(anna))
    assert "A letter of Therese, for you to read" in page
    assert "thank you for the quiet evening" in page
    assert desk.STEP in page
    assert "To read for colleagues" not in shown(therese, "/staff/inbox/")
    grant = CaseGrant.objects.get(staff=tom.account_id)
    assert grant.kind == GrantKind.READER
    assert grant.last_day is not None


def test_released_it_is_sent_once_under_its_writers_name(anna: Person, therese: Person, tom: Person) -> None:
    ask(anna, therese, tom)
    page = decide(anna, tom, "release")
    assert f"The letter of Therese to {anna.participant.alias} has been sent." in page
    assert "To read for colleagues" not in page
    assert (letter().state, letter().author_id) == (LetterState.SENT, therese.account_id)
    assert told() == 1
    assert anna.enrolment.agreed_step_id == letter().pk
    assert SecondReading.objects.get().outcome == ReadingOutcome.RELEASED
    assert grants(tom) == 0
    mine = shown(anna, "/week/1/letter/")
    assert "Therese" in mine
    assert "Tom" not in mine


def test_both_names_are_in_the_audit(anna: Person, therese: Person, tom: Person) -> None:
    ask(anna, therese, tom)
    decide(anna, tom, "release")
    rows = {row.verb: (row.actor, row.detail.get("staff")) for row in AuditEvent.objects.filter(subject=letter().pk)}
    me, reader = str(therese.account_id), str(tom.account_id)
    assert rows["letter.asked"] == (me, reader)
    assert rows["letter.released"] == (reader, me)
    assert AuditEvent.objects.get(verb="letter.sent").actor == me
    assert AuditEvent.objects.filter(verb="grant.made", actor=me, detail__staff=reader).count() == 1


def test_returned_it_is_a_draft_with_sealed_comments(anna: Person, therese: Person, tom: Person) -> None:
    ask(anna, therese, tom)
    assert "The letter is back with Therese" in decide(anna, tom, "return", COMMENTS)
    assert letter().state == LetterState.DRAFT
    assert not desk.stored("heron-comment")
    page = shown(therese, desk.letter_url(anna))
    assert "Came back with comments" in shown(therese, "/staff/inbox/")
    assert "Tom returned the letter on" in page
    assert "heron-comment" in page
    assert "thank you for the quiet evening" in page
    assert grants(tom) == 0
    assert "heron-comment" not in shown(anna, "/week/1/letter/")
    ask(anna, therese, tom, text="A shorter one.")
    assert "heron-comment" in shown(tom, desk.letter_url(anna)), "what was said before stands beside it"
    decide(anna, tom, "release")
    assert told() == 1


def test_what_its_reader_does_not_come_to_is_its_writers_again(anna: Person, therese: Person, tom: Person) -> None:
    ask(anna, therese, tom)
    tidy_desk()
    assert letter().state == LetterState.ASKED
    CaseGrant.objects.filter(staff=tom.account_id).update(last_day=clock.today() - timedelta(days=1))
    tidy_desk()
    assert letter().state == LetterState.DRAFT
    assert AuditEvent.objects.get(verb="letter.not-read").detail["staff"] == str(tom.account_id)
    assert "Begun by Therese" in shown(therese, "/staff/inbox/")


def test_nothing_is_returned_without_a_word(anna: Person, therese: Person, tom: Person) -> None:
    ask(anna, therese, tom)
    assert "Say what should be different" in decide(anna, tom, "return", " ")
    page = decide(anna, tom, "fly", COMMENTS)
    assert "heron-comment" in page
    assert letter().state == LetterState.ASKED
    assert "shorten them" in decide(anna, tom, "return", "long " * 8000)


def test_its_writer_takes_it_back(anna: Person, therese: Person, tom: Person) -> None:
    ask(anna, therese, tom)
    page = therese.client.post(f"{desk.letter_url(anna)}take-back/", follow=True).content.decode()
    assert "The letter is back." in page
    assert letter().state == LetterState.DRAFT
    assert SecondReading.objects.get().outcome == ReadingOutcome.TAKEN_BACK
    assert grants(tom) == 0
    assert "To read for colleagues" not in shown(tom, "/staff/inbox/")


def test_comments_that_come_too_late_are_kept(anna: Person, therese: Person, tom: Person) -> None:
    """The grant has ended with the reading, so they are kept as any words are that a case is closed to."""
    ask(anna, therese, tom)
    url = desk.letter_url(anna)
    fields = {"do": "return", "comments": COMMENTS}
    page = tom.client.get(url)
    fields |= {"form_key": str(page.context["form_key"]), "rescue": str(page.context["rescue_token"])}
    therese.client.post(f"{url}take-back/")
    response = tom.client.post(f"{url}second-read/", fields)
    assert response.headers["Location"] == "/staff/kept/"
    assert "heron-comment" in shown(tom, "/staff/kept/")


def test_who_still_reads_the_case_finds_late_comments_on_the_page(anna: Person, therese: Person, stina: Person) -> None:
    alias = anna.participant.alias
    stina.client.post("/staff/open/", {"alias": alias, "reason": "Asked to read a letter of a new colleague."})
    ask(anna, therese, stina)
    assert not CaseGrant.objects.filter(kind=GrantKind.READER).exists(), "who has a grant gets no second one"
    therese.client.post(f"{desk.letter_url(anna)}take-back/")
    page = decide(anna, stina, "return", COMMENTS)
    assert "This letter is not with you to read any more." in page
    assert "heron-comment" in page
    assert SecondReading.objects.get().comments is None


def test_other_windows_keep_their_words_while_it_is_read(anna: Person, therese: Person, tom: Person) -> None:
    url = desk.letter_url(anna)
    second = desk.form(therese.client, url, text="From the second window", do="save")
    ask(anna, therese, tom)
    page = therese.client.post(url, second, follow=True).content.decode()
    assert "A colleague is reading the letter with other words." in page
    assert "From the second window" in page
    assert StaleLetter.objects.count() == 1


def test_a_second_click_asks_once(anna: Person, therese: Person, tom: Person) -> None:
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text=desk.TEXT, do="ask", reader=str(tom.account_id)) | {"step": "One"}
    for _click in range(2):
        assert therese.client.post(url, fields).status_code == 302
    assert SecondReading.objects.count() == 1
    assert desk.verbs(anna.account_id).count("letter.asked") == 1


@pytest.mark.parametrize("came", ["worksheet", "message"])
def test_what_came_in_meanwhile_holds_it_at_the_release(came: str, anna: Person, therese: Person, tom: Person) -> None:
    ask(anna, therese, tom)
    if came == "worksheet":
        desk.correct_worksheet(anna)
    else:
        desk.ask(anna)
    assert "it did not leave: something came in meanwhile" in decide(anna, tom, "release")
    assert (letter().state, letter().held) == (LetterState.DRAFT, came)
    assert told() == 0


def test_a_writer_who_lost_the_case_sends_nothing_by_a_release(anna: Person, therese: Person, tom: Person) -> None:
    ask(anna, therese, tom)
    CaseGrant.objects.filter(staff=therese.account_id).update(case_key=None, last_day=clock.today())
    decide(anna, tom, "release")
    assert letter().held == Held.WRITER
    assert told() == 0


def test_released_it_can_still_be_taken_back_for_a_while(anna: Person, therese: Person, tom: Person) -> None:
    Program.objects.update(undo_seconds=60)
    ask(anna, therese, tom)
    assert "leaves in about a minute" in decide(anna, tom, "release")
    assert letter().state == LetterState.LEAVING
    therese.client.post(f"{desk.letter_url(anna)}take-back/")
    assert letter().state == LetterState.DRAFT


def test_a_chosen_hour_is_kept_through_the_reading(anna: Person, therese: Person, tom: Person) -> None:
    day = clock.today(anna.enrolment.program.zone) + 2 * desk.DAY
    page = ask(anna, therese, tom, do="ask-later", day=day.isoformat(), hour="8", late="on")
    assert "Once it is released, it leaves on" in page
    assert "leaves on" in decide(anna, tom, "release")
    assert letter().state == LetterState.LEAVING


def test_nobody_else_reads_or_decides(
    anna: Person, therese: Person, tom: Person, stina: Person, arne: Person, stranger: Client
) -> None:
    ask(anna, therese, tom)
    url = f"{desk.letter_url(anna)}second-read/"
    for person in (stina, arne, anna, therese):
        assert person.client.post(url, {"do": "release"}).status_code == 404
    assert stranger.post(url).status_code == 302
    assert tom.unverified.post(url).status_code in {302, 404}
    assert letter().state == LetterState.ASKED


def test_only_a_form_decides_and_rescued_comments_come_back(anna: Person, therese: Person, tom: Person) -> None:
    ask(anna, therese, tom)
    url = desk.letter_url(anna)
    page = tom.client.get(url)
    fields = {"do": "return", "comments": COMMENTS, "form_key": str(page.context["form_key"])}
    Client().post(f"{url}second-read/", fields | {"rescue": str(page.context["rescue_token"])})
    found = RescuedText.objects.get(account_id=tom.account_id)
    assert f'href="{url}?rescued={found.pk}"' in shown(tom, "/staff/kept/")
    assert "heron-comment" in shown(tom, f"{url}?rescued={found.pk}")
    assert tom.client.get(f"{url}second-read/").status_code == 405
    assert letter().state == LetterState.ASKED


def test_two_letters_of_a_case_are_one_grant_that_ends_with_the_second(
    anna: Person, therese: Person, tom: Person
) -> None:
    ask(anna, therese, tom)
    post(therese, desk.letter_url(anna, 2), text="Two", step="Two", do="ask", reader=str(tom.account_id))
    assert grants(tom) == 1
    decide(anna, tom, "release")
    assert grants(tom) == 1
    tom.client.post(f"{desk.letter_url(anna, 2)}second-read/", {"do": "release"})
    assert grants(tom) == 0


def test_rows_name_themselves_by_their_ids(anna: Person, therese: Person, tom: Person) -> None:
    ask(anna, therese, tom)
    reading = SecondReading.objects.get()
    assert str(reading) == str(reading.pk)


def test_nobody_reads_their_own(anna: Person, therese: Person) -> None:
    with pytest.raises(ValueError, match="their own letter"):
        desk.ask_to_read(anna, therese, therese)


def test_erasing_a_case_takes_its_readings(anna: Person, therese: Person, tom: Person) -> None:
    ask(anna, therese, tom)
    anna.account.delete()
    assert not SecondReading.objects.exists()
