"""Something hard waits: it is said before it is opened, a talk is asked for, and a supervisor marks the day."""

from playwright.sync_api import Browser

from program.models import AuditEvent
from tests import people
from tests.journeys.walker import walking
from tests.people import Person
from tests.worksheets.test_watching import DANGER, draft, send


def test_before_something_hard_and_after(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    stina = people.new_supervisor("stina@clinic.example", "Stina")
    anna = people.new_participant("maple-river-21", people.programme())
    people.begin(anna)
    send(anna, draft(anna, 1, signs=DANGER))
    with walking(browser, site, scripts=scripts, phone=False) as desk, walking(browser, site, scripts=scripts) as above:
        desk.arrive(clinic)
        desk.page.locator("main table a").first.click()
        desk.page.wait_for_load_state()
        desk.look()
        desk.sees("Before you read")
        desk.sees("Words about suicide or self-harm")
        assert DANGER not in desk.page.content()
        desk.press("Ask a supervisor first")
        desk.is_at("/staff/inbox/")
        desk.sees("would like to talk about")
        desk.go(f"/staff/case/{anna.account_id}/week/1/")
        # From the keyboard: the first thing on the page that does something opens it.
        desk.page.get_by_role("button", name="Open", exact=True).focus()
        desk.page.keyboard.press("Enter")
        desk.page.wait_for_url(f"**/staff/case/{anna.account_id}/week/1/")
        desk.sees(DANGER)
        desk.press("I would like to talk about this one")
        desk.sees("see it already")
        above.arrive(stina)
        above.go("/staff/supervision/")
        above.sees("1 wish to talk about a case")
        above.go("/staff/supervision/debriefs/")
        above.sees(anna.participant.alias)
        assert DANGER not in above.page.content()
        above.press("Save")
        above.sees("marked by Stina")
    verbs = AuditEvent.objects.filter(verb__startswith="debrief.", case=str(anna.account_id)).order_by("id")
    assert list(verbs.exclude(verb="debrief.button").values_list("verb", flat=True)) == [
        "debrief.asked",
        "debrief.talked",
    ]
