"""The participant's letter, beside their own answers."""

from datetime import timedelta

import pytest
from django.test import Client

from program import clock
from program.actions import weeks
from program.models import Notice, NoticeKind, Promise, WeekFact
from program.queries import new_days
from tests import people
from tests.people import Person
from tests.therapist import desk

LETTER = "/week/1/letter/"


def page(person: Person, url: str = LETTER) -> str:
    """What it says itself; around that stands what every page says."""
    shown: str = person.client.get(url).content.decode()
    return shown.partition("<main")[2].partition("</main>")[0]


def test_it_shows_the_letter_beside_the_answers(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    shown = page(anna)
    assert "thank you for the quiet evening" in shown
    assert "Therese" in shown
    assert "What you wrote" in shown
    assert "A quiet evening" in shown
    assert "/messages/" in shown


def test_being_shown_is_being_read(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    notice = Notice.objects.get(account=anna.account_id, kind=NoticeKind.LETTER)
    assert not notice.read
    page(anna)
    notice.refresh_from_db()
    assert notice.read


def test_reading_one_week_leaves_the_notice_of_another(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    people.send_worksheet(anna, 2)
    desk.send(anna, therese, "The second letter", week=2)
    page(anna)
    assert Notice.objects.get(kind=NoticeKind.LETTER, read=False).week == 2


def test_a_late_letter_has_a_new_day(anna: Person) -> None:
    due = clock.today() - timedelta(days=2)
    Promise.objects.update(due_on=due)
    by = new_days(anna.enrolment.program, [due], clock.today())[due]
    said = f"The new day is {by.strftime('%A')} {by.day} {by.strftime('%B')}."
    for url in (LETTER, "/week/1/worksheet/sent/"):
        shown = page(anna, url)
        assert "Your letter is late. This is not about you." in shown
        assert said in shown


def test_a_late_letter_about_a_correction_has_a_new_day(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    desk.correct_worksheet(anna)
    Promise.objects.filter(kept_on=None).update(due_on=clock.today() - timedelta(days=2))
    assert "The letter about it is late, and this is not about you: it will be here by" in page(anna)


def test_the_follow_up_is_promised_a_letter_too(anna: Person) -> None:
    WeekFact.objects.create(enrolment=anna.enrolment, number=9, opened_on=clock.today())
    weeks.hand_in(journey=anna.journey, number=9, by=anna.account_id)
    promise = Promise.objects.get(week=9)
    assert promise.due_on > clock.today()
    assert anna.enrolment.state == "completed"
    assert "Your letter will be here by" in page(anna, "/home/")


def test_a_draft_is_not_shown(anna: Person, therese: Person) -> None:
    desk.save(anna, therese, "Still being written")
    shown = page(anna)
    assert "Still being written" not in shown
    assert "Your letter is late. This is not about you." in shown


def test_before_the_worksheet_it_says_when_a_letter_comes(anna: Person) -> None:
    assert "It comes after you have sent your worksheet" in page(anna, "/week/2/letter/")


def test_both_letters_of_a_corrected_worksheet_are_shown(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, "About the first version.")
    desk.correct_worksheet(anna)
    assert "A letter about it will be here by" in page(anna)
    desk.send(anna, therese, "About the correction.")
    shown = page(anna)
    assert shown.index("About the correction.") < shown.index("About the first version.")
    assert "About version 2 of your worksheet" in shown
    assert "About version 1 of your worksheet" in shown
    assert "I have thought about it again." in shown


def test_a_letter_without_a_worksheet_stands_alone(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, "A word in between.", week=2)
    shown = page(anna, "/week/2/letter/")
    assert "A word in between." in shown
    assert "What you wrote" not in shown


def test_links_are_text(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, "Look at https://example.org/help")
    shown = page(anna)
    assert "https://example.org/help" in shown
    assert 'href="https://' not in shown


@pytest.mark.parametrize("week", [0, 3, 9, 99])
def test_a_week_that_has_not_opened_does_not_exist(week: int, anna: Person) -> None:
    assert anna.client.get(f"/week/{week}/letter/").status_code == 404


def test_nobody_reads_anothers_letter(anna: Person, sol: Person, therese: Person, stranger: Client) -> None:
    desk.send(anna, therese)
    assert sol.client.get(LETTER).status_code == 404
    assert therese.client.get(LETTER).status_code == 404
    assert stranger.get(LETTER).status_code == 302


def test_it_refuses_post(anna: Person) -> None:
    assert anna.client.post(LETTER).status_code == 405


def test_nothing_personal_stands_in_the_title(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    title = page(anna).split("</title>")[0]
    assert anna.participant.alias not in title
    assert anna.client.get(LETTER)["Cache-Control"] == "no-store"
