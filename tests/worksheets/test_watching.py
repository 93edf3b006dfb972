"""Rules are held against what is sent, in its transaction; an alert keeps the rule's version, and leads to help."""

import html
from datetime import date
from typing import Any, NoReturn
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from program import clock, tasks
from program.alerting import facts_of
from program.choices import Duty, Severity
from program.models import Alert, AlertStep, CaseGrant, Enrolment, MeasureFact, Program
from tests import people
from tests.people import Person
from tests.program.alerts import put_on_duty
from tests.worksheets.measuring import URL, chosen, page_form
from therapist.models import Message
from vault import sealing
from worksheets.access import measures_of
from worksheets.actions import watching
from worksheets.actions.drafts import save_draft
from worksheets.actions.measures import answer_measure
from worksheets.actions.rules import change_rule
from worksheets.actions.sending import submit
from worksheets.actions.watching import Raised
from worksheets.models import Response, ResponseState, RuleVersion, WorksheetVersion
from worksheets.rulebook import rule_behind, rules_in_force

pytestmark = pytest.mark.django_db

DANGER = "I cannot sleep and I want to die."
CALM = "I slept a little better."


def alerts(person: Person) -> list[Alert]:
    """The most pressing first."""
    rows = Alert.objects.filter(participant_id=person.account_id)
    return sorted(rows, key=lambda row: (list(Severity).index(facts_of(row).severity), facts_of(row).rule))


def rules_of(person: Person) -> list[str]:
    return [facts_of(row).rule for row in alerts(person)]


def answer(person: Person, instrument: str, **answers: int | None) -> Raised:
    """The measure that is due, with these answers and 0 for every other item."""
    journey = person.journey
    measure = next(each for each in measures_of(journey).due if each.instrument.key == instrument)
    taken = answer_measure(
        journey=journey,
        asked=measure.asked,
        instrument=measure.instrument,
        answers={item.link_id: 0 for item in measure.instrument.items} | answers,
        key=person.case_key,
        by=person.account_id,
    )
    return taken.raised


def draft(person: Person, week: int, **answers: Any) -> Response:
    version = WorksheetVersion.objects.get(edition=person.enrolment.edition, week=week)
    save_draft(
        participant=person.participant,
        version=version,
        week=week,
        key=person.case_key,
        answers=answers,
        base=0,
        form_key=uuid4(),
        by=person.account_id,
    )
    return Response.objects.select_related("version").get(
        participant_id=person.account_id, week=week, state=ResponseState.DRAFT
    )


def send(person: Person, row: Response) -> Raised:
    sent = submit(journey=person.journey, response=row, key=person.case_key, form_key=uuid4(), by=person.account_id)
    return sent.raised


# Measures


def test_item_9_above_zero_asks_more_at_once(sol: Person) -> None:
    fields = page_form(sol.client, do="save")
    assert fields["asked"] == "baseline-0-phq_9"
    response = sol.client.post(URL, fields | chosen(fields, *[0] * 8, 1))
    (alert,) = alerts(sol)
    facts = facts_of(alert)
    assert response["Location"] == f"/questions/more/{alert.pk}/"
    assert (facts.rule, facts.version, facts.severity, facts.grading) == ("phq-9-item-9", 1, "urgent", True)
    assert (facts.source, facts.week) == ("PHQ-9", None)
    told = sealing.open(sol.case_key, alert, "answer")
    assert told.startswith("PHQ-9: Thoughts that you would be better off dead")
    assert "– Several days" in told
    assert "Any answer above" in told
    assert rule_behind(sol.enrolment.program_id, facts.rule, facts.version) is not None


def test_a_second_click_leads_to_the_same_place(sol: Person) -> None:
    fields = page_form(sol.client, do="save")
    posted = fields | chosen(fields, *[0] * 8, 2)
    first, second = sol.client.post(URL, posted), sol.client.post(URL, posted)
    assert first["Location"] == second["Location"]
    assert len(alerts(sol)) == 1
    assert MeasureFact.objects.filter(enrolment=sol.enrolment).count() == 1


