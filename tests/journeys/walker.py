"""Somebody in a real browser. Every page they meet is checked: no foreign host, no console message, no axe finding."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests import pseudo
from tests.environment import SHARED
from tests.people import Person
from tests.pseudo import CLOSE, OPEN

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What passes is not gathered, only what does not.
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False}
# Nor is it said: every rule with its sentences would come along each time.
FINDINGS = "async rules => ({violations: (await axe.run(rules)).violations})"
NOT_SEEN = re.compile(r'<input type="hidden"[^>]*>|<script.*?</script>', re.DOTALL)
VARYING = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]+|(?<=dir=.ltr.>)[^<]+")
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
PATIENCE = 30_000
"""Milliseconds. A copy of a programme takes seconds, on a busy machine more; nothing waits where all is well."""
expect.set_options(timeout=PATIENCE)


@dataclass
class Walker:
    """A browser with one window, at one width, with or without scripts."""

    page: Page
    site: str
    auditor: Page
    scripts: bool
    foreign: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    checked: set[str] = field(default_factory=set)

    def go(self, path: str) -> None:
        response = self.page.goto(self.site + path)
        assert response is not None
        assert response.status == 200, f"{path}: {response.status}"
        self.look()

    def take_session(self, person: Person) -> None:
        """Signed in, through the same views, but not at this screen: `tests.journeys.loop` does it by hand."""
        whole = replace(person).client.cookies.values()
        site = self.site.replace("http://", "https://")
        self.page.context.add_cookies([{"name": one.key, "value": one.value, "url": site} for one in whole])

    def arrive(self, person: Person) -> None:
        """At the page to which signing in leads. Whoever is signed in is sent there from these."""
        self.take_session(person)
        self.go("/staff/sign-in/code/" if person.is_staff else "/sign-in/")

    def press(self, name: str) -> None:
        """A button or a link, by what it says."""
        whole = re.compile(f"^{OPEN}?{re.escape(name)}{CLOSE}?$")
        button = self.page.get_by_role("button", name=whole)
        link = self.page.get_by_role("link", name=whole)
        (button if button.count() else link).first.click()
        self.page.wait_for_load_state()
        self.look()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def is_at(self, path: str) -> None:
        expect(self.page).to_have_url(self.site + path)

    def look(self) -> None:
        """What holds for every page; the slow part once for each kind of page."""
        assert not self.foreign, self.foreign
        assert not self.said, self.said
        kind = self.page.locator("h1").first.text_content() or self.page.url
        if kind not in self.checked:
            self.checked.add(kind)
            self._audit()

    def _audit(self) -> None:
        """In a window of its own, which keeps axe from page to page: the page as its scripts have left it.

        With scripts off axe could not run in the page itself. What was clean is not looked at again in the same run,
        nor for another name, day or secret in the same places.
        """
        written = NOT_SEEN.sub("", self.page.content())
        size = self.auditor.viewport_size
        same = VARYING.sub("-", written)
        clean = SHARED / f"clean-{sha256(f'{size} {same}'.encode()).hexdigest()}"
        if not clean.exists():
            self.auditor.set_content(written.replace("<head>", f'<head><base href="{self.site}/">', 1))
            if not self.auditor.evaluate("'axe' in window"):
                self.auditor.evaluate(AXE_SCRIPT)
            found = AxeResults(self.auditor.evaluate(FINDINGS, RULES))
            assert not found.violations_count, found.generate_report()
            clean.touch()

    def secret(self) -> str:
        """The name, passphrase or code that the page shows once."""
        return self.page.locator(".secret-text").first.inner_text().strip()


@contextmanager
def walking(browser: Browser, site: str, *, scripts: bool, phone: bool = True, rtl: bool = False) -> Iterator[Walker]:
    """Somebody whose browser asks for the language of the tests where they read from right to left."""
    size, language = PHONE if phone else DESK, pseudo.CODE if rtl else "en"
    context = browser.new_context(java_script_enabled=scripts, viewport=size)  # type: ignore[arg-type]
    context.set_extra_http_headers({"Accept-Language": language})
    context.set_default_timeout(PATIENCE)
    walker = Walker(context.new_page(), site, auditor(browser, phone=phone), scripts)
    watch(context, walker)
    try:
        yield walker
    finally:
        context.close()


@cache
def auditor(browser: Browser, *, phone: bool) -> Page:
    """The window for axe, with scripts: one for all walkers of the same width, since each window costs half a second.

    It closes with the browser.
    """
    return browser.new_context(viewport=PHONE if phone else DESK).new_page()  # type: ignore[arg-type]


def watch(context: BrowserContext, walker: Walker) -> None:
    def requested(request: Request) -> None:
        if not request.url.startswith((walker.site, "data:", "blob:")):
            walker.foreign.append(request.url)

    context.on("request", requested)
    # Chromium reports as information that it did what Clear-Site-Data asked for.
    context.on("console", lambda said: walker.said.append(said.text) if said.type in {"error", "warning"} else None)
    walker.page.on("pageerror", lambda error: walker.said.append(str(error)))
