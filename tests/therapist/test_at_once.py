"""Clicks and windows that come at the same moment, each in a thread with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from program import clock
from program.models import CaseGrant, GrantKind, Notice, NoticeKind, Promise, PromiseKind, RescuedText, Role
from tests import people
from tests.faults.forms import same_browser
from tests.people import Person
from tests.program.test_cover import end, start
from tests.therapist import desk
from therapist import minutes
from therapist.actions import messages, reviews
from therapist.actions import minutes as counting
from therapist.actions.handing_over import hand_over
from therapist.actions.letters import Window
from therapist.models import HandOver, Letter, LetterReview, LetterState, Message, StaleLetter, WritingTime
from therapist.reviewing import Mark, Point, Review
from vault import sealing

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 5


def all_at_once(act: Callable[[int], object]) -> None:
    start = Barrier(AT_ONCE)

    def run(number: int) -> None:
        start.wait()
        try:
            act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(run, range(AT_ONCE)))


def test_a_letter_sent_many_times_at_once_goes_out_once(anna: Person, therese: Person) -> None:
    window = Window(uuid4(), 0)
    all_at_once(lambda _number: desk.send(anna, therese, window=window))
    assert Letter.objects.get().state == LetterState.SENT
    assert Notice.objects.filter(kind=NoticeKind.LETTER).count() == 1
    assert desk.verbs(anna.account_id).count("letter.sent") == 1


def test_windows_that_save_at_once_lose_no_text(anna: Person, therese: Person) -> None:
    all_at_once(lambda number: desk.save(anna, therese, f"Window {number}"))
    key = anna.case_key
    kept = [sealing.open(key, row, "body") for row in (*Letter.objects.all(), *StaleLetter.objects.all())]
    assert sorted(kept) == [f"Window {number}" for number in range(AT_ONCE)]
    assert Letter.objects.count() == 1


def test_of_supervisors_who_rate_a_letter_at_once_one_has_said_it(anna: Person, therese: Person, stina: Person) -> None:
    desk.send(anna, therese)
    letter, siri = Letter.objects.get(), people.new_supervisor("siri@clinic.example", "Siri")
    readers, said = [stina.account, siri.account], []

    def rate(number: int) -> None:
        marks = dict.fromkeys(Point, Mark.YES)
        words = Review(marks, f"Words of {number % 2}")
        by = readers[number % 2]
        done = reviews.review(letter=letter, said=words, form_key=uuid4(), by=by, today=clock.today())
        said.append((number % 2, done))

    all_at_once(rate)
    row = LetterReview.objects.get()
    stands = [account.pk for account in readers].index(row.reader_id)
    assert {(stands, True), (1 - stands, False)} == set(said)


def test_minutes_of_many_windows_at_once_are_all_counted(anna: Person, therese: Person) -> None:
    week_on = minutes.monday(clock.today())
    all_at_once(
        lambda _number: counting.count(
            staff=therese.account_id, participant=anna.account_id, week_on=week_on, minutes=2
        )
    )
    assert WritingTime.objects.get().minutes == 2 * AT_ONCE


def test_a_message_sent_many_times_at_once_is_one(anna: Person, therese: Person) -> None:
    form_key = uuid4()
    all_at_once(lambda _number: desk.ask(anna, "Only once", form_key))
    assert Message.objects.count() == 1


def test_messages_at_once_each_get_their_own_place(anna: Person, therese: Person) -> None:
    all_at_once(lambda number: desk.ask(anna, f"Message {number}"))
    assert list(Message.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3, 4, 5]


def test_cover_arranged_many_times_at_once_is_one(anna: Person, therese: Person, tom: Person) -> None:
    all_at_once(lambda _number: start(therese, tom))
    assert CaseGrant.objects.filter(kind=GrantKind.COVER).count() == 1
    assert "grant.made" in desk.verbs(anna.account_id)


def test_of_two_who_claim_at_one_moment_one_has_it(anna: Person, therese: Person, tom: Person) -> None:
    """Each in several windows: one person's are told yes, the other's who has it, and nobody the contrary. What two
    windows of one session are told at one moment may be shown in one of them alone."""
    start(therese, tom)
    promise = Promise.objects.get()
    people = [therese, tom]
    windows = [same_browser(people[number % 2].client) for number in range(AT_ONCE)]
    told: dict[int, str] = {}

    def act(number: int) -> None:
        fields = {"claim": str(promise.pk), "at": "inbox"}
        told[number] = windows[number].post("/staff/inbox/claim/", fields, follow=True).content.decode()

    all_at_once(act)
    promise.refresh_from_db()
    mine = [people[number % 2].account_id == promise.claimed_by_id for number in range(AT_ONCE)]
    assert any(mine)
    assert not all(mine)
    yes = {number for number, page in told.items() if f"You answer {anna.participant.alias} until" in page}
    no = {number for number, page in told.items() if "answers this already" in page}
    winners = {number for number, is_mine in enumerate(mine) if is_mine}
    assert yes <= winners
    assert not no & winners
    assert yes
    assert no
    assert desk.verbs(anna.account_id).count("promise.claimed") == mine.count(True)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["letter", "messages"])
def test_cover_that_ends_while_the_colleague_writes_loses_no_word(
    what: str, anna: Person, therese: Person, tom: Person
) -> None:
    """Each window is told one thing: that it was sent, or that its words are kept. Never both, never neither."""
    start(therese, tom)
    url = desk.letter_url(anna) if what == "letter" else f"/staff/case/{anna.account_id}/messages/"
    windows = []
    for number in range(AT_ONCE - 1):
        words = f"Window {number} has something of its own to say."
        windows.append((same_browser(tom.client), desk.form(tom.client, url, text=words, do="send")))
    answers: dict[int, str] = {}

    def act(number: int) -> None:
        if number == len(windows):
            end(therese, tom)
            return
        client, posted = windows[number]
        answers[number] = client.post(url, posted).headers["Location"]

    all_at_once(act)
    assert len(answers) == len(windows)
    refused = [place for place in answers.values() if place == "/staff/kept/"]
    assert RescuedText.objects.filter(account_id=tom.account_id).count() == len(refused)
    taken = len(windows) - len(refused)
    if what == "letter":
        assert Letter.objects.filter(state=LetterState.SENT).count() == min(taken, 1)
        assert Letter.objects.count() + StaleLetter.objects.count() == taken
    else:
        assert Message.objects.count() == taken
    assert not CaseGrant.objects.filter(kind=GrantKind.COVER, case_key__isnull=False).exists()
    assert tom.client.get(url).status_code == 404


def test_a_case_handed_to_two_colleagues_at_once_goes_to_one(anna: Person, therese: Person, tom: Person) -> None:
    tove = people.new_staff("tove@clinic.example", "Tove", Role.THERAPIST)
    takers = [tom.account, tove.account]
    key = anna.case_key
    participant, by = anna.participant, therese.account
    done: list[bool] = []

    def act(number: int) -> None:
        done.append(
            hand_over(
                participant=participant,
                key=key,
                staff=takers[number % 2],
                instead_of=therese.account_id,
                note=f"From window {number}",
                form_key=uuid4(),
                by=by,
                today=clock.today(),
            )
        )

    all_at_once(act)
    held = CaseGrant.objects.in_force(clock.today()).filter(participant=participant, kind=GrantKind.ASSIGNED)
    (holder,) = held.values_list("staff_id", flat=True)
    assert set(HandOver.objects.values_list("taken_by_id", flat=True)) == {holder}
    assert desk.verbs(anna.account_id).count("case.handed-over") == sum(done)
    assert Notice.objects.filter(account_id=anna.account_id, kind=NoticeKind.CHANGED).count() == 1


def test_a_hand_over_pressed_many_times_at_once_is_one(anna: Person, therese: Person, tom: Person) -> None:
    key, participant, by, taker, form_key = anna.case_key, anna.participant, therese.account, tom.account, uuid4()

    def act(_number: int) -> None:
        assert hand_over(
            participant=participant,
            key=key,
            staff=taker,
            instead_of=therese.account_id,
            note="Only once",
            form_key=form_key,
            by=by,
            today=clock.today(),
        )

    all_at_once(act)
    assert HandOver.objects.count() == 1


def test_a_message_that_comes_while_the_last_is_closed_is_never_closed_with_it(anna: Person, therese: Person) -> None:
    desk.ask(anna, "Thank you.")
    up_to, by, today = Message.objects.get().sequence, therese.account_id, clock.today()

    def act(number: int) -> None:
        if number == 0:
            desk.ask(anna, "One more thing.")
        else:
            messages.close_unanswered(participant_id=anna.account_id, up_to=up_to, by=by, today=today)

    all_at_once(act)
    assert Promise.objects.filter(kind=PromiseKind.MESSAGE, kept_on=None).count() == 1
