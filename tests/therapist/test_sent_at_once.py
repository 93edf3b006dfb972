"""A letter on its way, while several people and the worker act at one moment, each with a connection of its own."""

from datetime import timedelta
from uuid import uuid4

import pytest

from program import clock
from program.actions.grants import end_grant
from program.models import AgreedStep, CaseGrant, GrantKind, Notice, NoticeKind, RescuedText
from tests.faults.forms import same_browser
from tests.people import Person
from tests.program.test_cover import end, start
from tests.therapist import desk
from tests.therapist.test_at_once import AT_ONCE, all_at_once
from therapist.actions import dispatch, second
from therapist.actions.letters import Outcome, Window
from therapist.models import Letter, LetterState, ReadingOutcome, SecondReading, StaleLetter
from therapist.words import words_of

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE = timedelta(minutes=1)


def due(person: Person, by: Person) -> None:
    desk.send(person, by, step=desk.STEP, leaves_at=clock.now() - MINUTE)


def told() -> int:
    return Notice.objects.filter(kind=NoticeKind.LETTER).count()


def test_many_sweeps_and_pages_send_it_once(anna: Person, therese: Person) -> None:
    due(anna, therese)
    letter = Letter.objects.get()

    def act(number: int) -> None:
        if number % 2:
            dispatch.send_due(now=clock.now())
        else:
            dispatch.settle(letters=[letter], now=clock.now())

    all_at_once(act)
    assert Letter.objects.get().state == LetterState.SENT
    assert told() == 1
    assert desk.verbs(anna.account_id).count("letter.sent") == 1


def test_taken_back_or_sent_never_both(anna: Person, therese: Person) -> None:
    due(anna, therese)
    back: list[bool] = []

    def act(number: int) -> None:
        if number % 2:
            dispatch.send_due(now=clock.now())
        else:
            day, by = clock.today(), therese.account_id
            back.append(dispatch.take_back(enrolment=anna.enrolment, week=1, by=by, today=day))

    all_at_once(act)
    letter = Letter.objects.get()
    assert len(set(back)) == 1, "each is told the same"
    assert letter.state == (LetterState.DRAFT if back[0] else LetterState.SENT)
    assert told() == (0 if back[0] else 1)
    assert AgreedStep.objects.exists() != back[0]
    assert words_of(anna.case_key, letter).text == desk.TEXT
    assert desk.verbs(anna.account_id).count("letter.taken-back") == int(back[0])


