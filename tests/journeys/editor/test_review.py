"""A week goes from its editor through both tasks to an edition, which keeps who signed it and when."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, expect

from modules.actions.reviewing import set_needs_review
from modules.models import EditionSignOff, ProgrammePage
from modules.translating import fitting, translated_weeks
from program.models import Role
from tests import people
from tests.journeys.editor.studio import look_at_ours, sign_in
from tests.journeys.walker import Walker, walking
from tests.people import Person


@contextmanager
def as_person(browser: Browser, site: str, person: Person) -> Iterator[Walker]:
    """At a computer of their own. Wagtail's editor needs scripts."""
    with walking(browser, site, scripts=True, phone=False) as walker:
        sign_in(walker, person)
        yield walker


def sign_the_rest(programme: ProgrammePage, *people_: Person) -> None:
    """Everything of the programme but its first week, without a browser."""
    weeks = list(programme.modules())
    things: list[Any] = [programme, *programme.translations(), *weeks[1:], *(week.worksheet for week in weeks)]
    for spoken in fitting(translated_weeks(programme, weeks)):
        things += [spoken.page, spoken.worksheet]
    for thing in filter(None, things):
        thing.get_workflow().start(thing, people_[0].account)
        for person in people_:
            now = type(thing).objects.get(pk=thing.pk)
            task, state = now.current_workflow_task, now.current_workflow_task_state
            task.on_action(state, person.account, "approve", ticked=task.items, comment="")


def choose(page: Page, name: str) -> None:
    """An action of the editor's footer: the first, or behind the arrow beside it."""
    page.wait_for_load_state()
    button = page.locator("footer").get_by_role("button", name=name)
    if not button.first.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").click()
    button.first.click()


def approve(page: Page) -> None:
    """Every line is ticked; the last only after the list was sent without it."""
    choose(page, "Approve")
    window = page.locator(".modal-content")
    lines = window.get_by_role("checkbox")
    expect(lines).to_have_count(4)
    for number in range(3):
        lines.nth(number).check()
    window.get_by_label("Comment").fill("Reads well.")
    window.get_by_role("button", name="Approve").click()
    expect(window.get_by_text("Tick every line before you approve.")).to_be_visible()
    expect(window.get_by_label("Comment")).to_have_value("Reads well.")
    lines.nth(3).check()
    window.get_by_role("button", name="Approve").click()
    page.wait_for_url("**/cms/**")
    expect(window).to_have_count(0)


def test_a_week_is_reviewed_signed_and_published(browser: Browser, site: str) -> None:
    programme = ProgrammePage.objects.get(locale__language_code="en")
    week = programme.modules()[0]
    arne = people.new_staff("arne@clinic.example", "Arne", Role.EDITOR)
    rikard = people.new_staff("rikard@clinic.example", "Rikard", Role.REVIEWER)
    pia = people.new_staff("pia@clinic.example", "Pia", Role.PUBLISHER)
    sign_the_rest(programme, arne, rikard)
    set_needs_review(program=programme.program, needed=True, by=pia.account_id)
    edit, publish = f"{site}/cms/pages/{week.pk}/edit/", f"{site}/cms/programme/{programme.pk}/publish/"

    with as_person(browser, site, arne) as walker:
        walker.page.goto(edit)
        walker.page.locator("[name=aim]").fill("Feel met, and choose one goal.")
        choose(walker.page, "Submit to Clinical review")
        walker.page.wait_for_url(f"**/cms/pages/{programme.pk}/")
        walker.page.goto(edit)
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
