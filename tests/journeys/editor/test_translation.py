"""A translator finds what has become stale, reads what changed, and says that it is up to date again."""

import polib
import pytest
from playwright.sync_api import Browser, expect

from modules.models import ProgrammePage
from modules.texts.catalogue import exported
from modules.texts.standing import standings
from program.models import Role
from tests import people
from tests.journeys.editor.studio import look_at_ours
from tests.journeys.walker import walking


@pytest.mark.parametrize("scripts", [False, True], ids=["phone-no-scripts", "desk-scripts"])
def test_a_translator_catches_up(browser: Browser, site: str, scripts: bool) -> None:
    arne = people.new_staff("arne@clinic.example", "Arne", Role.EDITOR)
    programme = ProgrammePage.objects.get(locale__language_code="en")
    week = programme.modules()[0]
    week.aim = "Feel met, look at where you stand, and choose one goal."
    week.save_revision().publish()
    with walking(browser, site, scripts=scripts, phone=not scripts) as walker:
        walker.take_session(arne)
        page = walker.page
        page.goto(f"{site}/cms/programme/{programme.pk}/translations/")
        row = page.get_by_role("row").filter(has_text="Where I am")
        expect(row.get_by_text("Stale")).to_be_visible()
        look_at_ours(walker, ".translations")
        row.get_by_role("link", name="Compare").click()
        expect(page.locator("ins").first).to_contain_text("one goal.")
        look_at_ours(walker, ".translations")
        page.get_by_role("button", name="Mark as up to date").click()
        expect(page.get_by_text("Marked as up to date.")).to_be_visible()
        expect(page.get_by_text("Stale", exact=True)).to_have_count(0)
        # A file that says something else, and one that is broken: shown before anything is done.
        page.get_by_role("link", name="Import texts").click()
        file = {
            "name": "sv.po",
            "mimeType": "text/plain",
            "buffer": texts(programme, "Känn efter var du står.").encode(),
        }
        page.get_by_label("PO file").set_input_files(file)  # type: ignore[arg-type]  # one file is a list of one
        page.get_by_role("button", name="Show what would change").click()
        expect(page.get_by_text("Känn efter var du står.")).to_be_visible()
        look_at_ours(walker, ".translations")
        page.get_by_role("button", name="Import as drafts").click()
        expect(page.get_by_text("Imported as drafts: 1. Nothing is published yet.")).to_be_visible()


def texts(programme: ProgrammePage, aim: str) -> str:
    """The exported file with one text of week 1 in other words."""
    po = polib.pofile(exported(programme, "sv", standings(programme, "sv")))
    next(entry for entry in po if entry.msgctxt == "week-1/aim").msgstr = aim
    return str(po)
