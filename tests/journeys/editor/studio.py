"""An editor in a real browser. Wagtail's own pages are taken as they are; what is ours on them is checked."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from modules.models import ProgrammePage
from modules.translating import fitting, translated_weeks
from program.models import Program
from tests import people
from tests.journeys.walker import RULES, Walker, walking
from tests.people import Person
from worksheets.models import Worksheet
from worksheets.overtaken import Seen, newest_draft

AXE = Axe()
SHEETS = "/cms/snippets/worksheets/worksheet"


def sign_in(walker: Walker, editor: Person) -> None:
    page = walker.page
    # Whoever signs in at two computers would wait for the next code.
    editor.account.authenticatordevice_set.update(last_step=-1)
    page.goto(f"{walker.site}/staff/sign-in/")
    walker.fill("E-mail", editor.name)
    walker.fill("Password", editor.secret)
    page.locator("main button[type=submit]").first.click()
    page.locator("[name=code]").fill(people.code_now())
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()


def look_at_ours(walker: Walker, css: str) -> None:
    """No foreign host, no console message, and no axe finding in our own part of the page, nor in a frame in it."""
    assert not walker.foreign, walker.foreign
    assert not walker.said, walker.said
    width = walker.page.evaluate("document.documentElement.scrollWidth")
    assert width <= walker.page.viewport_size["width"], width  # type: ignore[index]  # every walker has a size
    found = AXE.run(audited(walker), context=css, options=RULES)
    assert not found.violations_count, found.generate_report()


def audited(walker: Walker) -> Page:
    """Axe needs scripts: without them another window with the same page is looked at."""
    if walker.scripts:
        return walker.page
    head = f'<head><base href="{walker.site}/">'
    walker.auditor.set_content(walker.page.content().replace("<head>", head, 1), wait_until="domcontentloaded")
    return walker.auditor


def insert(page: Page, kind: str, label: str) -> str:
    """A question at the end. Says where its fields are found."""
    place = page.locator("[name=questions-count]").input_value()
    page.locator("#panel-questions-section").get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=kind, exact=True).click()
    field = f"#questions-{place}-value"
    page.locator(f"{field}-label").fill(label)
    return field


def write(page: Page, program: Program) -> None:
    """Title, programme, a log table with two columns, a scale, a grounding; no key anywhere."""
    page.locator("#id_title").fill("Evenings")
    page.locator("#id_program").select_option(str(program.pk))
    rows = insert(page, "Log table", "Three evenings this week")
    page.locator(f"{rows}-columns-0-value-label").fill("What happened")
    page.locator("[data-contentpath=columns]").get_by_role("button", name="Add", exact=True).last.click()
    page.locator(f"{rows}-columns-1-value-label").fill("What I did")
    page.locator(f"{rows}-row_label").fill("Evening")
    scale = insert(page, "Scale", "How was your sleep?")
    page.locator(f"{scale}-low").fill("Bad")
    page.locator(f"{scale}-high").fill("Good")
    page.locator("#panel-ending-content [contenteditable=true]").click()
    page.keyboard.type("Feel your feet on the floor.")
    # Wagtail's editor hands its words to the form a little later.
    expect(page.locator("[name=ending]")).to_have_value(re.compile("on the floor"))


def save(page: Page) -> None:
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("updated").or_(page.get_by_text("created")).first).to_be_visible()


def draft(title: str) -> Worksheet:
    found: Worksheet = Worksheet.objects.get(title=title).get_latest_revision_as_object()
    return found


@contextmanager
def as_person(browser: Browser, site: str, person: Person) -> Iterator[Walker]:
    """At a computer of their own. Wagtail's editor needs scripts."""
    with walking(browser, site, scripts=True, phone=False) as walker:
        walker.take_session(person)
        yield walker


def sign_the_rest(programme: ProgrammePage, *people_: Person, but: object = None) -> None:
    """Everything of the programme that is live, and the newest drafts of it, but for one page; without a browser."""
    weeks = list(programme.modules())
    sheets = [week.worksheet for week in weeks]
    things: list[Any] = [programme, *programme.translations(), *(week for week in weeks if week != but), *sheets]
    for spoken in fitting(translated_weeks(programme, weeks)):
        things += [spoken.page, spoken.worksheet]
    for thing in filter(None, things):
        thing.get_workflow().start(thing, people_[0].account)
        for person in people_:
            now = type(thing).objects.get(pk=thing.pk)
            task, state = now.current_workflow_task, now.current_workflow_task_state
            seen = Seen.of(newest_draft(now), person.account).token
            task.on_action(state, person.account, "approve", ticked=task.items, seen=seen, comment="")


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
