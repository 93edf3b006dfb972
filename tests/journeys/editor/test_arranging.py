"""An editor names two arms, makes a step for one of them and copies it to another week."""

import pytest
from playwright.sync_api import Browser, expect

from modules.models import ModulePage, ProgrammePage
from program.models import Role
from tests import people
from tests.journeys.editor.studio import look_at_ours
from tests.journeys.walker import Walker, walking


@pytest.mark.parametrize("scripts", [False, True], ids=["phone-no-scripts", "desk-scripts"])
def test_steps_are_for_arms_and_go_elsewhere(browser: Browser, site: str, scripts: bool) -> None:
    arne = people.new_staff("arne@clinic.example", "Arne", Role.EDITOR, Role.PUBLISHER)
    programme = ProgrammePage.objects.get(locale__language_code="en")
    first, second = programme.modules()[:2]
    with walking(browser, site, scripts=scripts, phone=not scripts) as walker:
        walker.take_session(arne)
        page = walker.page
        page.goto(f"{site}/cms/programme/{programme.pk}/arms/")
        for row, (title, key) in enumerate([("Letters each week", "letters"), ("Letters and calls", "calls")]):
            page.locator(f"[name=arm-{row}-title]").fill(title)
            page.locator(f"[name=arm-{row}-key]").fill(key)
        look_at_ours(walker, ".ours")
        page.get_by_role("button", name="Save the arms").click()
        expect(page.get_by_text("The arms are saved.").first).to_be_visible()
        if scripts:
            choose_arm(walker, first)
        page.goto(f"{site}/cms/week/{first.pk}/arrange/")
        page.get_by_label("To the week").select_option(str(second.pk))
        look_at_ours(walker, ".ours")
        page.get_by_role("button", name="Copy it").click()
        expect(page.get_by_text("stands at the end of").first).to_be_visible()
    copied = ModulePage.objects.get(pk=second.pk).get_latest_revision_as_object().steps[-1].value
    assert copied["key"] == first.steps[0].value["key"]
    assert (copied["only"]["arm"] == "calls") == scripts


def choose_arm(walker: Walker, week: ModulePage) -> None:
    """In Wagtail's own form, which needs scripts: a drop-down with the titles of the arms."""
    page = walker.page
    page.goto(f"{walker.site}/cms/pages/{week.pk}/edit/")
    arm = page.locator("select[name$='-only-arm']").first
    arm.wait_for(state="attached")
    arm.evaluate("(select) => { select.value = 'calls'; select.dispatchEvent(new Event('change', {bubbles: true})); }")
    assert arm.locator("option:checked").text_content() == "Letters and calls"
    page.get_by_role("button", name="Save draft").first.click()
    expect(page.get_by_text("updated").first).to_be_visible()
