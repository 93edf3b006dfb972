"""A page for each measure: nothing is forced, nothing lost, nothing counted twice, nothing readable at rest."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from program.actions import weeks
from program.models import AuditEvent, Enrolment, EnrolmentState, MeasureFact, Notice, Promise, RescuedText
from tests import people
from tests.people import Person
from tests.worksheets.measuring import URL, answer_all, chosen, page_form
from tests.worksheets.pages import form_of, soup, words
from vault import sealing
from worksheets import queries
from worksheets.access import measures_of
from worksheets.actions.measures import answer_measure, skip_measure
from worksheets.contents import unseal
from worksheets.measures.instrument import Instrument
from worksheets.models import MeasureResponse
from worksheets.queries import offered

pytestmark = pytest.mark.django_db

AROUND, ITS_OWN = 2, 2
CALM = [0] * 7
"""The other items of the PHQ-9, so that there is a total and no rule has anything to find."""


def facts(person: Person) -> list[MeasureFact]:
    return list(MeasureFact.objects.filter(enrolment=person.enrolment).order_by("answered_on", "instrument"))


def verbs(person: Person) -> list[str]:
    return list(AuditEvent.objects.filter(case=str(person.account_id)).order_by("id").values_list("verb", flat=True))


def test_the_first_questions_wait_on_home_without_taking_its_button(sol: Person) -> None:
    html = " ".join(sol.client.get("/home/").content.decode().split())
    assert "First a few questions about how you are. About 6 minutes. You can skip them." in html
    assert 'href="/questions/"' in html
    assert html.partition("<main")[2].partition("</main>")[0].count("button-primary") == 1
    assert 'action="/home/begin/"' in html


def test_a_page_asks_one_measure_and_says_what_it_is(sol: Person) -> None:
    response = sol.client.get(URL)
    said = words(response)
    assert "Page 1 of 3" in said
    assert "About 2 minutes." in said
    assert "Little interest or pleasure in doing things" in said
    assert "Skip these questions" in said
    assert "If you are in danger or a child is, do not wait: Help now" in said
    page = soup(response)
    assert len(page.select("fieldset")) == 9
    assert not page.select("[required], input[checked]")
    assert not page.select("main a[href^='http']")


def test_answers_are_sealed_and_the_total_is_plain(sol: Person) -> None:
    fields = page_form(sol.client, do="save")
    response = sol.client.post(URL, fields | chosen(fields, 1, 3, *CALM), follow=True)
    assert "Thank you. Your answers are saved." in words(response)
    assert "Page 2 of 3" in words(response)
    (fact,) = facts(sol)
    assert (fact.point, fact.week, fact.instrument, fact.version) == ("baseline", 0, "phq_9", "1")
    assert (fact.total, fact.complete, fact.skipped) == (4, True, False)
    contents = unseal(sol.case_key, MeasureResponse.objects.get(fact=fact))
    assert contents.answers["q2"] == {"value": 3, "label": "Nearly every day"}
    assert contents.prompts["q1"] == "Little interest or pleasure in doing things"
    assert contents.prompts[""].startswith("Over the last 2 weeks")
    assert b"Nearly" not in bytes(MeasureResponse.objects.get().answers or b"")
    assert verbs(sol)[-1] == "measure.answered"


def test_after_the_last_page_it_is_home(sol: Person) -> None:
    answer_all(sol, 1)
    response = sol.client.get(URL)
    assert response.status_code == 302
    assert response["Location"] == "/home/"
    home = sol.client.get("/home/").content.decode()
    assert "a few questions" not in home
    assert 'href="/progress/"' in home


def test_a_blank_item_is_no_mistake(sol: Person) -> None:
    skip_measure_on_page(sol)
    fields = page_form(sol.client, do="save")
    assert fields["asked"] == "baseline-0-gad_7"
    sol.client.post(URL, fields | chosen(fields, 1, 1, 1, None, 1, 1, 1))
    fact = MeasureFact.objects.get(instrument="gad_7")
    assert (fact.total, fact.complete) == (7, False)


def test_too_many_blanks_give_no_total_and_no_reproach(sol: Person) -> None:
    fields = page_form(sol.client, do="save")
    response = sol.client.post(URL, fields | chosen(fields, 2, None), follow=True)
    assert "Thank you. Your answers are saved." in words(response)
    assert (facts(sol)[0].total, facts(sol)[0].complete) == (None, False)


def skip_measure_on_page(person: Person) -> str:
    fields = page_form(person.client, do="skip")
    return words(person.client.post(URL, fields, follow=True))


def test_skipping_is_kind_counts_once_and_keeps_no_answer(sol: Person) -> None:
    fields = page_form(sol.client, do="skip")
    for _click in range(2):
        response = sol.client.post(URL, fields | chosen(fields, 1, 1))
        assert response.status_code == 302
    (fact,) = facts(sol)
    assert (fact.skipped, fact.total) == (True, None)
    assert not MeasureResponse.objects.exists()
    assert verbs(sol).count("measure.skipped") == 1
    assert skip_measure_on_page(sol).startswith("That is all right.")


def test_a_double_click_makes_one(sol: Person) -> None:
    fields = page_form(sol.client, do="save")
    for value in (1, 3):
        assert sol.client.post(URL, fields | chosen(fields, value, value, *CALM)).status_code == 302
    assert [fact.total for fact in facts(sol)] == [2]
    assert MeasureResponse.objects.count() == 1
    assert verbs(sol).count("measure.answered") == 1


def test_at_once_the_first_answer_stands(sol: Person) -> None:
    journey = sol.journey
    measure = measures_of(journey).due[0]
    common = {"journey": journey, "asked": measure.asked, "instrument": measure.instrument, "by": sol.account_id}
    none = {item.link_id: 0 for item in measure.instrument.items}
    assert answer_measure(**common, answers=none, key=sol.case_key).fact is not None
    assert answer_measure(**common, answers=none | {"q1": 3}, key=sol.case_key).fact is None
    assert skip_measure(**common) is None
    assert [fact.total for fact in facts(sol)] == [0]


def test_nobody_else_answers_for_a_participant(sol: Person, therese: Person) -> None:
    measure = measures_of(sol.journey).due[0]
    with pytest.raises(ValueError, match="its participant alone"):
        skip_measure(journey=sol.journey, asked=measure.asked, instrument=measure.instrument, by=therese.account_id)


def test_nothing_chosen_is_said_and_nothing_is_saved(sol: Person) -> None:
    response = sol.client.post(URL, page_form(sol.client, do="save"))
    assert response.status_code == 200
    assert "Nothing is chosen yet. Choose what fits best, or skip these questions." in words(response)
    assert facts(sol) == []


def test_what_no_option_has_counts_as_no_answer(sol: Person) -> None:
    fields = page_form(sol.client, do="save")
    name = fields["asked"]
    sol.client.post(URL, fields | {f"{name}-q1": "9", f"{name}-q2": "1"})
    assert facts(sol)[0].total is None


def test_what_was_chosen_comes_back_where_the_owner_forbids_blanks(
    sol: Person, monkeypatch: pytest.MonkeyPatch
) -> None:

    def forbidden(*named: Any, **more: Any) -> dict[str, Instrument]:
        return {key: replace(found, skippable=False) for key, found in offered(*named, **more).items()}

    monkeypatch.setattr(queries, "offered", forbidden)
    fields = page_form(sol.client, do="save")
    response = sol.client.post(URL, fields | chosen(fields, 2, None))
    assert "Please choose one here, too." in words(response)
    assert form_of(response, "form.measure")[f"{fields['asked']}-q1"] == "2"
    assert facts(sol) == []
    assert skip_measure_on_page(sol).startswith("That is all right.")


def test_a_strange_page_name_leads_on(sol: Person) -> None:
    fields = page_form(sol.client, do="save")
    for name in ("", "baseline-0-phq_2", "weekly-1-phq_2", "x" * 5000):
        response = sol.client.post(URL, fields | {"asked": name})
        assert response.status_code == 302
        assert response["Location"] == URL
    assert facts(sol) == []


def test_choices_outlive_a_lost_session(sol: Person) -> None:
    fields = page_form(sol.client, do="save")
    stranger = Client()
    assert stranger.post(URL, fields | chosen(fields, 3, 2)).status_code == 302
    assert facts(sol) == []
    kept = RescuedText.objects.get(account_id=sol.account_id)
    response = sol.client.get(f"{URL}?rescued={kept.pk}")
    assert "They are not saved yet" in words(response)
    back = form_of(response, "form.measure")
    assert [back[f"{fields['asked']}-q{number}"] for number in (1, 2)] == ["3", "2"]


def test_an_empty_form_is_nothing_to_keep(sol: Person) -> None:
    Client().post(URL, page_form(sol.client, do="save"))
    assert not RescuedText.objects.exists()


def test_weeks_ask_in_their_turn(anna: Person) -> None:
    """Eight days in, the baseline is over and week 2 has opened."""
    assert "About 4 minutes." in anna.client.get("/home/").content.decode()
    assert page_form(anna.client)["asked"] == "weekly-2-weekly_check_in"
    answer_all(anna, 2)
    assert {fact.week for fact in facts(anna)} == {2}
    assert measures_of(anna.journey).next is None


def test_the_check_in_asks_about_danger_and_lets_it_be_left_blank(anna: Person) -> None:
    response = anna.client.get(URL)
    said = words(response)
    for asked in (
        "On how many of the last 7 days did you do what you came here to stop?",
        "How strong was the strongest urge?",
        "How worried were you that you might harm a child?",
        "How much time were you alone with a child or children?",
    ):
        assert asked in said
    assert said.count("You can leave this one blank.") == 4
    assert len(soup(response).select("input[type=radio][value='']")) == 8


def test_nothing_is_asked_on_a_break_or_after_leaving(anna: Person) -> None:
    weeks.pause(journey=anna.journey, by=anna.account_id)
    assert anna.client.get(URL)["Location"] == "/home/"
    assert "a few questions" not in anna.client.get("/home/").content.decode()
    Enrolment.objects.filter(pk=anna.enrolment.pk).update(state=EnrolmentState.WITHDRAWN)
    assert measures_of(anna.journey).due == []


def test_a_page_that_was_open_at_midnight_is_still_taken(sol: Person) -> None:
    with people.days_ago(7):
        people.begin(sol)
    journey = sol.journey
    mine = measures_of(journey)
    assert mine.due == []
    assert mine.posted("baseline-0-phq_9") is not None


def test_a_stranger_is_asked_to_sign_in(stranger: Client) -> None:
    for url in (URL, "/progress/"):
        assert stranger.get(url)["Location"].startswith("/sign-in/")


def test_staff_have_no_questions(therese: Person, arne: Person) -> None:
    for person in (therese, arne):
        assert person.client.get(URL).status_code == 404
        assert person.client.post(URL).status_code == 404


def test_other_methods_are_refused(sol: Person) -> None:
    assert sol.client.put(URL).status_code == 405


def test_it_costs_the_journey_and_one_more(sol: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    sol.client.get(URL)
    with django_assert_num_queries(AROUND + ITS_OWN):
        sol.client.get(URL)


def test_home_costs_no_more_with_answers(anna: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    answer_all(anna, 1)
    Notice.objects.update(read=True)
    Promise.objects.update(due_on=date(2099, 1, 2))  # a promise that has passed costs one more
    anna.client.get("/home/")
    with django_assert_num_queries(AROUND + 5):  # one of them looks whether the awaited letter is due
        anna.client.get("/home/")


def test_an_answer_cannot_be_moved_to_another_row(sol: Person) -> None:
    one, two, *_rest = answer_all(sol, 1)
    taken = MeasureResponse(fact=two, answers=MeasureResponse.objects.get(fact=one).answers)
    with pytest.raises(sealing.SealBroken):
        unseal(sol.case_key, taken)
