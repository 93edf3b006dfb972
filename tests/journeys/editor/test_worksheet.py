"""An editor who never saw code writes a worksheet with a log table and a scale, and changes one that people use."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from program.models import Program, Role
from tests import people
from tests.journeys.editor.studio import SHEETS, draft, insert, look_at_ours, save, sign_in, write
from tests.journeys.walker import Walker, walking
from worksheets.blocks import frozen_questions
from worksheets.blocks.catalogue import BLOCKS
from worksheets.models import Worksheet


def look_at_the_preview(page: Page) -> None:
    """Beside the form, as wide as a phone, and it follows what is typed."""
    page.get_by_role("button", name="Toggle preview").click()
    frame = page.frame_locator("iframe[data-w-preview-target=iframe], .w-preview iframe").first
    expect(frame.get_by_role("heading", name="Evenings")).to_be_visible()
    expect(frame.get_by_text("Evening 1")).to_be_visible()
    expect(frame.get_by_label("What I did").first).to_be_visible()
    expect(frame.get_by_text("How was your sleep?").first).to_be_visible()
    page.get_by_role("button", name="Toggle preview").click()


def change_what_people_use(walker: Walker) -> None:
    """Other words keep the key; another kind makes a new question, and the page says so."""
    page, sheet = walker.page, Worksheet.objects.get(key="review", locale__language_code="en")
    page.goto(f"{walker.site}{SHEETS}/edit/{sheet.pk}/")
    page.locator("section.w-panel:has(.lookers)").last.locator(".w-panel__toggle").click()
    expect(page.get_by_text("The risk rule “A setback”").first).to_be_visible()
    look_at_ours(walker, ".lookers")
    for name in ("Collapse all", "Expand all"):
        page.get_by_role("button", name=name).click()
    page.locator("#questions-1-value-label").fill("How sure are you by now?")
    page.locator("[data-streamfield-child]").first.get_by_role("button", name="Delete").first.click()
    insert(page, "Long text", "Mood")
    save(page)
    expect(page.get_by_text("so it is a new question, with the key “mood_2”").first).to_be_visible()
    expect(page.get_by_text("this draft does not").first).to_be_visible()
    look_at_ours(walker, ".before")
    keys = {each["key"]: each["label"] for each in frozen_questions(draft(sheet.title))}
    assert keys["control"] == "How sure are you by now?"
    assert keys["mood_2"] == "Mood"
    assert "mood" not in keys


@pytest.mark.longest
def test_an_editor_writes_a_worksheet_and_changes_another(browser: Browser, site: str, settings: Settings) -> None:
    # What Wagtail saves by itself may meet the editor's own save, which it answers with 400; test_builder.py tries it.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    arne = people.new_staff("arne@clinic.example", "Arne", Role.EDITOR)
    with walking(browser, site, scripts=True, phone=False) as walker:
        sign_in(walker, arne)
        walker.page.goto(f"{site}{SHEETS}/add/")
        write(walker.page, Program.objects.get())
        look_at_the_preview(walker.page)
        save(walker.page)
        made = draft("Evenings")
        assert made.key == "evenings"
        rows, scale = frozen_questions(made)
        assert (rows["key"], scale["key"]) == ("three_evenings_this_week", "how_was_your_sleep")
        assert [column["key"] for column in rows["columns"]] == ["what_happened", "what_i_did"]
        change_what_people_use(walker)


def test_our_pages_in_the_studio_on_a_phone(browser: Browser, site: str) -> None:
    """What an editor is shown of a worksheet is ours, and is held to what holds for participants' pages."""
    arne = people.new_staff("arne@clinic.example", "Arne", Role.EDITOR)
    sheet = Worksheet.objects.get(key="review", locale__language_code="en")
    with walking(browser, site, scripts=True) as walker:
        walker.take_session(arne)
        seen = f"{SHEETS}/history/{sheet.pk}/revisions/{sheet.save_revision().pk}/view/"
        walker.go(seen)
        walker.go(f"{seen}?mode=sent")
        walker.go(f"/cms/block-preview/?id={BLOCKS['rows'].definition_prefix}")
