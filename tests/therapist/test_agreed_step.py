"""The one step that a letter ends in: saved with it, sent with it, and shown to the participant until the next one."""

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from program import clock
from program.actions.weeks import read_notices
from program.models import AgreedStep, Enrolment, NoticeKind, RescuedText, WeekFact
from tests.people import Person
from tests.therapist import desk
from therapist.actions.letters import Outcome, Window
from therapist.forms import LONGEST_STEP
from therapist.models import Letter, StaleLetter
from therapist.words import Words, words_of

SAID = "The step you agreed on"


def post(person: Person, url: str, **fields: object) -> str:
    response = person.client.post(url, desk.form(person.client, url, **fields), follow=True)
    assert response.status_code == 200
    return response.content.decode()


def shown(person: Person, path: str) -> str:
    response = person.client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def read(person: Person, week: int = 1) -> None:
    read_notices(account_id=person.account_id, kind=NoticeKind.LETTER, week=week)


def test_it_is_saved_with_the_letter_and_sealed(anna: Person, therese: Person) -> None:
    page = post(therese, desk.letter_url(anna), text=desk.TEXT, step="Ring your sister.", do="save")
    assert "Ring your sister." in page
    assert words_of(anna.case_key, Letter.objects.get()) == Words(desk.TEXT, "Ring your sister.")
    assert not desk.stored("Ring your sister")
    assert not AgreedStep.objects.exists()


def test_a_step_alone_is_a_draft(anna: Person, therese: Person) -> None:
    assert "Ring your sister." in post(therese, desk.letter_url(anna), text="", step="Ring your sister.", do="save")


def test_a_letter_without_one_is_saved_and_not_sent(anna: Person, therese: Person) -> None:
    page = post(therese, desk.letter_url(anna), text=desk.TEXT, step=" \r\n", do="send")
    assert "The one step is still missing" in page
    assert "thank you for the quiet evening" in page
    assert not Letter.objects.get().is_sent
    assert not AgreedStep.objects.exists()


def test_one_that_is_too_long_stands_on_the_page(anna: Person, therese: Person) -> None:
    page = post(therese, desk.letter_url(anna), text=desk.TEXT, step="walk " * LONGEST_STEP, do="send")
    assert "A step is one or two sentences." in page
    assert "walk walk walk" in page
    assert "thank you for the quiet evening" in page


def test_the_letter_of_the_follow_up_may_go_without_and_leaves_the_last_one(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, step=desk.STEP)
    last = anna.journey.weeks[-1].number
    for number in range(2, last + 1):
        WeekFact.objects.get_or_create(enrolment=anna.enrolment, number=number, defaults={"opened_on": clock.today()})
    page = post(therese, desk.letter_url(anna, last), text="Farewell", step="", do="send")
    assert "has been sent." in page
    assert anna.enrolment.agreed_step_id == Letter.objects.get(week=1).pk


def test_it_comes_with_the_letter_and_not_before(anna: Person, therese: Person) -> None:
    desk.save(anna, therese, step=desk.STEP)
    assert SAID not in shown(anna, "/home/")
    desk.send(anna, therese, step=desk.STEP, window=Window(uuid4(), 1))
    assert SAID not in shown(anna, "/home/"), "a letter that has come is read first"
    page = shown(anna, "/week/1/letter/")
    assert page.index("quiet evening") < page.index("The step we agree on") < page.index(desk.STEP)
    page = shown(anna, "/home/")
    assert SAID in page
    assert desk.STEP in page
    assert "From your letter about week 1." in page


def test_it_stands_above_the_next_worksheet_and_not_above_its_own(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, step=desk.STEP)
    page = shown(anna, "/week/2/worksheet/")
    assert page.index(desk.STEP) < page.index('<form class="worksheet"')
    anna.client.post("/week/1/worksheet/correct/", follow=True)
    assert SAID not in shown(anna, "/week/1/worksheet/")


def test_an_address_in_it_is_hidden(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, step="Look at onionaddressabcdef.onion/x")
    read(anna)
    assert "[address hidden]" in shown(anna, "/home/")


def test_the_newest_letter_names_it(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, step=desk.STEP)
    desk.correct_worksheet(anna)
    desk.send(anna, therese, "About your correction", step="Ring your sister.")
    read(anna)
    page = shown(anna, "/home/")
    assert "Ring your sister." in page
    assert desk.STEP not in page
    page = shown(anna, "/week/1/letter/")
    assert "Ring your sister." in page
    assert desk.STEP in page


def test_a_letter_from_before_there_were_steps_is_shown(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    Letter.objects.update(step=None)
    assert "The step we agree on" not in shown(anna, "/week/1/letter/")
    assert "quiet evening" in shown(therese, desk.letter_url(anna))


def test_whoever_has_left_is_not_reminded(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, step=desk.STEP)
    read(anna)
    Enrolment.objects.update(state="withdrawn", ended_on=clock.today())
    assert SAID not in shown(anna, "/home/")


def test_home_costs_no_statement_more(
    anna: Person, therese: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk.send(anna, therese, step=desk.STEP)
    read(anna)
    for _time in range(2):
        shown(anna, "/home/")
    with django_assert_num_queries(2 + 4):
        assert desk.STEP in shown(anna, "/home/")


def test_another_window_s_step_is_kept_aside(anna: Person, therese: Person) -> None:
    desk.save(anna, therese, step="One")
    assert desk.save(anna, therese, step="Two").outcome is Outcome.OVERTAKEN
    assert words_of(anna.case_key, StaleLetter.objects.get()) == Words(desk.TEXT, "Two")
    assert "The step: Two" in shown(therese, desk.letter_url(anna))


def test_a_step_changed_after_sending_is_kept_and_not_sent(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, step=desk.STEP)
    assert desk.send(anna, therese, step="Another").outcome is Outcome.ALREADY_SENT
    read(anna)
    assert desk.STEP in shown(anna, "/home/")


def test_a_colleague_sees_it_at_the_end_of_the_letter(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, step=desk.STEP)
    assert desk.STEP in shown(therese, desk.letter_url(anna))


def test_the_preview_ends_in_it(anna: Person, therese: Person) -> None:
    page = post(therese, desk.letter_url(anna), text=desk.TEXT, step=desk.STEP, do="preview")
    assert "The step we agree on" in page
    post(therese, f"{desk.letter_url(anna)}?preview=1", text=desk.TEXT, step=desk.STEP, do="send")
    assert Letter.objects.get().is_sent


def test_rescued_words_bring_it_back(anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text="Words to keep", step="A step to keep", do="save")
    Client().post(url, fields)
    desk.save(anna, therese, "Saved meanwhile", step="The saved step")
    page = shown(therese, f"{url}?rescued={RescuedText.objects.get().pk}")
    for words in ("Words to keep", "A step to keep", "Saved meanwhile", "The step: The saved step"):
        assert words in page


def test_erasing_a_case_takes_its_steps(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, step=desk.STEP)
    assert str(AgreedStep.objects.get()) == str(Letter.objects.get().pk)
    anna.account.delete()
    assert not AgreedStep.objects.exists()


@pytest.mark.parametrize("field", ["text", "step"])
def test_whoever_has_the_database_reads_nothing(field: str, anna: Person, therese: Person) -> None:
    words = {"text": "heron-letter", "step": "heron-step"}
    desk.send(anna, therese, words["text"], step=words["step"])
    assert not desk.stored(words[field])
    assert words[field].encode() not in bytes(AgreedStep.objects.get().words or b"")
