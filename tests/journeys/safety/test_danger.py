"""A dangerous answer on a phone: short questions, help, and on; and the clinical lead's rules behind it."""

from playwright.sync_api import Browser

from program.alerting import facts_of
from program.models import Alert, MeasureFact, Role
from tests import people
from tests.journeys.loop.test_loop import join
from tests.journeys.measures.test_measures import answer_page
from tests.journeys.walker import walking
from tests.people import Person
from worksheets.rulebook import rules_in_force


def test_from_item_9_to_help_and_back(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    assert clinic.account_id
    with walking(browser, site, scripts=scripts) as anna:
        join(anna)
        anna.go("/questions/")
        answer_page(anna, 1)
        anna.sees("Thank you for telling us")
        assert anna.page.evaluate("document.documentElement.scrollWidth") <= 360
        for row, place in zip(anna.page.locator("form.measure fieldset").all(), (1, 1, 1, 0), strict=True):
            row.locator("label").nth(place).click()
        anna.press("Go on")
        anna.sees("Thank you for saying this")
        (alert,) = Alert.objects.all()
        anna.is_at(f"/help/next/{alert.pk}/")
        assert (facts_of(alert).severity, facts_of(alert).grading) == ("soon", False)
        anna.press("Go on with the questions")
        anna.sees("Page 2 of 3")
        assert MeasureFact.objects.get().total == 9


def test_the_lead_changes_a_rule(browser: Browser, site: str, scripts: bool) -> None:
    lea = people.new_staff("lea@clinic.example", "Lea", Role.LEAD)
    with walking(browser, site, scripts=scripts, phone=False) as desk:
        desk.arrive(lea)
        desk.go("/staff/rules/")
        desk.press("Words about being threatened or blackmailed")
        desk.fill("Phrases: de", "droht mir")
        desk.fill("Why you change it", "Too many false alarms.")
        desk.press("Put in force")
        desk.sees("Version 2 is in force.")
        rule = next(each for each in rules_in_force(people.programme().pk) if each.key == "words-threat")
        assert rule.condition.phrases["de"] == ["droht mir"]  # type: ignore[union-attr]
