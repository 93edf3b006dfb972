"""The cover page, and what cover does to the pages of colleague, therapist and participant."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from program import clock
from program.models import AuditEvent, CaseGrant, GrantKind, Program, Promise, RescuedText, Role
from tests import people
from tests.people import Person
from tests.program.test_cover import days, end, start
from tests.therapist import crowd, desk
from tests.worksheets.pages import form_of, words
from therapist.models import Letter, Message

COVER = "/staff/cover/"
END = "/staff/cover/end/"
DAY = timedelta(days=1)
WORDS = "Tom's own words about the walk by the river."


def said(day: date) -> str:
    return date_format(day, "j F")


def fields(to: Person, first: int = 0, last: int = 4, away: Person | None = None) -> dict[str, str]:
    chosen = days(first, last)
    posted = {
        "colleague": str(to.account_id),
        "first_day": chosen.first.isoformat(),
        "last_day": chosen.last.isoformat(),
    }
    return posted | ({"therapist": str(away.account_id)} if away else {})


def grants_of(person: Person) -> Any:
    return CaseGrant.objects.filter(staff=person.account_id, kind=GrantKind.COVER, case_key__isnull=False)


def test_a_therapist_arranges_cover(anna: Person, therese: Person, tom: Person) -> None:
    page = words(therese.client.post(COVER, fields(tom), follow=True))
    assert "Tom covers for Therese." in page
    assert "Who covers for whom, from today on" in page
    assert grants_of(tom).get().participant_id == anna.account_id
    assert tom.client.get(f"/staff/case/{anna.account_id}/").status_code == 200
    assert therese.client.get(f"/staff/case/{anna.account_id}/").status_code == 200


def test_a_supervisor_does_it_for_somebody_away(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    page = words(stina.client.post(COVER, fields(tom, away=therese), follow=True))
    assert "Tom covers for Therese." in page
    assert grants_of(tom).count() == 1
    assert AuditEvent.objects.get(verb="cover.started").actor == str(stina.account_id)


def test_pressing_twice_makes_one_cover(anna: Person, therese: Person, tom: Person) -> None:
    for _click in range(2):
        assert "Tom covers for Therese." in words(therese.client.post(COVER, fields(tom), follow=True))
    assert CaseGrant.objects.filter(kind=GrantKind.COVER).count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"colleague": ""}, "Please choose who covers."),
        ({"colleague": str(uuid4())}, "valid choice"),
        ({"first_day": ""}, "Please choose a day."),
        ({"last_day": "soon"}, "Please write a day"),
        ({"first_day": "2020-01-01"}, "This day is over."),
        ({"last_day": "2020-01-01"}, "The last day is before the first."),
        ({"last_day": "2199-01-01"}, "Cover lasts three months at most."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(
    changes: dict[str, str], sentence: str, anna: Person, therese: Person, tom: Person
) -> None:
    posted = fields(tom) | changes
    answer = therese.client.post(COVER, posted)
    assert sentence in words(answer)
    form = answer.context["form"]
    assert {name: form[name].value() for name in posted} == posted
    assert not grants_of(tom).exists()


def test_people_who_cannot_be_are_refused(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    assert "valid choice" in words(therese.client.post(COVER, fields(therese)))
    assert "Nobody covers for themselves." in words(stina.client.post(COVER, fields(therese, away=therese)))
    assert "Please choose whose cases are covered." in words(stina.client.post(COVER, fields(tom)))
    assert "valid choice" in words(stina.client.post(COVER, fields(therese, away=tom)))
    assert not CaseGrant.objects.filter(kind=GrantKind.COVER).exists()


def test_a_second_cover_of_these_days_is_refused(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    start(therese, tom)
    answer = therese.client.post(COVER, fields(stina, 2, 9))
    assert "Somebody covers these cases on one of these days already." in words(answer)
    assert not grants_of(stina).exists()


def test_a_therapist_chooses_for_nobody_else(anna: Person, therese: Person, tom: Person) -> None:
    """What Tom names as the therapist is not looked at: he has no case, so there is nothing to cover."""
    page = words(tom.client.post(COVER, fields(therese, away=therese)))
    assert "You have no case of your own that a colleague could cover." in page
    assert not CaseGrant.objects.filter(kind=GrantKind.COVER).exists()


def test_a_supervisor_who_was_not_admitted_is_told_what_to_do(anna: Person, therese: Person, tom: Person) -> None:
    siri = people.new_staff("siri@clinic.example", "Siri", Role.SUPERVISOR)
    answer = siri.client.post(COVER, fields(tom, away=therese))
    assert "Another supervisor has to let you in first" in words(answer)
    assert not grants_of(tom).exists()


def ending(tom: Person, away: Person | None, first: int = 0, last: int = 4) -> dict[str, str]:
    return {"therapist": ""} | fields(tom, first, last, away)


@pytest.mark.parametrize("who", ["therese", "stina"])
def test_it_is_ended_early(
    who: str, anna: Person, therese: Person, tom: Person, stina: Person, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(who)
    start(therese, tom)
    for _click in range(2):
        assert "Tom covers these cases no more." in words(by.client.post(END, ending(tom, therese), follow=True))
    assert not grants_of(tom).exists()
    assert tom.client.get(f"/staff/case/{anna.account_id}/").status_code == 404
    assert AuditEvent.objects.get(verb="cover.ended").actor == str(by.account_id)
    assert "Nobody covers for anybody." in words(by.client.get(COVER))


def test_its_buttons_carry_what_they_need(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    posted = form_of(therese.client.get(COVER), "form.assign")
    assert posted["csrfmiddlewaretoken"]
    therese.client.post(END, posted)
    assert not grants_of(tom).exists()


def test_whoever_covers_does_not_end_it(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    page = words(tom.client.get(COVER))
    assert "Tom For whom Therese" in page
    assert "End now" not in page
    assert tom.client.post(END, ending(tom, therese)).status_code == 404
    assert tom.client.post(END, ending(tom, None)).status_code == 404
    assert grants_of(tom).exists()


def test_ending_what_is_none_changes_nothing(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    therese.client.post(END, ending(tom, therese, 0, 3))
    assert "nothing was changed" in words(therese.client.post(END, {"colleague": "x"}, follow=True))
    unknown = ending(tom, therese) | {"colleague": str(uuid4())}
    assert therese.client.post(END, unknown).status_code == 404
    assert grants_of(tom).exists()


def test_others_see_what_they_are_part_of(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    start(therese, tom)
    kim = people.new_staff("kim@clinic.example", "Kim", Role.THERAPIST)
    assert len(stina.client.get(COVER).context["board"].shown) == 1
    assert "Nobody covers for anybody." in words(kim.client.get(COVER))
    assert kim.client.get(f"/staff/case/{anna.account_id}/").status_code == 404


@pytest.mark.parametrize("who", ["arne", "olle", "lena", "anna"])
def test_it_does_not_exist_for_others(who: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(COVER).status_code == 404
    assert client.post(COVER, {}).status_code == 404
    assert client.post(END, {}).status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(therese: Person, stranger: Client) -> None:
    for url in (COVER, END):
        assert stranger.get(url).status_code == 302
        assert therese.unverified.get(url).status_code == 302


def test_it_refuses_other_methods(therese: Person) -> None:
    assert therese.client.put(COVER).status_code == 405
    assert therese.client.get(END).status_code == 405


def test_queries_do_not_grow(therese: Person, tom: Person, stina: Person, programme: Program) -> None:
    def queries() -> int:
        rows = crowd.participants(5, programme, joined_on=clock.today())
        crowd.grant(rows, therese.account_id, first_day=clock.today())
        cover(rows, tom)
        with CaptureQueriesContext(connection) as captured:
            stina.client.get(COVER)
        return len(captured)

    stina.client.get(COVER)
    before = queries()
    assert [queries() for _more in range(2)] == [before] * 2
    assert before <= 8


def cover(rows: Any, to: Person) -> None:
    crowd.grant(rows, to.account_id, first_day=clock.today(), kind=GrantKind.COVER)
    CaseGrant.objects.filter(kind=GrantKind.COVER, last_day=None).update(last_day=clock.today() + 4 * DAY)


# The colleague's pages


def test_lists_say_for_whom_and_until_when(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    sentence = f"Covering for Therese until {said(days().last)}"
    for url in ("/staff/inbox/", "/staff/caseload/"):
        assert sentence in words(tom.client.get(url))
        assert "Covering" not in words(therese.client.get(url))
    assert f"Cover until {said(days().last)}" in words(tom.client.get(f"/staff/case/{anna.account_id}/"))


def test_of_a_case_that_nobody_has_it_says_until_when(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    CaseGrant.objects.filter(kind=GrantKind.ASSIGNED).update(last_day=clock.today() - DAY, case_key=None)
    assert f"Covering until {said(days().last)}" in words(tom.client.get("/staff/inbox/"))


def test_before_its_first_day_nothing_is_open(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom, on=days(1, 4))
    assert anna.participant.alias not in words(tom.client.get("/staff/inbox/"))
    assert tom.client.get(desk.letter_url(anna)).status_code == 404


def test_lists_cost_the_same_for_any_number_of_covered_cases(therese: Person, tom: Person, programme: Program) -> None:
    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            tom.client.get(url)
        return len(captured)

    counted = []
    for _more in range(2):
        rows = crowd.waiting_for(therese.account_id, 5, programme, today=clock.today())
        cover(rows, tom)
        tom.client.get("/staff/inbox/")
        counted.append([queries(url) for url in ("/staff/inbox/", "/staff/caseload/")])
    assert counted[0] == counted[1]
    assert counted[0][0] <= 12


def test_the_colleague_answers_as_for_own_cases(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    desk.ask(anna)
    client = tom.client
    letter, talk = desk.letter_url(anna), f"/staff/case/{anna.account_id}/messages/"
    client.post(letter, desk.form(client, letter, text=desk.TEXT, do="send"))
    client.post(talk, desk.form(client, talk, text="Yes, you may."))
    assert Letter.objects.get().author_id == tom.account_id
    assert Message.objects.get(author=tom.account_id)
    assert not Promise.objects.filter(kept_on=None).exists()
    assert "Tom" in words(anna.client.get("/week/1/letter/"))
    reads = AuditEvent.objects.filter(case=str(anna.account_id), actor=str(tom.account_id))
    assert {"case.read", "letter.written", "letter.sent", "message.written"} <= set(
        reads.values_list("verb", flat=True)
    )


@pytest.fixture
def writing(anna: Person, therese: Person, tom: Person) -> dict[str, dict[str, Any]]:
    """Tom has the letter and the conversation open, with words in both, when his cover ends."""
    start(therese, tom)
    pages = (desk.letter_url(anna), f"/staff/case/{anna.account_id}/messages/")
    posted = {url: desk.form(tom.client, url, text=WORDS, do="send") for url in pages}
    end(therese, tom)
    return posted


def test_words_written_when_cover_ends_are_kept_and_that_is_said(
    writing: dict[str, dict[str, Any]], anna: Person, tom: Person
) -> None:
    for number, (url, posted) in enumerate(writing.items(), start=1):
        answer = tom.client.post(url, posted)
        assert answer.headers["Location"] == "/staff/kept/"
        assert RescuedText.objects.filter(account_id=tom.account_id).count() == number
    page = words(tom.client.get("/staff/kept/"))
    assert "You cannot read this case any more" in page
    assert page.count(WORDS) == 2
    kept = RescuedText.objects.first()
    back = tom.client.get(desk.letter_url(anna), {"rescued": str(kept and kept.pk)}, follow=True)
    assert "so the words stay here" in words(back)
    assert words(back).count(WORDS) == 2
    assert not Letter.objects.exists()
    assert not Message.objects.exists()
    assert not desk.stored(WORDS)


def test_a_form_without_words_or_token_finds_no_page(
    writing: dict[str, dict[str, Any]], anna: Person, tom: Person
) -> None:
    for url, posted in writing.items():
        assert tom.client.post(url, posted | {"rescue": ""}).status_code == 404
        assert tom.client.get(url).status_code == 404


def test_whoever_never_had_the_case_finds_no_page(anna: Person, therese: Person, tom: Person) -> None:
    url = desk.letter_url(anna)
    posted = desk.form(therese.client, url, text=WORDS, do="send")
    assert tom.client.post(url, posted).status_code == 404


# The participant's page


def test_the_participant_is_told_while_it_lasts(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom, on=days(2, 4))
    first, last = days(2, 4).first, days(2, 4).last
    begin = said(first) if first.month != last.month else str(first.day)
    sentence = f"From {begin} to {said(last)} Tom answers in place of Therese."
    assert sentence in words(anna.client.get("/home/"))


@pytest.mark.parametrize(("first", "last", "told"), [(8, 9, False), (7, 9, True), (0, 0, True)])
def test_it_is_told_a_week_before(
    first: int, last: int, told: bool, anna: Person, therese: Person, tom: Person
) -> None:
    start(therese, tom, on=days(first, last))
    assert ("Tom answers in place of Therese." in words(anna.client.get("/home/"))) is told


def test_a_single_day_is_named_once(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom, on=days(0, 0))
    assert f"On {said(clock.today())} Tom answers in place of Therese." in words(anna.client.get("/home/"))


def test_of_a_case_that_nobody_has_it_says_whose(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    CaseGrant.objects.filter(kind=GrantKind.ASSIGNED).update(last_day=clock.today() - DAY, case_key=None)
    assert "Tom answers in place of your therapist." in words(anna.client.get("/home/"))


@pytest.mark.parametrize("how", ["by itself", "early"])
def test_it_is_gone_afterwards(how: str, anna: Person, sol: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    assert "answers in place" not in words(sol.client.get("/home/"))
    if how == "early":
        end(therese, tom)
    else:
        CaseGrant.objects.filter(kind=GrantKind.COVER).update(last_day=clock.today() - DAY)
    assert "answers in place" not in words(anna.client.get("/home/"))
