"""An editor looks at week 4 as its participants will: on a phone without scripts, on a desktop with them."""

import pytest
from playwright.sync_api import Browser, expect

from modules.models import ProgrammePage
from program.models import Role
from tests import people
from tests.journeys.editor.studio import look_at_ours
from tests.journeys.walker import walking


@pytest.mark.parametrize("scripts", [False, True], ids=["phone-no-scripts", "desk-scripts"])
def test_an_editor_looks_as_somebody_in_week_4(browser: Browser, site: str, scripts: bool) -> None:
    arne = people.new_staff("arne@clinic.example", "Arne", Role.EDITOR)
    programme = ProgrammePage.objects.get(locale__language_code="en")
    with walking(browser, site, scripts=scripts, phone=not scripts) as walker:
        walker.take_session(arne)
        page = walker.page
        page.goto(f"{site}/cms/programme/{programme.pk}/preview/")
        page.get_by_label("Somebody in").select_option("4")
        page.get_by_label("Visit").select_option("on")
        if scripts:
            page.get_by_label("Scripts").select_option("on")
            page.get_by_label("Screen").select_option("1280")
        page.get_by_role("button", name="Show").click()
        frame = page.frame_locator("iframe")
        expect(frame.get_by_text("The step you agreed on")).to_be_visible()
        look_at_ours(walker, ".preview-as")
        # Within the frame: on to a step, a button that does nothing, and a link out that stays.
        frame.get_by_role("link", name="Go on reading").click()
        expect(frame.get_by_text("You can stop here. Your place is kept.")).to_be_visible()
        frame.get_by_role("button", name="Keep this page").click()
        frame.get_by_role("link", name="Messages").click()
        expect(frame.get_by_text("You can stop here. Your place is kept.")).to_be_visible()
        page.get_by_role("link", name="Worksheet", exact=True).click()
        expect(frame.get_by_text("Nobody reads this until you send it.").first).to_be_visible()
        # The address holds the choices: alone it opens the same page.
        walker.go(str(page.locator("iframe").get_attribute("src")))
        page.get_by_role("button", name="Read it through").click()
        expect(page.locator("form.worksheet")).to_be_visible()
        walker.look()
