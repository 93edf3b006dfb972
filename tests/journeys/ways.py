"""The two ways in which a journey is walked: they differ in all that may differ, so that two walks are enough.

    @pytest.mark.parametrize("way", WAYS)
    def test_something(browser: Browser, site: str, way: Way) -> None:
        with walking_in(way, browser, site) as anna:
            anna.press("Begin")

Right to left the interface speaks the tests' own language, `tests.pseudo`: its English stands between marks, which
`Walker.press` and every search for a part of a text see past.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from tests.journeys.walker import PHONE, Walker, walking


@dataclass(frozen=True)
class Way:
    """How somebody comes: with scripts or without, on how wide a screen, in which direction they read."""

    scripts: bool
    width: int
    rtl: bool

    @property
    def phone(self) -> bool:
        return self.width <= PHONE["width"]


WAYS = (
    pytest.param(Way(scripts=False, width=360, rtl=False), id="phone-no-scripts-ltr"),
    pytest.param(Way(scripts=True, width=1280, rtl=True), id="desk-scripts-rtl"),
)


def walking_in(way: Way, browser: Browser, site: str, *, phone: bool | None = None) -> AbstractContextManager[Walker]:
    """A walker in this way; `phone` where one of several in a journey has a screen of their own."""
    narrow = way.phone if phone is None else phone
    return walking(browser, site, scripts=way.scripts, phone=narrow, rtl=way.rtl)
