"""Week 4 and later: who is marked, for which reasons, who sees whom, and what was ticked off."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import benefit
from program.benefit import Thresholds
from program.models import AuditEvent, Pause, Program
from program.thresholds import of_program
from tests.people import Person
from tests.therapist import desk, late
from tests.worksheets.pages import soup, words
from therapist import progress
from therapist.models import Adaptation

pytestmark = pytest.mark.django_db

URL = "/staff/progress/"


@pytest.fixture
def stuck(sol: Person) -> Person:
    """Tom's: no better, one worksheet of four, one sign-in."""
    return late.live(sol)


def tick(person: Person, about: Person, **changed: Any) -> Any:
    fields = {"participant": str(about.account_id), "what": "extra-message", "do": "done"} | changed
    return person.client.post(URL, fields)


def reset(program: Program, by: Person, **changed: Any) -> None:
    thresholds = Thresholds(**changed)
    benefit.set_thresholds(program=program, thresholds=thresholds, by=by.account, today=clock.today())


def test_somebody_who_is_stuck_is_marked_with_every_reason(stuck: Person, tom: Person) -> None:
    response = tom.client.get(URL)
    (row,) = response.context["marked"]
    assert row.participant.pk == stuck.account_id
    said = words(response)
    assert "No measure has eased by 20 % of what it could: GAD-7: Anxiety 14 → 14" in said
    assert "1 of 4 worksheets that could have been sent by now were sent; the threshold is 50 %." in said
    assert "1 sign-in in 5 weeks; the threshold is 1 a week." in said
    assert "The thresholds that came with the program" in said
    assert soup(response).select_one(f"main a[href='/staff/case/{stuck.account_id}/']")


def test_somebody_who_gets_better_is_not(sol: Person, tom: Person) -> None:
    late.live(sol, sheets=4, newest=8, sign_ins=8)
    response = tom.client.get(URL)
    assert not response.context["marked"]
    (row,) = response.context["others"]
    assert not row.verdict.reasons
    assert not row.verdict.unknown


def test_what_is_missing_is_said_and_marks_nobody(sol: Person, tom: Person) -> None:
    late.live(sol, sheets=4, sign_ins=0, newest=8)
    said = words(tom.client.get(URL))
    assert "Sign-ins were not counted for the whole time." in said
    assert "Nobody is marked on this page." in said


def test_somebody_in_an_early_week_is_not_looked_at(anna: Person, therese: Person) -> None:
    page = therese.client.get(URL).content.decode()
    assert anna.participant.alias not in page


def test_days_of_a_break_do_not_count(stuck: Person, tom: Person) -> None:
    Pause.objects.create(enrolment=stuck.enrolment, first_day=clock.today() - timedelta(days=30))
    response = tom.client.get(URL)
    assert not response.context["marked"]
    assert "Looked at from week 4 on" in words(response)


def test_whoever_has_sent_all_that_is_open_could_not_have_sent_more(stuck: Person) -> None:
    journey = stuck.journey
    assert progress.facts_of(journey, []).due == 4
    for fact in journey.facts.values():
        fact.submitted_on = journey.today
    assert {state.number for state in journey.states if state.is_open} == {1, 2}
    journey.facts[2] = journey.facts[1]
    assert (progress.facts_of(journey, []).sent, progress.facts_of(journey, []).due) == (2, 2)


def test_a_supervisor_sees_every_case_but_opens_none_from_here(stuck: Person, stina: Person) -> None:
    response = stina.client.get(URL)
    (row,) = response.context["marked"]
    assert row.participant.pk == stuck.account_id
    assert not soup(response).select(f"main a[href*='{stuck.account_id}']")


def test_a_therapist_sees_no_case_of_another(stuck: Person, therese: Person) -> None:
    assert stuck.participant.alias not in therese.client.get(URL).content.decode()


def test_the_version_in_force_decides(stuck: Person, tom: Person, stina: Person, programme: Program) -> None:
    reset(programme, stina, from_week=8)
    assert not tom.client.get(URL).context["marked"]
    reset(programme, stina, worksheets_percent=0, sign_ins_a_week=0.0, change_is_enough=False)
    response = tom.client.get(URL)
    assert not response.context["marked"]
    reset(programme, stina, signs_needed=1)
    assert "Version 3 of the thresholds, of" in words(tom.client.get(URL))


