"""A dangerous answer, in a measure and again in a worksheet: help at once, and a named person who acts on it.

The people on duty never had the case. What nobody acknowledges goes on to the next person, once.
"""

from playwright.sync_api import Browser

from program import clock, tasks
from program.alerting import facts_of
from program.choices import Severity
from program.models import Alert, AlertState, AlertStep, AuditEvent, OutboxKind, OutboxRow, Role
from tests import people
from tests.journeys.loop.test_loop import boxes, join
from tests.journeys.walker import Walker, walking
from tests.people import Person
from tests.program.alerts import put_on_duty

IN_WORDS = "I want to end my life, sandpiper-words."
NOTE = "Wrote at once and went through the plan, dunlin-note."


def answer_item_9(walker: Walker) -> None:
    """All of the PHQ-9 with its last item above zero, and the short questions left blank."""
    walker.go("/questions/")
    rows = walker.page.locator("form.measure fieldset").all()
    for place, row in enumerate(rows, start=1):
        row.locator("label").nth(1 if place == len(rows) else 0).click()
    walker.press("Save")
    walker.sees("Thank you for telling us")
    walker.press("Go on")
    walker.sees("Thank you for saying this")


def write_it(walker: Walker) -> None:
    walker.go("/home/")
    walker.press("Begin week 1")
    walker.go("/week/1/worksheet/")
    walker.page.locator(f"[name='{boxes(walker)[0]}']").fill(IN_WORDS)
    walker.press("Read it through")
    walker.press("Send it")
    walker.sees("Thank you for saying this")
    walker.sees("I may hurt myself")
    walker.sees("112")


def act_on(walker: Walker, alert: Alert) -> None:
    walker.sees("2 urgent alerts")
    walker.press("All alerts")
    walker.page.locator(f"main a[href='/staff/alerts/{alert.pk}/']").first.click()
    walker.page.wait_for_load_state()
    walker.look()
    walker.sees("sandpiper-words")
    walker.page.get_by_label("Went through the safety plan with the participant").check()
    walker.fill("Note", NOTE)
    walker.press("Acknowledge")
    walker.sees("dunlin-note")


def mailed() -> list[str]:
    """To whom mails went, in order, after the sweep has run twice."""
    for _sweep in range(2):
        tasks.escalate()
    rows = OutboxRow.objects.filter(kind=OutboxKind.ALERT_MAIL).order_by("id").select_related("account")
    assert all(row.done_on for row in rows)
    return [row.account.work_name for row in rows]


def an_hour_later() -> None:
    for step in AlertStep.objects.filter(due_at__isnull=False):
        AlertStep.objects.filter(pk=step.pk).update(due_at=clock.now())
        return


def test_from_a_dangerous_answer_to_a_named_person(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    tom = people.new_staff("tom@clinic.example", "Tom", Role.THERAPIST, capacity=0)
    stina = people.new_supervisor("stina@clinic.example", "Stina")
    put_on_duty(tom, None, stina)
    with walking(browser, site, scripts=scripts) as anna, walking(browser, site, scripts=scripts, phone=False) as desk:
        join(anna)
        answer_item_9(anna)
        write_it(anna)
        measured, written = sorted(Alert.objects.all(), key=lambda alert: facts_of(alert).source)
        assert {facts_of(alert).severity for alert in (measured, written)} == {Severity.URGENT}
        assert mailed() == ["Tom", "Tom"]
        desk.arrive(tom)
        act_on(desk, written)
    written.refresh_from_db()
    assert (written.state, written.acknowledged_by_id) == (AlertState.ACKNOWLEDGED, tom.account_id)
    by_tom = AuditEvent.objects.filter(subject=str(written.pk), actor=str(tom.account_id)).order_by("id")
    assert list(by_tom.values_list("verb", flat=True)) == ["alert.seen", "alert.acknowledged"]
    # The other one was read by nobody: it goes on, once.
    assert (
        AlertStep.objects.filter(due_at__isnull=False).values_list("alert_id", flat=True).distinct().get()
        == measured.pk
    )
    an_hour_later()
    assert mailed() == ["Tom", "Tom", "Stina"]