@pytest.mark.parametrize("undo", [0, 1])
def test_two_therapists_and_two_windows_of_each_send_one(undo: int, anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    at = clock.now() + MINUTE if undo else None
    outcomes: dict[int, Outcome] = {}

    def act(number: int) -> None:
        by, window = (therese, tom)[number % 2], Window(uuid4(), 0)
        outcomes[number] = desk.send(anna, by, f"Window {number}", step="One", window=window, leaves_at=at).outcome

    all_at_once(act)
    first, other = (Outcome.LEAVING, Outcome.ALREADY_LEAVING) if undo else (Outcome.SENT, Outcome.ALREADY_SENT)
    assert sorted(outcomes.values()) == sorted([first, *[other] * (AT_ONCE - 1)])
    key = anna.case_key
    kept = [words_of(key, row).text for row in Letter.objects.all()]
    kept += [words_of(key, row).text for row in StaleLetter.objects.all()]
    assert sorted(kept) == [f"Window {number}" for number in range(AT_ONCE)]
    assert Letter.objects.count() == 1
    dispatch.send_due(now=clock.now() + 2 * MINUTE)
    assert told() == 1


def test_a_message_at_the_moment_of_leaving_is_before_or_after(anna: Person, therese: Person) -> None:
    due(anna, therese)

    def act(number: int) -> None:
        if number == 0:
            desk.ask(anna, "One more thing")
        else:
            dispatch.send_due(now=clock.now())

    all_at_once(act)
    letter = Letter.objects.get()
    assert letter.state in {LetterState.SENT, LetterState.DRAFT}
    assert (letter.held == "message") == (letter.state == LetterState.DRAFT)
    assert told() == int(letter.is_sent)


def test_a_case_lost_at_the_moment_of_leaving(anna: Person, therese: Person) -> None:
    due(anna, therese)
    grant = CaseGrant.objects.get(staff_id=therese.account_id)

    def act(number: int) -> None:
        if number == 0:
            end_grant(grant=grant, by="tests", today=clock.today())
        else:
            dispatch.send_due(now=clock.now())

    all_at_once(act)
    letter = Letter.objects.get()
    assert (letter.held == "writer") == (letter.state == LetterState.DRAFT)
    assert told() == int(letter.is_sent)


def test_released_returned_or_taken_back_it_is_one_thing(anna: Person, therese: Person, tom: Person) -> None:
    """Each is told the truth: two of the reader's windows release, one returns, the writer takes it back."""
    desk.ask_to_read(anna, therese, tom)
    reading = SecondReading.objects.select_related("letter__author").get()
    done: dict[str, bool] = {}

    def act(number: int) -> None:
        today = clock.today()
        if number == 0:
            by = therese.account_id
            done["back"] = dispatch.take_back(enrolment=anna.enrolment, week=1, by=by, today=today)
        elif number == 1:
            done["return"] = second.give_back(reading=reading, key=anna.case_key, comments="Other words", today=today)
        else:
            again = SecondReading.objects.select_related("letter__author").get(pk=reading.pk)
            done[f"release {number}"] = second.release(reading=again, now=clock.now(), today=today) is not None

    all_at_once(act)
    letter, reading = Letter.objects.get(), SecondReading.objects.get()
    released = [is_done for name, is_done in done.items() if name.startswith("release")]
    assert sum(released) == int(reading.outcome == ReadingOutcome.RELEASED)
    assert done["return"] == (reading.outcome == ReadingOutcome.RETURNED)
    assert done["back"] == (letter.state == LetterState.DRAFT), "returned, it is back with its writer all the same"
    assert letter.state == (LetterState.SENT if any(released) else LetterState.DRAFT)
    assert told() == int(any(released))
    assert not CaseGrant.objects.filter(kind=GrantKind.READER, case_key__isnull=False).exists()


def test_two_colleagues_asked_at_once_are_one(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    readers = (tom, stina)
    all_at_once(lambda number: desk.ask_to_read(anna, therese, readers[number % 2]))
    assert SecondReading.objects.count() == 1
    assert CaseGrant.objects.filter(kind=GrantKind.READER).count() == 1
    assert Letter.objects.get().state == LetterState.ASKED


def test_cover_that_ends_while_the_colleague_sends_with_a_while_to_take_it_back(
    anna: Person, therese: Person, tom: Person
) -> None:
    """What Tom sent in time leaves only if he may still read the case then; else it is a draft that Therese finds."""
    start(therese, tom)
    program = anna.enrolment.program
    program.undo_seconds = 60
    program.save()
    url = desk.letter_url(anna)
    browser, posted = same_browser(tom.client), desk.form(tom.client, url, text="Words of Tom", do="send")
    answers: list[str] = []

    def act(number: int) -> None:
        if number == 0:
            end(therese, tom)
        elif number == 1:
            answers.append(browser.post(url, posted).headers["Location"])

    all_at_once(act)
    dispatch.send_due(now=clock.now() + 2 * MINUTE)
    if answers == ["/staff/kept/"]:
        assert RescuedText.objects.filter(account_id=tom.account_id).count() == 1
        assert not Letter.objects.exists()
    else:
        letter = Letter.objects.get()
        assert (letter.state, letter.held) == (LetterState.DRAFT, "writer")
        assert "Words of Tom" in therese.client.get(url).content.decode()
    assert told() == 0
