"""Two windows on one letter: neither overwrites the other, and no text that arrived is dropped."""

import json
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from tests.people import Person
from tests.therapist import desk
from therapist.actions import dispatch, letters
from therapist.actions.letters import Outcome, Window
from therapist.models import Letter, LetterState, StaleLetter
from vault import sealing


def body(person: Person) -> str:
    return sealing.open(person.case_key, Letter.objects.get(), "body")


def aside(person: Person) -> list[str]:
    return [sealing.open(person.case_key, row, "body") for row in StaleLetter.objects.order_by("on_day", "pk")]


def test_the_second_of_two_windows_is_kept_aside(anna: Person, therese: Person) -> None:
    assert desk.save(anna, therese, "From the first window").outcome is Outcome.SAVED
    late = desk.save(anna, therese, "From the second window")
    assert late.outcome is Outcome.OVERTAKEN
    assert body(anna) == "From the first window"
    assert aside(anna) == ["From the second window"]
    assert not desk.stored("second window")


def test_the_page_shows_both_texts_and_lets_one_go(anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna)
    first = desk.form(therese.client, url, text="From the first window", do="save")
    second = desk.form(therese.client, url, text="From the second window", do="save")
    therese.client.post(url, first)
    page = therese.client.post(url, second, follow=True).content.decode()
    assert "was changed in another window meanwhile" in page
    assert "From the first window" in page
    assert "From the second window" in page
    kept = StaleLetter.objects.get()
    assert therese.client.get(f"{url}kept/{kept.pk}/").status_code == 405
    assert therese.client.post(f"{url}kept/{kept.pk}/").status_code == 302
    assert not StaleLetter.objects.exists()
    assert desk.verbs(anna.account_id)[-1] == "letter.copy-removed"


def test_nobody_else_lets_a_copy_go(anna: Person, therese: Person, tom: Person, sol: Person) -> None:
    desk.save(anna, therese, "One")
    desk.save(anna, therese, "Two")
    kept = StaleLetter.objects.get()
    assert tom.client.post(f"{desk.letter_url(anna)}kept/{kept.pk}/").status_code == 404
    assert tom.client.post(f"{desk.letter_url(sol)}kept/{kept.pk}/").status_code == 404
    assert therese.client.post(f"{desk.letter_url(anna)}kept/{uuid4()}/").status_code == 404
    assert StaleLetter.objects.exists()


def test_a_script_is_told_that_another_window_was_faster(anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text="From this window", autosave="1")
    desk.save(anna, therese, "From another window")
    told = json.loads(therese.client.post(url, fields).content)
    assert told["saved"] is False
    assert "another window" in told["message"]


def test_an_overtaken_window_that_goes_on_keeps_one_copy(anna: Person, therese: Person) -> None:
    desk.save(anna, therese, "From the first window")
    window = Window(uuid4(), 0)
    for text in ("Second", "Second and", "Second and more"):
        assert desk.save(anna, therese, text, window=window).outcome is Outcome.OVERTAKEN
    assert aside(anna) == ["Second and more"]


def test_the_same_text_is_no_conflict(anna: Person, therese: Person) -> None:
    desk.save(anna, therese, "The same")
    assert desk.save(anna, therese, "The same").outcome is Outcome.SAVED
    assert not StaleLetter.objects.exists()


def test_an_empty_window_leaves_no_copy(anna: Person, therese: Person) -> None:
    desk.save(anna, therese, "Written")
    assert desk.save(anna, therese, "").outcome is Outcome.OVERTAKEN
    assert body(anna) == "Written"
    assert not StaleLetter.objects.exists()


def test_a_window_whose_answer_was_lost_goes_on(anna: Person, therese: Person) -> None:
    window = Window(uuid4(), 0)
    desk.save(anna, therese, "First words", window=window)
    assert desk.save(anna, therese, "First words and more", window=window).outcome is Outcome.SAVED
    assert body(anna) == "First words and more"
    assert not StaleLetter.objects.exists()


def test_a_late_save_of_the_same_window_drops_nothing(anna: Person, therese: Person) -> None:
    window = Window(uuid4(), 0)
    desk.save(anna, therese, "The later text, which came first", window=window)
    desk.save(anna, therese, "The earlier text", window=window)
    assert body(anna) == "The earlier text"
    assert aside(anna) == ["The later text, which came first"]


