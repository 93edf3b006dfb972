"""An editor in a real browser. Wagtail's own pages are taken as they are; what is ours on them is checked."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import people
from tests.journeys.walker import RULES, Walker
from tests.people import Person

AXE = Axe()


def sign_in(walker: Walker, editor: Person) -> None:
    page = walker.page
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
