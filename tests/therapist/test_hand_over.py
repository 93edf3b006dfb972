"""A case handed over to a colleague with a note: one action, told to everybody, and nothing lost."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import grants
from program.models import Account, CaseGrant, Enrolment, EnrolmentState, GrantKind, Notice, NoticeKind, RescuedText
from tests.people import Person
from tests.program.test_cover import start
from tests.therapist import desk
from tests.worksheets.pages import soup
from therapist.models import HandOver

pytestmark = pytest.mark.django_db

NOTE = "Evenings are the hard hours. Ask about the walk by the river, plover-words."


def url(anna: Person) -> str:
    return f"/staff/case/{anna.account_id}/hand-over/"


def form(by: Person, anna: Person, to: Person, **changes: str) -> dict[str, str]:
    context = by.client.get(url(anna)).context
    posted = {
        "form_key": str(context["form_key"]),
        "rescue": str(context["rescue_token"]),
        "instead_of": str(context["holder"] or ""),
        "colleague": str(to.account_id),
        "note": NOTE,
    }
    return posted | changes


def hand(by: Person, anna: Person, to: Person, **changes: str) -> str:
    return words(by.client.post(url(anna), form(by, anna, to, **changes), follow=True).content.decode())


def words(html: str) -> str:
    return " ".join(html.split())


def holders(anna: Person) -> list[object]:
    rows = CaseGrant.objects.in_force(clock.today()).filter(participant=anna.account_id, kind=GrantKind.ASSIGNED)
    return list(rows.values_list("staff_id", flat=True))


def open_as_supervisor(stina: Person, anna: Person) -> None:
    grants.open_with_reason(
        participant=anna.participant,
        by=stina.account,
        by_private=stina.private,
        reason="Therese asked me to look.",
        today=clock.today(),
    )


def test_the_colleague_has_it_and_reads_the_note(anna: Person, therese: Person, tom: Person) -> None:
    shown = hand(therese, anna, tom)
    assert f"{anna.participant.alias} is with Tom now." in shown
    assert holders(anna) == [tom.account_id]
    case = words(tom.client.get(f"/staff/case/{anna.account_id}/").content.decode())
    assert NOTE in case
    assert "Handed over by Therese to Tom" in case
    assert tom.client.get(desk.letter_url(anna)).status_code == 200
    assert therese.client.get(f"/staff/case/{anna.account_id}/").status_code == 404
    logged = desk.verbs(anna.account_id)
    assert [verb for verb in logged if verb == "case.handed-over"] == ["case.handed-over"]
    assert logged.index("grant.ended") < logged.index("case.handed-over")
    assert not desk.stored("plover-words")


def test_the_participant_is_told_once_and_never_shown_the_note(anna: Person, therese: Person, tom: Person) -> None:
    hand(therese, anna, tom)
    shown = words(anna.client.get("/home/").content.decode())
    assert "Your therapist changes: somebody else answers you from now on." in shown
    assert "A therapist has been found for you" not in shown
    assert "plover-words" not in shown
    assert "Your therapist changes" not in anna.client.get("/home/").content.decode()
    assert Notice.objects.filter(account_id=anna.account_id, kind=NoticeKind.CHANGED).count() == 1


def test_a_letter_that_was_begun_goes_with_it(anna: Person, therese: Person, tom: Person) -> None:
    desk.save(anna, therese, "Dear you, begun by Therese")
    hand(therese, anna, tom)
    assert "begun by Therese" in tom.client.get(desk.letter_url(anna)).content.decode()


def test_a_supervisor_does_it_in_a_case_opened_with_a_reason(
    anna: Person, therese: Person, tom: Person, stina: Person
) -> None:
    assert stina.client.get(url(anna)).status_code == 404
    open_as_supervisor(stina, anna)
    hand(stina, anna, tom)
    assert holders(anna) == [tom.account_id]
    assert HandOver.objects.get().given_by_id == stina.account_id


def test_not_by_whoever_covers(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    assert tom.client.get(f"/staff/case/{anna.account_id}/").status_code == 200
    assert tom.client.get(url(anna)).status_code == 404
    assert "Hand this case over" not in tom.client.get(f"/staff/case/{anna.account_id}/").content.decode()


@pytest.mark.parametrize("who", ["tom", "arne", "olle", "anna"])
def test_it_does_not_exist_for_others(who: str, anna: Person, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    assert person.client.get(url(anna)).status_code == 404
    assert person.client.post(url(anna), {"note": NOTE}).status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(anna: Person, therese: Person, stranger: Client) -> None:
    assert stranger.get(url(anna)).status_code == 302
    assert therese.unverified.get(url(anna)).status_code == 302
    assert therese.client.put(url(anna)).status_code == 405


def test_nothing_is_handed_without_a_note_or_a_colleague(anna: Person, therese: Person, tom: Person) -> None:
    assert "Please write a few lines for whoever takes over." in hand(therese, anna, tom, note="  ")
    shown = hand(therese, anna, tom, colleague="")
    assert "Please choose a colleague." in shown
    assert NOTE in shown
    assert "They can take no case now." in hand(therese, anna, tom, colleague=str(uuid4()))
    assert "They can take no case now." in hand(therese, anna, therese)
    assert holders(anna) == [therese.account_id]
    assert not HandOver.objects.exists()


def test_a_full_colleague_is_said_before_and_after(anna: Person, therese: Person, tom: Person) -> None:
    Account.objects.filter(pk=tom.account_id).update(capacity=0)
    assert "Tom (0 of 0: full)" in therese.client.get(url(anna)).content.decode()
    asked = hand(therese, anna, tom)
    assert "Tom carries 0 of 0 cases, as many as were agreed. Nothing has been changed yet." in asked
    assert NOTE in asked
    assert holders(anna) == [therese.account_id]
    assert "Tom carries 1 of 0 cases now: more than agreed." in hand(therese, anna, tom, beyond_cap="on")
    assert holders(anna) == [tom.account_id]


def test_pressed_twice_it_is_done_once_and_says_nothing_odd(anna: Person, therese: Person, tom: Person) -> None:
    posted = form(therese, anna, tom)
    first = therese.client.post(url(anna), posted)
    second = therese.client.post(url(anna), posted)
    assert first.headers["Location"] == second.headers["Location"] == "/staff/caseload/"
    assert HandOver.objects.count() == 1
    assert not RescuedText.objects.exists()


def test_whoever_has_lost_the_case_meanwhile_keeps_the_note(
    anna: Person, therese: Person, tom: Person, stina: Person
) -> None:
    posted = form(therese, anna, tom)
    grants.assign(
        participant=anna.participant, staff=tom.account, by=stina.account, by_private=stina.private, today=clock.today()
    )
    response = therese.client.post(url(anna), posted)
    assert response.headers["Location"] == "/staff/kept/"
    assert RescuedText.objects.filter(account_id=therese.account_id).count() == 1
    assert not HandOver.objects.exists()


def test_a_supervisor_who_comes_second_is_told_and_keeps_the_note(
    anna: Person, therese: Person, tom: Person, stina: Person
) -> None:
    open_as_supervisor(stina, anna)
    posted = form(stina, anna, tom)
    Account.objects.filter(pk=stina.account_id).update(is_therapist=True)
    grants.assign(
        participant=anna.participant,
        staff=stina.account,
        by=stina.account,
        by_private=stina.private,
        today=clock.today(),
    )
    shown = words(stina.client.post(url(anna), posted).content.decode())
    assert "was given to somebody else meanwhile" in shown
    assert NOTE in shown
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("state", [EnrolmentState.RESTING, EnrolmentState.CLOSED])
def test_a_case_that_nobody_works_on_is_not_handed_over(state: str, anna: Person, stina: Person) -> None:
    Enrolment.objects.filter(pk=anna.enrolment.pk).update(state=state)
    open_as_supervisor(stina, anna)
    assert stina.client.get(url(anna)).status_code == 404


def test_rescued_words_come_back(anna: Person, therese: Person, tom: Person) -> None:
    html = soup(therese.client.get(url(anna)))
    assert html.select_one("textarea[name=note]")


def test_queries_are_few(anna: Person, therese: Person, tom: Person) -> None:
    therese.client.get(url(anna))
    with CaptureQueriesContext(connection) as counted:
        therese.client.get(url(anna))
    assert len(counted) <= 14
