"""A week goes from its editor through both tasks to an edition, which keeps who signed it and when."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings

from modules.actions.reviewing import set_needs_review
from modules.models import EditionSignOff, ProgrammePage
from program.models import Role
from tests import people
from tests.journeys.editor.studio import approve, as_person, choose, look_at_ours, save, sign_the_rest


@pytest.mark.longest
def test_a_week_is_reviewed_signed_and_published(browser: Browser, site: str, settings: Settings) -> None:
    # What Wagtail saves by itself may meet the editor's own save, which it answers with 400.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    programme = ProgrammePage.objects.get(locale__language_code="en")
    week = programme.modules()[0]
    arne = people.new_staff("arne@clinic.example", "Arne", Role.EDITOR)
    rikard = people.new_staff("rikard@clinic.example", "Rikard", Role.REVIEWER)
    pia = people.new_staff("pia@clinic.example", "Pia", Role.PUBLISHER)
    sign_the_rest(programme, arne, rikard, but=week)
    set_needs_review(program=programme.program, needed=True, by=pia.account_id)
    edit, publish = f"{site}/cms/pages/{week.pk}/edit/", f"{site}/cms/programme/{programme.pk}/publish/"

    with as_person(browser, site, arne) as walker:
        walker.page.goto(edit)
        walker.page.locator("[name=aim]").fill("Feel met, and choose one goal.")
        save(walker.page)
        walker.page.goto(f"{site}/cms/programme/{programme.pk}/review/")
        look_at_ours(walker, ".sending")
        walker.page.get_by_role("button", name="Send to clinical review").click()
        expect(walker.page.get_by_text("1 is sent to clinical review.")).to_be_visible()
        walker.page.get_by_role("link", name=f"Week: {week.title}").click()
        approve(walker.page)

    with as_person(browser, site, pia) as walker:
        walker.page.goto(publish)
        look_at_ours(walker, ".publish-review")
        walker.page.get_by_role("button", name="Publish this edition").click()
        said = f"“Week: {week.title}” is not signed off as it stands now."
        expect(walker.page.get_by_text(said)).to_be_visible()

    with as_person(browser, site, rikard) as walker:
        walker.page.goto(f"{site}/cms/")
        expect(walker.page.get_by_text("Awaiting your review")).to_be_visible()
        walker.page.goto(edit)
        choose(walker.page, "Ask for changes")
        window = walker.page.locator(".modal-content")
        window.get_by_label("Comment").fill("Say where help is.")
        window.get_by_role("button", name="Ask for changes").click()
        expect(window).to_have_count(0)

    with as_person(browser, site, arne) as walker:
        walker.page.goto(edit)
        walker.page.locator("[name=aim]").fill("Feel met, see where help is, and choose one goal.")
        choose(walker.page, "Resubmit to Clinical review")
        walker.page.wait_for_url(f"**/cms/pages/{programme.pk}/")

    with as_person(browser, site, rikard) as walker:
        walker.page.goto(edit)
        approve(walker.page)

    with as_person(browser, site, pia) as walker:
        walker.page.goto(publish)
        walker.page.get_by_role("button", name="Publish this edition").click()
        expect(walker.page.get_by_text("Edition 2 is published.")).to_be_visible()
        walker.page.goto(f"{site}/cms/programme/{programme.pk}/editions/en/2/")
        expect(walker.page.get_by_text("Clinical review by Rikard on").first).to_be_visible()
    signed = EditionSignOff.objects.get(about=f"Week: {week.title}", kind="clinical")
    assert signed.signed_by_id == rikard.account_id
