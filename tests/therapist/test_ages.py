"""Somebody says later that they are under 18: marked on the case, decided by a supervisor, and nobody is punished."""

import pytest
from django.test import Client

from program import clock
from program.ages import STEPS
from program.models import AgeCheck, AuditEvent, Enrolment, EnrolmentState
from tests import people
from tests.people import Person
from tests.therapist import desk

BOARD, YOUNG = "/staff/ages/", "/other-help/"

pytestmark = pytest.mark.django_db


def mark(anna: Person) -> str:
    return f"/staff/case/{anna.account_id}/age/"


@pytest.fixture
def told(anna: Person, therese: Person) -> AgeCheck:
    answer = therese.client.post(mark(anna))
    assert answer["Location"] == f"/staff/case/{anna.account_id}/messages/"
    return AgeCheck.objects.get()


def page_of(check: AgeCheck) -> str:
    return f"{BOARD}{check.pk}/"


def state(person: Person) -> tuple[str, bool]:
    return person.enrolment.state, person.enrolment.held_on is not None


def test_the_page_says_what_it_sets_going(anna: Person, therese: Person) -> None:
    assert mark(anna) in therese.client.get(f"/staff/case/{anna.account_id}/").content.decode()
    page = therese.client.get(mark(anna)).content.decode()
    assert "Their weeks stand still" in page
    assert "Tell the supervisors" in page
    assert not AgeCheck.objects.exists()


def test_marking_twice_makes_one_checklist_and_is_written_down(anna: Person, therese: Person, told: AgeCheck) -> None:
    therese.client.post(mark(anna))
    assert AgeCheck.objects.count() == 1
    assert AuditEvent.objects.get(verb="age.told").actor == str(therese.account_id)
    assert state(anna) == (EnrolmentState.PAUSED, True)
    assert "The supervisors have it" in therese.client.get(mark(anna)).content.decode()


def test_the_participant_reads_what_happens_now(anna: Person, told: AgeCheck) -> None:
    home = anna.client.get("/home/").content.decode()
    assert "Your weeks stand still for now" in home
    assert f'href="{YOUNG}"' in home
    assert "Go on again" not in home + anna.client.get("/account/").content.decode()
    page = anna.client.get(YOUNG).content.decode()
    for words in ("It was right to tell us", "What happens to your words", "Childline", "You did nothing wrong"):
        assert words in page
    assert "Nothing has been stored" not in page


def test_no_week_opens_and_nothing_else_is_taken_away(anna: Person, therese: Person, told: AgeCheck) -> None:
    for url in ("/account/resume/", "/account/come-back/", "/home/begin/"):
        assert anna.client.post(url)["Location"] == YOUNG
    assert state(anna) == (EnrolmentState.PAUSED, True)
    with people.days_ago(-60):
        newest = anna.journey.current
        assert newest is not None
        assert newest.number == 2
    assert anna.client.get("/week/1/worksheet/sent/").status_code == 200
    desk.ask(anna, "What happens to me now?")
    desk.answer(anna, therese, "We help you.")
    assert "We help you." in anna.client.get("/messages/").content.decode()


def test_somebody_who_has_not_begun_cannot_begin(sol: Person, tom: Person) -> None:
    tom.client.post(mark(sol))
    assert "/home/begin/" not in sol.client.get("/home/").content.decode()
    assert sol.client.post("/home/begin/")["Location"] == YOUNG
    assert state(sol) == (EnrolmentState.INVITED, True)


def test_a_supervisor_ticks_what_is_done(anna: Person, stina: Person, told: AgeCheck) -> None:
    assert "6 steps to go" in stina.client.get(BOARD).content.decode()
    for page in ("/staff/supervision/", "/staff/inbox/"):
        assert "1 says they are under 18" in stina.client.get(page).content.decode()
    for _twice in range(2):
        stina.client.post(page_of(told), {"done": ["danger", "lead", "made-up"], "decided": ""})
    assert AgeCheck.objects.get().done == ["danger", "lead"]
    assert AuditEvent.objects.filter(verb="age.ticked").count() == 1
    page = stina.client.get(page_of(told)).content.decode()
    assert page.count(" checked") == 3
    assert "4 steps to go" in stina.client.get(BOARD).content.decode()


def test_an_adult_goes_on_where_they_stopped(anna: Person, stina: Person, told: AgeCheck) -> None:
    for _twice in range(2):
        stina.client.post(page_of(told), {"done": list(STEPS), "decided": "adult"})
    assert state(anna) == (EnrolmentState.ACTIVE, False)
    assert AgeCheck.objects.get().closed_on == clock.today()
    assert AuditEvent.objects.filter(verb="age.adult").count() == 1
    assert "Your weeks stand still" not in anna.client.get("/home/").content.decode()
    assert "Decided on" in stina.client.get(BOARD).content.decode()


def test_for_somebody_younger_it_ends_and_other_help_stays(anna: Person, stina: Person, told: AgeCheck) -> None:
    early = stina.client.post(page_of(told), {"done": ["danger"], "decided": "young"}).content.decode()
    assert "The programme has not ended for them yet" in early
    assert 'value="young" checked' in early
    assert (state(anna), AgeCheck.objects.get().done) == ((EnrolmentState.PAUSED, True), ["danger"])
    stina.client.post(page_of(told), {"done": list(STEPS), "decided": "young"})
    assert state(anna) == (EnrolmentState.WITHDRAWN, True)
    assert AuditEvent.objects.filter(verb="age.young").count() == 1
    assert anna.client.get("/week/1/worksheet/sent/").status_code == 200
    assert "it ends here for you" in anna.client.get(YOUNG).content.decode()
    for url in ("/home/", "/account/", "/messages/", "/goodbye/"):
        page = anna.client.get(url).content.decode()
        assert "The programme ends here for you" in page
        for untrue in ("stand still for now", "You have left", "take part again", "Take part again"):
            assert untrue not in page
    assert anna.client.post("/account/take-part-again/")["Location"] == YOUNG
    assert Enrolment.objects.get(participant_id=anna.account_id).state == EnrolmentState.WITHDRAWN


def test_what_was_decided_is_not_decided_again(anna: Person, stina: Person, told: AgeCheck) -> None:
    stina.client.post(page_of(told), {"decided": "adult"})
    stina.client.post(page_of(told), {"decided": "young", "done": ["law"]})
    assert state(anna) == (EnrolmentState.ACTIVE, False)
    assert AgeCheck.objects.get().done == []


@pytest.mark.parametrize("who", ["therese", "tom", "arne", "olle", "lena"])
def test_the_checklist_is_for_supervisors_only(who: str, told: AgeCheck, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(BOARD).status_code == client.get(page_of(told)).status_code == 404


def test_it_does_not_exist_for_others(anna: Person, sol: Person, tom: Person, stina: Person, stranger: Client) -> None:
    for client in (tom.client, stina.client, sol.client):
        assert client.post(mark(anna)).status_code == 404
    assert stranger.get(mark(anna))["Location"].startswith("/staff/sign-in/")
    assert stina.client.get(f"{BOARD}999/").status_code == 404
    assert stina.client.post(BOARD).status_code == 405


def test_erasing_takes_it_along(anna: Person, told: AgeCheck) -> None:
    anna.account.delete()
    assert not AgeCheck.objects.exists()