def test_each_save_builds_on_the_last(anna: Person, therese: Person) -> None:
    window = Window(uuid4(), 0)
    for number, text in enumerate(("One", "Two", "Three"), 1):
        written = desk.save(anna, therese, text, window=Window(window.form_key, number - 1))
        assert (written.outcome, written.base) == (Outcome.SAVED, number)
    assert body(anna) == "Three"


def test_a_colleague_goes_on_with_a_draft(anna: Person, therese: Person, tom: Person) -> None:
    desk.save(anna, therese, "Begun")
    desk.save(anna, tom, "Begun, and finished", window=Window(uuid4(), 1))
    assert Letter.objects.get().author_id == tom.account_id


def test_other_words_after_sending_are_kept_and_not_sent(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, "What was sent")
    late = desk.send(anna, therese, "What the other window had")
    assert late.outcome is Outcome.ALREADY_SENT
    assert body(anna) == "What was sent"
    assert aside(anna) == ["What the other window had"]
    assert desk.verbs(anna.account_id).count("letter.sent") == 1
    page = therese.client.get(desk.letter_url(anna)).content.decode()
    assert "What the other window had" in page


def test_a_late_save_after_sending_keeps_its_words(anna: Person, therese: Person) -> None:
    window = Window(uuid4(), 0)
    desk.send(anna, therese, "What was sent", window=window)
    assert desk.save(anna, therese, "What was sent", window=window).outcome is Outcome.SENT
    assert desk.save(anna, therese, "", window=window).outcome is Outcome.SENT
    assert desk.save(anna, therese, "Late words", window=window).outcome is Outcome.ALREADY_SENT
    assert aside(anna) == ["Late words"]


def test_sending_from_an_overtaken_window_sends_nothing(anna: Person, therese: Person) -> None:
    desk.save(anna, therese, "From the first window")
    assert desk.send(anna, therese, "From the second window").outcome is Outcome.OVERTAKEN
    assert Letter.objects.get().state == LetterState.DRAFT


def test_a_save_lost_between_read_and_write_is_kept_aside(
    anna: Person, therese: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where rows are not locked, the guarded write finds another base and changes nothing."""
    desk.save(anna, therese, "First")
    read = letters._letters

    def read_then_overtaken(place: letters.Place) -> list[Letter]:
        found = read(place)
        Letter.objects.update(base=7)
        return found

    monkeypatch.setattr(letters, "_letters", read_then_overtaken)
    assert desk.save(anna, therese, "Second", window=Window(uuid4(), 1)).outcome is Outcome.OVERTAKEN
    assert aside(anna) == ["Second"]


def test_a_save_between_saving_and_sending_stops_the_sending(
    anna: Person, therese: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.save(anna, therese, "First")

    def overtaken(form_key: UUID, _letter: Letter) -> UUID:
        Letter.objects.update(base=7)
        return form_key

    monkeypatch.setattr(dispatch, "unused", overtaken)
    assert desk.send(anna, therese, "First").outcome is Outcome.OVERTAKEN
    assert Letter.objects.get().state == LetterState.DRAFT


def test_rows_name_themselves_by_their_ids(anna: Person, therese: Person) -> None:
    desk.save(anna, therese, "Private words")
    desk.save(anna, therese, "Other private words")
    for row in (Letter.objects.get(), StaleLetter.objects.get()):
        assert str(row) == str(row.pk)
        assert "private" not in repr(row)


def test_nothing_is_sent_when_the_audit_fails(anna: Person, therese: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_kwargs: object) -> None:
        raise RuntimeError("no audit")

    monkeypatch.setattr("program.actions.weeks.record", fail)
    with pytest.raises(RuntimeError):
        desk.send(anna, therese)
    assert not Letter.objects.exists()


def test_the_database_keeps_one_draft_a_week(anna: Person, therese: Person) -> None:
    desk.save(anna, therese)
    draft = Letter.objects.get()
    with pytest.raises(IntegrityError):
        Letter.objects.create(participant=draft.participant, week=draft.week, author=draft.author, body=b"x")


def test_a_sent_letter_needs_a_day(anna: Person, therese: Person) -> None:
    desk.save(anna, therese)
    rows: QuerySet[Letter] = Letter.objects.all()
    with pytest.raises(IntegrityError):
        rows.update(state=LetterState.SENT)


def test_erasing_a_case_takes_its_letters(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    desk.save(anna, therese, "Other words")
    desk.ask(anna)
    desk.answer(anna, therese)
    anna.account.delete()
    assert not Letter.objects.exists()