def test_thresholds_that_are_the_same_make_no_new_version(stina: Person, programme: Program) -> None:
    for _again in range(2):
        reset(programme, stina, from_week=8)
    assert of_program(programme).version == 1
    assert AuditEvent.objects.filter(verb="thresholds.set", actor=str(stina.account_id)).count() == 1


def test_a_change_of_care_is_ticked_off_by_name_and_day(stuck: Person, tom: Person) -> None:
    response = tick(tom, stuck)
    assert response["Location"] == f"{URL}#case-{stuck.account_id}"
    (row,) = Adaptation.objects.all()
    assert (row.key, row.done_by_id, row.done_on) == ("extra-message", tom.account_id, clock.today())
    assert "Tom, " in words(tom.client.get(URL))
    assert desk.verbs(stuck.account_id)[-1] == "adaptation.done"


def test_ticking_twice_changes_nothing_and_the_first_name_stands(stuck: Person, tom: Person, stina: Person) -> None:
    tick(tom, stuck)
    tick(stina, stuck)
    (row,) = Adaptation.objects.all()
    assert row.done_by_id == tom.account_id
    assert desk.verbs(stuck.account_id).count("adaptation.done") == 1


def test_a_tick_can_be_taken_back(stuck: Person, tom: Person) -> None:
    tick(tom, stuck)
    for _again in range(2):
        tick(tom, stuck, do="take-back")
    assert not Adaptation.objects.exists()
    assert desk.verbs(stuck.account_id).count("adaptation.taken-back") == 1


def test_a_tick_leads_back_to_its_page(stuck: Person, tom: Person) -> None:
    after = str(stuck.account_id)
    assert tick(tom, stuck, after=after)["Location"] == f"{URL}?after={after}#case-{after}"


@pytest.mark.parametrize("changed", [{"what": "nothing"}, {"do": "x"}, {"participant": "x"}, {"after": "//evil"}])
def test_a_tick_that_makes_no_sense_changes_nothing(changed: dict[str, str], stuck: Person, tom: Person) -> None:
    response = tick(tom, stuck, **changed)
    assert response["Location"] == URL
    assert "nothing was changed" in tom.client.get(URL).content.decode()
    assert not Adaptation.objects.exists()


def test_nobody_ticks_for_a_case_of_another(stuck: Person, therese: Person, arne: Person, anna: Person) -> None:
    assert tick(therese, stuck).status_code == 404
    assert tick(arne, stuck).status_code == 404
    assert not Adaptation.objects.exists()


@pytest.mark.parametrize("who", ["arne", "olle", "lena", "anna"])
def test_the_page_does_not_exist_for_others(who: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).client.get(URL).status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(therese: Person, stranger: Client) -> None:
    assert stranger.get(URL).status_code == 302
    assert therese.unverified.get(URL).status_code == 302


def test_it_refuses_other_methods(therese: Person) -> None:
    assert therese.client.put(URL).status_code == 405


def test_everybody_is_met_once_page_by_page(
    programme: Program, therese: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PAGE", 4)
    rows = late.many(11, programme, therese)
    met, after = [], ""
    while True:
        found = progress.prospects(staff=therese.account, today=clock.today(), after=after)
        met += [row.participant.alias for row in found.rows]
        after = found.after
        if not after:
            break
    assert met == sorted(row.participant.alias for row in rows)


def statements(person: Person) -> int:
    person.client.get(URL)
    with CaptureQueriesContext(connection) as counted:
        assert person.client.get(URL).status_code == 200
    return len(counted)


def test_queries_do_not_grow_with_the_cases(programme: Program, therese: Person, stina: Person) -> None:
    late.many(3, programme, therese)
    few = statements(therese), statements(stina)
    late.many(40, programme, therese)
    assert (statements(therese), statements(stina)) == few


def test_the_page_of_the_case_says_it_in_a_line(stuck: Person, tom: Person) -> None:
    said = words(tom.client.get(f"/staff/case/{stuck.account_id}/"))
    assert "Unlikely to benefit so far" in said
    assert "1 of 4 worksheets" in said


def test_the_page_of_an_early_case_says_nothing(anna: Person, therese: Person) -> None:
    assert "benefit" not in words(therese.client.get(f"/staff/case/{anna.account_id}/"))