def test_nothing_dangerous_raises_nothing(sol: Person) -> None:
    assert answer(sol, "phq_9") == Raised()
    assert alerts(sol) == []


def test_a_severe_total_leads_to_the_help_page_and_item_9_goes_first(sol: Person) -> None:
    raised = answer(sol, "phq_9", **{f"q{number}": 3 for number in range(1, 9)})
    assert rules_of(sol) == ["phq-9-severe"]
    assert (raised.leads_to, raised.asks) == (alerts(sol)[0].pk, False)


def test_of_several_the_most_pressing_leads(sol: Person) -> None:
    raised = answer(sol, "phq_9", **{f"q{number}": 3 for number in range(1, 10)})
    assert rules_of(sol) == ["phq-9-item-9", "phq-9-severe"]
    assert [alert.pk for alert in raised.alerts] == [alert.pk for alert in alerts(sol)]
    assert (raised.leads_to, raised.asks) == (alerts(sol)[0].pk, True)


WORRY = [(0, [], ""), (1, [], ""), (2, ["worry-quite"], "soon"), (3, ["worry-very"], "urgent"), (None, [], "")]


@pytest.mark.parametrize(("worry", "expected", "severity"), WORRY)
def test_worry_about_a_child(sol: Person, worry: int | None, expected: list[str], severity: str) -> None:
    raised = answer(sol, "weekly_check_in", worry=worry)
    assert rules_of(sol) == expected
    assert bool(raised.leads_to) == bool(expected)
    assert [facts_of(alert).severity for alert in alerts(sol)] == ([severity] if severity else [])


def test_a_look_interrupts_nobody(sol: Person) -> None:
    raised = answer(sol, "weekly_check_in", alone=4)
    assert rules_of(sol) == ["alone-often"]
    assert (len(raised.alerts), raised.leads_to) == (1, None)


def test_too_many_blanks_are_a_look(sol: Person) -> None:
    assert answer(sol, "phq_9", q1=None, q2=None, q3=None).leads_to is None
    assert rules_of(sol) == ["phq-9-blank"]


def test_change_is_held_against_what_was_answered_before(sol: Person) -> None:
    with people.days_ago(12):
        people.begin(sol)
        answer(sol, "weekly_check_in", strongest_urge=2, days=1)
    with people.days_ago(10):
        people.send_worksheet(sol, 1)
    assert alerts(sol) == []
    answer(sol, "weekly_check_in", strongest_urge=6, days=4)
    assert rules_of(sol) == ["days-rise", "strongest-urge-rises"]
    told = sealing.open(sol.case_key, alerts(sol)[1], "answer")
    assert "The last time: 2." in told


# Worksheets


def test_words_in_a_worksheet_lead_to_help(sol: Person) -> None:
    people.begin(sol)
    row = draft(sol, 1, signs=DANGER, mood=4)
    raised = send(sol, row)
    (alert,) = alerts(sol)
    assert (facts_of(alert).rule, facts_of(alert).week, facts_of(alert).door) == ("words-myself", 1, "myself")
    assert (raised.leads_to, raised.asks) == (alert.pk, False)
    assert DANGER in sealing.open(sol.case_key, alert, "answer")
    assert DANGER.encode() not in bytes(alert.facts or b"") + bytes(alert.answer or b"")


def test_the_page_leads_there_and_so_does_a_second_click(sol: Person) -> None:
    people.begin(sol)
    row = draft(sol, 1, signs=DANGER)
    posted = {"base": str(row.base), "form_key": str(uuid4())}
    places = [sol.client.post("/week/1/worksheet/send/", posted)["Location"] for _click in range(2)]
    assert places == [f"/help/next/{alerts(sol)[0].pk}/"] * 2
    calm = {"base": "1", "form_key": str(uuid4())}
    Alert.objects.all().delete()
    assert sol.client.post("/week/1/worksheet/send/", calm)["Location"] == "/week/1/worksheet/sent/"


