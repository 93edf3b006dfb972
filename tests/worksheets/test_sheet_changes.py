"""A worksheet is held against those of earlier weeks, in the transaction and with the key of whoever sends it."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import weeks
from program.alerting import facts_of
from program.models import Alert, Program
from tests import people
from tests.people import Person
from tests.worksheets.test_watching import alerts, answer, draft, rules_of, send
from vault import sealing
from worksheets.actions.rules import change_rule, publish_rules
from worksheets.actions.silence import raise_silent
from worksheets.models import Response, WorksheetVersion
from worksheets.risk.reader import read

pytestmark = pytest.mark.django_db

CALM = {"answer": "no", "more": ""}


def bring(program: Program, looks_at: dict[str, Any], when: dict[str, Any], severity: str = "look") -> None:
    """One more rule."""
    definition = {
        **{"title": "Ours", "severity": severity, "door": "harm", "told": "Why.", "basis": "Own choice."},
        **{"looks_at": looks_at, "when": when, "participant_sees": "nothing" if severity == "look" else "help"},
    }
    today = clock.today(program.zone)
    publish_rules(program=program, rules=[read("ours", 1, definition)], by="tests", today=today)


def sent(person: Person, week: int, **answers: Any) -> Any:
    return send(person, draft(person, week, made_worse=CALM, **answers))


def ask_control_in(person: Person, *numbers: int) -> None:
    """As an edition would that asks it in these weeks, too. The rows are frozen: this goes past that."""
    versions = {row.week: row for row in WorksheetVersion.objects.filter(edition=person.enrolment.edition)}
    control = next(each for each in versions[1].questions if each["key"] == "control")
    for number in numbers:
        questions = [*versions[number].questions, control]
        QuerySet(WorksheetVersion).filter(pk=versions[number].pk).update(questions=questions)


@pytest.fixture
def weekly(sol: Person) -> Person:
    """Asked in each of three weeks how sure they are: 8 in the first, nothing in the second; the third waits."""
    ask_control_in(sol, 2, 3)
    with people.days_ago(25):
        people.begin(sol)
        sent(sol, 1, control=8)
    with people.days_ago(15):
        sent(sol, 2)
    return sol


@pytest.mark.parametrize(("control", "expected"), [(6, []), (5, ["control-falls"]), (None, [])])
def test_it_is_held_against_the_newest_answer_there_is(
    weekly: Person, control: int | None, expected: list[str]
) -> None:
    raised = sent(weekly, 3, control=control)
    assert rules_of(weekly) == expected
    assert (len(raised.alerts), raised.leads_to) == (len(expected), None)
    if expected:
        told = sealing.open(weekly.case_key, alerts(weekly)[0], "answer")
        assert told.startswith("How sure are you that you can keep from doing harm in the coming week? – 5")
        assert "In week 1 it was 8." in told
        assert b"week 1" not in bytes(alerts(weekly)[0].facts or b"")


def test_the_last_and_the_first_are_two_things(sol: Person, programme: Program) -> None:
    bring(programme, {"question": "control"}, {"kind": "falls_by", "points": 4, "since": "first"}, "soon")
    ask_control_in(sol, 2, 3)
    with people.days_ago(25):
        people.begin(sol)
        sent(sol, 1, control=9)
    with people.days_ago(15):
        sent(sol, 2, control=7)
    raised = sent(sol, 3, control=5)
    assert rules_of(sol) == ["ours"]
    assert raised.leads_to == alerts(sol)[0].pk


def test_rising_is_found_too(weekly: Person, programme: Program) -> None:
    bring(programme, {"question": "control"}, {"kind": "rises_by", "points": 2})
    sent(weekly, 3, control=10)
    assert rules_of(weekly) == ["ours"]


def test_a_correction_of_an_earlier_week_counts(weekly: Person) -> None:
    again = draft(weekly, 2, control=9, made_worse=CALM)
    assert again.number == 2
    send(weekly, again)
    sent(weekly, 3, control=6)
    assert rules_of(weekly) == ["control-falls"]


def test_earlier_worksheets_that_cannot_be_opened_raise_an_alert(weekly: Person) -> None:
    Response.objects.filter(participant_id=weekly.account_id, week=1).update(answers=b"broken")
    raised = sent(weekly, 3, control=8)
    (alert,) = alerts(weekly)
    assert facts_of(alert).title == "Less sure of keeping from doing harm (the rule failed)"
    assert raised.leads_to is None
    assert not Response.objects.filter(participant_id=weekly.account_id, week=3, submitted_on=None).exists()


def test_sending_costs_one_statement_more_however_many_there_were(weekly: Person) -> None:
    def statements(week: int) -> int:
        row = draft(weekly, week, made_worse=CALM, control=8)
        with CaptureQueriesContext(connection) as watched:
            send(weekly, row)
        earlier = [query for query in watched if 'FROM "worksheets_response"' in query["sql"]]
        assert len(earlier) == 1
        return len(watched)

    with people.days_ago(4):
        weeks_ = {statements(3)}
    ask_control_in(weekly, 4)
    assert len(weeks_ | {statements(4)}) == 1


# A question that nobody answers


@pytest.fixture
def unasked(programme: Program) -> None:
    bring(programme, {"question": "control"}, {"kind": "unanswered_weeks", "weeks": 2})


def test_a_question_left_blank_for_weeks_is_told_once_with_its_words(sol: Person, unasked: None) -> None:
    ask_control_in(sol, 2, 3)
    with people.days_ago(25):
        people.begin(sol)
        sent(sol, 1)
    with people.days_ago(15):
        sent(sol, 2)
    assert rules_of(sol) == []
    raised = sent(sol, 3)
    (alert,) = alerts(sol)
    assert (facts_of(alert).rule, facts_of(alert).week, raised.leads_to) == ("ours", 1, None)
    told = sealing.open(sol.case_key, alert, "answer")
    assert "left blank. It was asked weeks ago, and has not been answered since." in told
    send(sol, draft(sol, 3, made_worse=CALM, mood=1))
    raise_silent()
    assert rules_of(sol).count("ours") == 1


@pytest.mark.parametrize("answers", [(None, None, 4), (None, 4, None), (4, None, None)])
def test_an_answer_in_any_of_the_weeks_begins_anew(sol: Person, unasked: None, answers: tuple[int | None, ...]) -> None:
    ask_control_in(sol, 2, 3)
    with people.days_ago(20):
        people.begin(sol)
        sent(sol, 1, control=answers[0])
    with people.days_ago(10):
        sent(sol, 2, control=answers[1])
    sent(sol, 3, control=answers[2])
    assert "ours" not in rules_of(sol)


def test_a_worksheet_that_asks_it_and_does_not_come_is_the_same_silence(sol: Person, unasked: None) -> None:
    ask_control_in(sol, 2)
    with people.days_ago(15):
        people.begin(sol)
    raise_silent()
    assert rules_of(sol).count("ours") == 1
    sent(sol, 1)
    assert rules_of(sol).count("ours") == 1


def test_a_question_rule_fails_aloud_where_a_worksheet_cannot_be_opened(weekly: Person, unasked: None) -> None:
    Response.objects.filter(participant_id=weekly.account_id, week=1).update(answers=b"broken")
    sent(weekly, 3)
    failed = [facts_of(alert).title for alert in alerts(weekly)]
    assert "Ours (the rule failed)" in failed


@pytest.mark.parametrize(("between", "expected"), [(None, 1), (0, 0)])
def test_an_item_of_a_measure_that_stays_blank(
    sol: Person, programme: Program, between: int | None, expected: int
) -> None:
    bring(programme, {"measure": "weekly_check_in", "item": "worry"}, {"kind": "unanswered_weeks", "weeks": 2})
    for ago, week, worry in ((20, 1, None), (10, 2, between)):
        with people.days_ago(ago):
            if week == 1:
                people.begin(sol)
            answer(sol, "weekly_check_in", worry=worry)
            people.send_worksheet(sol, week)
    assert "ours" not in rules_of(sol)
    answer(sol, "weekly_check_in", worry=None)
    told = [sealing.open(sol.case_key, each, "answer") for each in alerts(sol) if facts_of(each).rule == "ours"]
    assert len(told) == expected
    assert all("left blank. It was asked weeks ago, and has not been answered since." in each for each in told)


# A worksheet as a whole


def test_many_blanks_are_found_where_the_rule_is_on(sol: Person, programme: Program, stina: Person) -> None:
    people.begin(sol)
    sent(sol, 1)
    assert rules_of(sol) == []
    Response.objects.filter(participant_id=sol.account_id).delete()
    switch_on(programme, "sheet-blank", stina)
    sent(sol, 1)
    assert rules_of(sol) == ["sheet-blank"]
    told = sealing.open(sol.case_key, alerts(sol)[0], "answer")
    assert told.startswith("9 of 10 questions were left blank.")


def switch_on(program: Program, key: str, by: Person) -> None:
    today = clock.today(program.zone)
    change_rule(
        program=program, key=key, version=1, changed={"active": True}, reason="Ours.", by=by.account_id, today=today
    )


def test_a_worksheet_that_does_not_come_is_told_once(sol: Person, programme: Program, stina: Person) -> None:
    switch_on(programme, "sheet-silent", stina)
    with people.days_ago(33):
        people.begin(sol)
        people.send_worksheet(sol, 1)
    for days, expected in ((6, 0), (5, 1), (4, 1), (0, 1)):
        with people.days_ago(days):
            raise_silent()
        assert Alert.objects.filter(participant_id=sol.account_id).count() - silent_check_ins(sol) == expected
    facts = next(facts_of(alert) for alert in alerts(sol) if facts_of(alert).rule == "sheet-silent")
    assert (facts.week, facts.source, facts.severity) == (2, "Worksheet of week 2", "look")


def silent_check_ins(person: Person) -> int:
    return rules_of(person).count("check-in-silent")


def test_nobody_on_a_break_is_told_of(sol: Person, programme: Program, stina: Person) -> None:
    switch_on(programme, "sheet-silent", stina)
    with people.days_ago(30):
        people.begin(sol)
    with people.days_ago(20):
        weeks.pause(journey=sol.journey, by=sol.account_id)
    raise_silent()
    assert "sheet-silent" not in rules_of(sol)
    weeks.resume(journey=sol.journey, by=sol.account_id)
    raise_silent()
    assert "sheet-silent" not in rules_of(sol)
