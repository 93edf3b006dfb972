"""A wrong word and a video without captions are named, keep an edition from being published, and are put right."""

import pytest
from playwright.sync_api import Browser, expect

from modules.models import ModulePage, ProgramMedia, ProgrammePage
from program.models import Edition, Role
from tests import people
from tests.journeys.editor.studio import look_at_ours
from tests.journeys.walker import Walker, walking
from tests.modules.films import saved_film

CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nA wave comes, and it goes.\n"


@pytest.fixture
def week(site: str) -> ModulePage:
    programme = ProgrammePage.objects.get(locale__language_code="en")
    found: ModulePage = programme.modules()[0]
    found.aim = "It is just a slip."
    film = saved_film()
    ProgramMedia.objects.filter(pk=film.pk).update(captions="", transcript="")
    found.steps[0].value["body"].append(("video", {"media": film}))
    found.save_revision().publish()
    return found


def publish(walker: Walker, programme: ProgrammePage) -> None:
    walker.page.goto(f"{walker.site}/cms/programme/{programme.pk}/publish/")
    walker.page.get_by_role("button", name="Publish this edition").click()
    walker.page.wait_for_load_state()


@pytest.mark.longest
def test_an_editor_puts_right_what_the_checks_found(browser: Browser, site: str, week: ModulePage) -> None:
    arne = people.new_staff("arne@clinic.example", "Arne", Role.EDITOR, Role.PUBLISHER)
    programme = ProgrammePage.objects.get(pk=week.get_parent().pk)
    with walking(browser, site, scripts=True, phone=False) as walker:
        walker.take_session(arne)
        page = walker.page
        page.goto(f"{site}/cms/")
        look_at_ours(walker, ".wm-overview")
        page.get_by_role("link", name="3 errors").click()
        expect(page.get_by_text("“just a slip” is a word to avoid.")).to_be_visible()
        expect(page.get_by_text("The video “Breathing” has no captions.")).to_be_visible()
        look_at_ours(walker, ".wm-checks")
        publish(walker, programme)
        expect(page.get_by_text("“just a slip” is a word to avoid.")).to_be_visible()
        # Chromium reports the refusal itself.
        assert all("409 (Conflict)" in said for said in walker.said)
        walker.said.clear()
        look_at_ours(walker, ".wm-publish-checks")
        page.get_by_role("link", name="Read what the checks found").click()
        page.get_by_role("link", name="Week 1: Where I am › Aim").click()
        expect(page.locator("#panel-child-content-checks-content .wm-finding").first).to_be_visible()
        look_at_ours(walker, "#panel-child-content-checks-content")
        page.locator("#id_aim").fill("A setback can happen.")
        page.get_by_role("button", name="More actions").click()
        page.get_by_role("button", name="Publish", exact=True).click()
        page.wait_for_load_state()
        film = ProgramMedia.objects.get()
        page.goto(f"{site}/cms/media/edit/{film.pk}/")
        page.locator("[name=captions]").set_input_files(
            {"name": "wave.vtt", "mimeType": "text/vtt", "buffer": CAPTIONS}
        )
        page.locator("[name=transcript]").fill("A wave comes, and it goes.")
        page.get_by_role("button", name="Save").click()
        page.wait_for_load_state()
        publish(walker, programme)
        expect(page.get_by_text("Edition 2 is published.")).to_be_visible()
    assert Edition.objects.filter(program=programme.program).count() == 2
