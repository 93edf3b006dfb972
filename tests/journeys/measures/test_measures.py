"""Questions about how somebody is, answered on a phone, with scripts off and on; then seen as a chart by both sides."""

from playwright.sync_api import Browser

from program import clock, tasks
from program.models import MeasureFact
from tests.journeys.loop.test_loop import join
from tests.journeys.walker import Walker, walking
from tests.people import Person


def answer_page(walker: Walker, place: int) -> None:
    """The choice at this place in every row; the next page, or home, comes by itself."""
    for row in walker.page.locator("form.measure fieldset").all():
        row.locator("label").nth(place).click()
    walker.press("Save")


def test_from_the_first_questions_to_the_chart(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    with walking(browser, site, scripts=scripts) as anna, walking(browser, site, scripts=scripts, phone=False) as desk:
        join(anna)
        anna.press("First a few questions about how you are. About 6 minutes. You can skip them.")
        anna.is_at("/questions/")
        anna.press("Save")
        anna.sees("Nothing is chosen yet.")
        answer_page(anna, 0)
        anna.sees("Page 2 of 3")
        assert anna.page.evaluate("document.documentElement.scrollWidth") <= 360
        anna.press("Skip these questions")
        answer_page(anna, 1)
        anna.is_at("/home/")
        assert dict(MeasureFact.objects.values_list("instrument", "total")) == {
            "phq_9": 0.0,
            "gad_7": None,
            "weekly_check_in": 6.0,
        }
        anna.press("Begin week 1")
        week_2(anna)
        tasks.plan_notices()
        tasks.deliver_outbox()
        anna.go("/home/")
        anna.press("Some short questions are waiting: about 4 minutes. You can skip them.")
        for _page in range(3):
            answer_page(anna, 0)
        anna.is_at("/home/")
        anna.press("My progress")
        anna.sees("Your week")
        assert anna.page.locator("svg.chart").count() == 1
        anna.page.locator("summary").last.click()
        anna.look()
        desk.arrive(clinic)
        desk.go(f"/staff/case/{MeasureFact.objects.all()[0].enrolment.participant_id}/")
        desk.sees("6 → 4, −2: worse, with no threshold to judge it by.")


def week_2(walker: Walker) -> None:
    """Send an empty worksheet, and let a week go by."""
    walker.go("/week/1/worksheet/")
    walker.press("Read it through")
    walker.press("Send it")
    clock.forward(8)
    walker.go("/home/")
