"""An editor reads what an edition would change, publishes it, and asks for an urgent fix that a reviewer releases."""

import pytest
from playwright.sync_api import Browser, expect

from modules.models import ProgrammePage
from program.models import Program, Role
from tests import people
from tests.journeys.editor.studio import look_at_ours
from tests.journeys.walker import walking
from worksheets.models import Worksheet


@pytest.mark.usefixtures("forgotten_fixes")
@pytest.mark.parametrize("scripts", [False, True], ids=["phone-no-scripts", "desk-scripts"])
def test_an_editor_publishes_a_difference_and_fixes_a_number(browser: Browser, site: str, scripts: bool) -> None:
    arne = people.new_staff("arne@clinic.example", "Arne", Role.EDITOR, Role.PUBLISHER)
    rikard = people.new_staff("rikard@clinic.example", "Rikard", Role.REVIEWER)
    anna = people.new_participant("maple-river-21", people.programme())
    programme = ProgrammePage.objects.get(locale__language_code="en")
    week = programme.modules()[0]
    week.aim = "Find out where you stand today. Ring 0771 22 00 60 at any hour."
    week.save_revision().publish()
    sheet = Worksheet.objects.get(pk=week.worksheet_id)
    sheet.intro = "<p>Ring 0771 22 00 60 if it gets hard.</p>"
    sheet.save_revision().publish()
    with walking(browser, site, scripts=scripts, phone=not scripts) as walker:
        walker.take_session(arne)
        page = walker.page
        page.goto(f"{site}/cms/programme/{programme.pk}/publish/")
        expect(page.get_by_role("heading", name="What changed since edition 1")).to_be_visible()
        expect(page.locator(".difference ins").first).to_contain_text("Find out")
        look_at_ours(walker, ".publishing")
        page.get_by_label("Also people who are under way").check()
        page.get_by_role("button", name="Publish this edition").click()
        page.wait_for_load_state()
        assert anna.journey.weeks[0].aim.startswith("Find out where you stand")
        page.goto(f"{site}/cms/programme/{programme.pk}/editions/")
        expect(page.get_by_text("People of edition 1, in weeks they had not opened")).to_be_visible()
        expect(page.get_by_text("fewer than 5")).to_be_visible()
        look_at_ours(walker, ".editions")
        page.get_by_role("link", name="Edition 2").click()
        expect(page.get_by_role("heading", name="What changed since edition 1")).to_be_visible()
        look_at_ours(walker, ".changes")
        Program.objects.filter(pk=programme.program_id).update(needs_review=True)
        page.goto(f"{site}/cms/programme/{programme.pk}/fix/")
        page.get_by_label("Words to take out").fill("0771 22 00 60")
        page.get_by_label("Words in their place").fill("112")
        page.get_by_label("Why this cannot wait").fill("The number belongs to somebody else.")
        page.get_by_role("button", name="Show where these words stand").click()
        expect(page.get_by_text("Week 1, worksheet")).to_be_visible()
        look_at_ours(walker, ".fixing")
        page.get_by_role("button", name="Ask a clinical reviewer to release it").click()
        expect(page.get_by_text("Nobody reads the new words yet.")).to_be_visible()
        assert anna.journey.weeks[0].aim.endswith("60 at any hour.")
        page.context.clear_cookies()
        walker.take_session(rikard)
        page.goto(f"{site}/cms/")
        look_at_ours(walker, ".wm-urgent")
        page.get_by_role("link", name="Read it and answer").click()
        expect(page.get_by_role("heading", name="Where they stand")).to_be_visible()
        look_at_ours(walker, ".fixing")
        page.get_by_role("button", name="Release it for everybody now").click()
        expect(page.get_by_text("Released.")).to_be_visible()
        look_at_ours(walker, ".fixing")
        assert anna.journey.weeks[0].aim.endswith("Ring 112 at any hour.")
