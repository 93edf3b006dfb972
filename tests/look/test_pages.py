"""Every page that a participant can meet is light, and asks nobody else for anything.

`PAGES` and `NO_PAGES` together are all of the participants' addresses: a new one belongs into one of them.
"""

import gzip
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import get_resolver, reverse

from program import clock
from program.models import Enrolment, EnrolmentState
from tests import people
from tests.architecture.test_urls import views
from tests.people import Person
from tests.program.alerts import alert_of
from tests.therapist import desk
from tests.worksheets import measuring

ROOMS = ("program", "modules", "worksheets", "letters")
HEAVIEST, SCRIPTS, STYLES = 100 * 1024, 10 * 1024, 30 * 1024

Visit = tuple[str, Mapping[str, Any]]
NOBODY, ANNA, SOL, LEFT = "nobody", "anna", "sol", "left"
SECOND_WEEK, FIRST_WEEK = {"number": 2}, {"number": 1}

PAGES: dict[str, Visit] = {
    **{f"program:{name}": (NOBODY, {}) for name in ("front", "about", "promises", "limits", "young", "away")},
    **{f"program:{name}": (NOBODY, {}) for name in ("sign-in", "recover", "signed-out")},
    "program:join-page": (NOBODY, {"page": "age"}),
    **{f"program:{name}": (ANNA, {}) for name in ("account", "passphrase", "recovery-code", "copy", "devices")},
    **{f"program:{name}": (ANNA, {}) for name in ("idle", "leave-programme", "erase", "rescued", "agreed")},
    "program:reminders": (ANNA, {}),
    "modules:home": (ANNA, {}),
    "modules:week": (ANNA, SECOND_WEEK),
    "modules:step": (ANNA, {"number": 2, "step": 1}),
    "modules:whole": (ANNA, SECOND_WEEK),
    "modules:kept": (ANNA, {}),
    "modules:print-all": (ANNA, {}),
    "worksheets:fill": (ANNA, SECOND_WEEK),
    "worksheets:review": (ANNA, SECOND_WEEK),
    "worksheets:sent": (ANNA, FIRST_WEEK),
    "worksheets:version": (ANNA, {"number": 1, "version": 1}),
    "worksheets:my-plan": (ANNA, {}),
    "worksheets:ask": (SOL, {}),
    "worksheets:progress": (ANNA, {}),
    "worksheets:answers": (ANNA, {"fact": "fact"}),
    "worksheets:help": (ANNA, {}),
    "worksheets:help-plan": (ANNA, {}),
    "worksheets:plan-write": (ANNA, {}),
    "worksheets:help-next": (ANNA, {"alert": "alert"}),
    "letters:letter": (ANNA, FIRST_WEEK),
    "letters:messages": (ANNA, {}),
    "letters:everything": (ANNA, {}),
    # The last: from then on Sol has left.
    "modules:goodbye": (LEFT, {}),
}
# They take a form, hand out a file, or lead on; and what needs an answer of danger, a recovery code just given, or a
# text of consent that has changed.
NO_PAGES = {
    *("program:exit", "program:sign-out", "program:pause", "program:resume", "program:come-back", "program:let-go"),
    *("program:device-sign-out", "program:sign-out-everywhere", "program:still-here", "program:take-part-again"),
    *("program:language", "program:limits-copy", "program:renew", "program:agree", "program:agreed-copy"),
    *("program:calendar", "program:reminder-code", "program:reminder-remove", "program:join"),
    *("modules:begin", "modules:media", "modules:keep"),
    *("worksheets:send", "worksheets:correct", "worksheets:grading"),
}


def test_no_address_is_forgotten() -> None:
    ours = {name for name, _path, _entry in views(get_resolver()) if name.split(":")[0] in ROOMS}
    assert not ours - PAGES.keys() - NO_PAGES, "A new address belongs into PAGES or NO_PAGES."
    assert not (PAGES.keys() | NO_PAGES) - ours, "An address is gone."
    assert not PAGES.keys() & NO_PAGES


@pytest.fixture
def visits(anna: Person, sol: Person, therese: Person) -> Callable[[str], tuple[Client, str]]:
    """Anna has something of everything: a letter, a conversation, measures, a begun worksheet, an alert."""
    desk.send(anna, therese, step=desk.STEP)
    for number in range(20):
        desk.ask(anna, f"{number}: {people.SENTENCE * 4}")
        desk.answer(anna, therese, people.SENTENCE * 4)
    desk.begin_worksheet(anna, 2, people.SENTENCE * 10)
    things = {"fact": measuring.answer_all(anna, 0)[0].pk, "alert": alert_of(anna).pk}
    clients = {NOBODY: Client(), ANNA: anna.client, SOL: sol.client, LEFT: sol.client}

    def prepared(name: str) -> tuple[Client, str]:
        who, parts = PAGES[name]
        if who == LEFT:
            Enrolment.objects.filter(pk=sol.enrolment.pk).update(state=EnrolmentState.WITHDRAWN, ended_on=clock.today())
        return clients[who], reverse(
            name, kwargs={part: things.get(str(value), value) for part, value in parts.items()}
        )

    return prepared


@pytest.mark.django_db
def test_every_page_is_light_and_asks_nobody_else(visits: Callable[[str], tuple[Client, str]]) -> None:
    """All in one go, so that Anna lives once; what is wrong is said of every page."""
    wrong = [f"{name}: {found}" for name in PAGES for found in looked_at(*visits(name))]
    assert not wrong, "\n".join(wrong)


def looked_at(client: Client, path: str) -> list[str]:
    """What is wrong with this page."""
    response = client.get(path)
    if response.status_code != 200:
        return [f"{path} answered {response.status_code}"]
    html = response.content
    page = BeautifulSoup(html, "html.parser")
    scripts = [own_file(str(tag["src"])) for tag in page.select("script[src]")]
    styles = [own_file(str(tag["href"])) for tag in page.select("link[rel=stylesheet]")]
    icons = [own_file(str(tag["href"])) for tag in page.select("link[rel=icon]")]
    weight = len(html) + sum(len(file) for file in (*scripts, *styles, *icons))
    return [
        *([f"weighs {weight} bytes"] if weight > HEAVIEST else []),
        *([f"scripts travel as {packed(scripts)} bytes"] if packed(scripts) > SCRIPTS else []),
        *([f"styles travel as {packed(styles)} bytes"] if packed(styles) > STYLES else []),
        *(f"inline: {tag.name}" for tag in page.select("style, script:not([src]), [style]")),
        *(f"inline: {name}" for tag in page.select("*") for name in tag.attrs if re.match(r"on[a-z]", name)),
        *(f"leads elsewhere: {url}" for tag in page.select("*") for url in addresses(tag) if is_foreign(url)),
    ]


def own_file(url: str) -> bytes:
    """A style sheet, script or icon of ours, by its address; what is not ours has no file and fails here."""
    found = finders.find(urlsplit(url).path.removeprefix("/").removeprefix(settings.STATIC_URL.strip("/") + "/"))
    assert isinstance(found, str), url
    return Path(found).read_bytes()


def packed(files: list[bytes]) -> int:
    return sum(len(gzip.compress(file, 9)) for file in files)


def addresses(tag: Tag) -> list[str]:
    return [
        str(tag[name])
        for name in ("src", "href", "action", "formaction", "poster", "srcset", "data")
        if name in tag.attrs
    ]


def is_foreign(url: str) -> bool:
    """Another host, or something that is not fetched from ours; a telephone number is dialled, and asks no host."""
    parts = urlsplit(url)
    return bool(parts.netloc) or parts.scheme not in {"", "tel"}