@pytest.mark.parametrize(("control", "expected"), [(2, ["control-low"]), (3, []), (None, [])])
def test_a_low_scale(sol: Person, control: int | None, expected: list[str]) -> None:
    people.begin(sol)
    send(sol, draft(sol, 1, control=control, made_worse={"answer": "yes", "more": "A bad night"}))
    assert rules_of(sol) == expected


def test_a_draft_raises_nothing(sol: Person) -> None:
    people.begin(sol)
    draft(sol, 1, signs=DANGER)
    assert alerts(sol) == []


def test_an_address_is_not_repeated_in_the_alert(sol: Person) -> None:
    people.begin(sol)
    raised = send(sol, draft(sol, 1, signs="See https://example.org/x"))
    (alert,) = alerts(sol)
    assert (facts_of(alert).rule, raised.leads_to) == ("pointer", None)
    assert "example" not in sealing.open(sol.case_key, alert, "answer")
    rule = rule_behind(sol.enrolment.program_id, "pointer", facts_of(alert).version)
    assert rule is not None
    assert rule.incident_steps[0].startswith("Do not open")


# Messages


def test_a_message_leads_to_help_once_and_again_for_a_second_click(anna: Person) -> None:
    posted = {"text": DANGER, "form_key": str(uuid4())}
    places = [anna.client.post("/messages/", posted)["Location"] for _click in range(2)]
    (alert,) = alerts(anna)
    assert places == [f"/help/next/{alert.pk}/"] * 2
    assert Message.objects.filter(participant_id=anna.account_id).count() == 1
    assert anna.client.post("/messages/", {"text": CALM, "form_key": str(uuid4())})["Location"] == "/messages/"


@pytest.mark.parametrize("state", ["completed", "paused"])
def test_somebody_who_has_finished_or_paused_is_heard_too(state: str, anna: Person, tom: Person, stina: Person) -> None:
    Enrolment.objects.filter(participant=anna.account_id).update(state=state)
    CaseGrant.objects.filter(participant=anna.account_id).update(case_key=None, last_day=clock.today())
    put_on_duty(tom, None, stina)
    sent = anna.client.post("/messages/", {"text": DANGER, "form_key": str(uuid4())})
    (alert,) = alerts(anna)
    assert sent["Location"] == f"/help/next/{alert.pk}/"
    tasks.escalate()
    assert [address for message in mail.outbox for address in message.to] == [tom.name]
    assert CaseGrant.objects.get(participant=anna.account_id, case_key__isnull=False).staff_id == tom.account_id


def test_somebody_who_has_left_is_told_that_nobody_reads_it(anna: Person) -> None:
    """Sent, it would be read by nobody who can answer: so it is not taken, stands below, and help is named."""
    Enrolment.objects.filter(participant=anna.account_id).update(state="withdrawn", ended_on=clock.today())
    page = anna.client.post("/messages/", {"text": DANGER, "form_key": str(uuid4())}).content.decode()
    assert "Nobody reads here any more, so this was not sent." in page
    assert DANGER in html.unescape(page)
    assert 'href="/help/"' in page
    assert not Message.objects.filter(participant_id=anna.account_id).exists()
    assert not alerts(anna)


# All or nothing, in the transaction


def fail(**_named: Any) -> NoReturn:
    raise RuntimeError


