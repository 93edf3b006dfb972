"""Four short questions: a blank is urgent, so is any answer but the safe one; nothing lost, nothing asked twice."""

from itertools import product
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from program.alerting import facts_of
from program.models import Alert, AlertStep, AuditEvent, RescuedText
from tests.people import Person
from tests.worksheets.measuring import URL, chosen, page_form
from tests.worksheets.pages import form_of, soup, words
from vault import sealing
from worksheets.risk.grading import QUESTIONS, as_told, is_urgent

SAFE = {"now": "no", "plan": "no", "means": "no", "safe": "yes"}


def test_only_one_way_of_answering_is_not_urgent() -> None:
    calm = [
        dict(zip(QUESTIONS, said, strict=True))
        for said in product(["yes", "no", ""], repeat=4)
        if not is_urgent(dict(zip(QUESTIONS, said, strict=True)))
    ]
    assert calm == [SAFE]


@given(st.dictionaries(st.sampled_from([*QUESTIONS, "x"]), st.text(max_size=4), max_size=5))
def test_whatever_else_is_posted_is_urgent(answers: dict[str, str]) -> None:
    safe = all(answers.get(key) == value for key, value in SAFE.items())
    assert is_urgent(answers) == (not safe)


def test_the_desk_reads_question_and_answer() -> None:
    told = as_told({"now": "no", "safe": "yes"}).splitlines()
    assert told[0] == "Are you thinking about it right now? No"
    assert told[1].endswith("No answer")
    assert told[3] == "Can you keep yourself safe tonight? Yes"


@pytest.fixture
def alert(sol: Person) -> Alert:
    """Sol has chosen 'Several days' at item 9."""
    fields = page_form(sol.client, do="save")
    sol.client.post(URL, fields | chosen(fields, *[0] * 8, 1))
    return Alert.objects.get(participant_id=sol.account_id)


def url(alert: Alert) -> str:
    return f"/questions/more/{alert.pk}/"


def severity(alert: Alert) -> str:
    return facts_of(Alert.objects.get(pk=alert.pk)).severity.value


@pytest.mark.django_db
def test_the_page_is_short_and_has_help_on_top(sol: Person, alert: Alert) -> None:
    response = sol.client.get(url(alert))
    said = words(response)
    assert said.startswith("If you may hurt yourself soon, do not stop to answer this: Help now")
    assert "You can leave any of them blank." in said
    page = soup(response)
    assert len(page.select("fieldset")) == 4
    assert not page.select("[required], input[checked]")
    assert page.select_one("main a[href='/help/']")


@pytest.mark.django_db
def test_safe_answers_make_it_soon_and_lead_to_help(sol: Person, alert: Alert) -> None:
    response = sol.client.post(url(alert), form_of(sol.client.get(url(alert)), "form.measure") | SAFE)
    assert response["Location"] == f"/help/next/{alert.pk}/"
    assert severity(alert) == "soon"
    kept = Alert.objects.get(pk=alert.pk)
    assert sealing.open(sol.case_key, kept, "more") == as_told(SAFE)
    assert [step.who for step in AlertStep.objects.filter(alert=alert)][0] == "therapist"
    assert AuditEvent.objects.filter(verb="alert.graded", case=str(sol.account_id)).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("answers", [{}, SAFE | {"safe": ""}, SAFE | {"means": "yes"}, SAFE | {"now": "perhaps"}])
def test_anything_else_is_urgent_at_once(sol: Person, alert: Alert, answers: dict[str, str]) -> None:
    response = sol.client.post(url(alert), answers)
    assert response["Location"] == f"/help/next/{alert.pk}/"
    assert severity(alert) == "urgent"
    assert not facts_of(Alert.objects.get(pk=alert.pk)).grading


@pytest.mark.django_db
def test_it_is_asked_once(sol: Person, alert: Alert) -> None:
    sol.client.post(url(alert), {})
    for response in (sol.client.get(url(alert)), sol.client.post(url(alert), SAFE)):
        assert response["Location"] == f"/help/next/{alert.pk}/"
    assert severity(alert) == "urgent"


@pytest.mark.django_db
def test_choices_outlive_a_lost_session(sol: Person, alert: Alert) -> None:
    fields = form_of(sol.client.get(url(alert)), "form.measure")
    assert Client().post(url(alert), fields | SAFE).status_code == 302
    assert severity(alert) == "urgent"
    kept = RescuedText.objects.get(account_id=sol.account_id)
    assert kept.path == url(alert)
    response = sol.client.get(f"{url(alert)}?rescued={kept.pk}")
    assert "They are not saved yet" in words(response)
    back = form_of(response, "form.measure")
    assert {key: back[key] for key in QUESTIONS} == SAFE


@pytest.mark.django_db
def test_nobody_else_reaches_it(sol: Person, alert: Alert, anna: Person, therese: Person, stranger: Client) -> None:
    for person in (anna, therese):
        assert person.client.get(url(alert)).status_code == 404
        assert person.client.post(url(alert), SAFE).status_code == 404
    assert stranger.get(url(alert))["Location"].startswith("/sign-in/")
    assert sol.client.get(f"/questions/more/{uuid4()}/").status_code == 404
    assert sol.client.put(url(alert)).status_code == 405
    assert facts_of(Alert.objects.get(pk=alert.pk)).grading


@pytest.mark.django_db
def test_the_page_costs_one_statement_of_its_own(
    sol: Person, alert: Alert, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sol.client.get(url(alert))
    with django_assert_num_queries(3):
        sol.client.get(url(alert))