def test_without_its_alert_no_answer_is_taken(sol: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    people.begin(sol)
    row = draft(sol, 1, signs=DANGER)
    monkeypatch.setattr(watching, "raise_alert", fail)
    with pytest.raises(RuntimeError):
        send(sol, row)
    assert Response.objects.get(pk=row.pk).is_draft
    with pytest.raises(RuntimeError):
        answer(sol, "phq_9", q9=1)
    assert not MeasureFact.objects.filter(enrolment=sol.enrolment).exists()
    assert alerts(sol) == []


def break_rule(program: Program, key: str) -> None:
    row = RuleVersion.objects.filter(program=program, key=key).latest("version")
    RuleVersion(
        program=program,
        key=key,
        version=row.version + 1,
        definition=row.definition | {"when": {"kind": "of another age"}},
        set_on=date(2026, 1, 1),
        set_by="tests",
    ).save(force_insert=True)


def test_a_rule_that_cannot_be_read_raises_an_alert_itself(sol: Person, programme: Program) -> None:
    break_rule(programme, "alone-often")
    raised = answer(sol, "phq_9")
    (alert,) = alerts(sol)
    facts = facts_of(alert)
    assert (facts.rule, facts.version, facts.severity) == ("alone-often", 2, "soon")
    assert facts.title == "alone-often (the rule failed)"
    assert raised.leads_to is None
    assert "nobody knows whether it applies" in sealing.open(sol.case_key, alert, "answer")


def test_one_that_fails_does_not_stop_the_others(sol: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(given: Any) -> NoReturn:
        raise ZeroDivisionError(given)

    monkeypatch.setattr("worksheets.risk.given.GivenMeasure.blanks", property(failing))
    answer(sol, "phq_9", q9=1)
    assert rules_of(sol) == ["phq-9-item-9", "phq-9-blank"]
    assert facts_of(alerts(sol)[1]).title.endswith("(the rule failed)")


def test_an_alert_keeps_the_version_that_raised_it(sol: Person, programme: Program, stina: Person) -> None:
    def changed(value: int, version: int) -> None:
        change_rule(
            program=programme,
            key="phq-9-item-9",
            version=version,
            changed={"when": {"kind": "at_least", "value": value}},
            reason="We look from two on.",
            by=stina.account_id,
            today=date(2026, 1, 1),
        )

    changed(2, 1)
    assert answer(sol, "phq_9", q9=2).leads_to is not None
    changed(1, 2)
    assert [facts_of(alert).version for alert in alerts(sol)] == [2]
    then = rule_behind(programme.pk, "phq-9-item-9", 2)
    assert then is not None
    assert then.condition.value == 2  # type: ignore[union-attr]
    assert next(rule.version for rule in rules_in_force(programme.pk) if rule.key == "phq-9-item-9") == 3


def test_who_is_told_when_is_the_rules_own(sol: Person, programme: Program, stina: Person) -> None:
    change_rule(
        program=programme,
        key="worry-very",
        version=1,
        changed={"steps": [{"after_hours": 5, "who": "supervisor"}], "act_within_hours": 7},
        reason="Ours.",
        by=stina.account_id,
        today=date(2026, 1, 1),
    )
    answer(sol, "weekly_check_in", worry=3)
    (alert,) = alerts(sol)
    assert [step.who for step in AlertStep.objects.filter(alert=alert)] == [Duty.SUPERVISOR]
    assert (facts_of(alert).act_by - facts_of(alert).raised_at).total_seconds() == 7 * 3600


def test_what_nothing_is_found_in_costs_few_statements(sol: Person) -> None:
    """The rules, and the earlier totals that a rule compares with."""
    with CaptureQueriesContext(connection) as watched:
        answer(sol, "phq_9")
    about = [query["sql"] for query in watched if "worksheets_ruleversion" in query["sql"]]
    earlier = [query["sql"] for query in watched if "measurefact" in query["sql"] and '"total"' in query["sql"]]
    assert len(about) == 1
    assert len(earlier) <= 3


def test_an_alert_of_another_answer_is_another(anna: Person) -> None:
    for _time in range(2):
        anna.client.post("/messages/", {"text": f"{DANGER} {uuid4()}", "form_key": str(uuid4())})
    assert len(alerts(anna)) == 2
    assert all(isinstance(alert.pk, UUID) for alert in alerts(anna))
