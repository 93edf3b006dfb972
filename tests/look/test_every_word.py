"""No word of a page stands beside the catalogues: in the tests' own language each is marked, but for content."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString
from django.conf import settings
from django.utils import dates

from modules.models import EditionStep
from program.models import Account, EditionWeek
from tests.people import Person
from tests.pseudo import CLOSE, CODE, OPEN
from worksheets.models import WorksheetVersion

pytestmark = pytest.mark.django_db

PAGES = (
    *("/home/", "/week/1/", "/week/2/", "/week/2/1/", "/week/2/worksheet/", "/week/1/worksheet/sent/", "/messages/"),
    *("/account/", "/account/erase/", "/account/devices/", "/account/copy/", "/progress/", "/what-we-keep/"),
)
DESK = (
    *("/staff/inbox/", "/staff/caseload/", "/staff/alerts/", "/staff/cover/", "/staff/own/", "/staff/account/"),
    *("/staff/progress/",),
)
WORD = re.compile(r"[^\W\d_]{3,}")
SAID_ALOUD = ("aria-label", "title", "placeholder", "alt")


def unmarked(page: BeautifulSoup) -> Iterator[str]:
    """Texts outside the marks; a text may begin in one element and end in another."""
    depth = 0
    for text in page.find_all(string=True):
        outside = ""
        for letter in str(text) if type(text) is NavigableString else "":
            depth += (letter == OPEN) - (letter == CLOSE)
            outside += "" if depth or letter == CLOSE else letter
        yield " ".join(outside.split())


def heard(page: BeautifulSoup) -> Iterator[str]:
    for name in SAID_ALOUD:
        yield from (str(each[name]) for each in page.select(f"[{name}]") if OPEN not in str(each[name]))


def leftover(html: bytes, known: set[str]) -> list[str]:
    """What is neither marked, nor in a stated language of its own, nor a name, a date or a title of the programme."""
    page = BeautifulSoup(html, "html.parser")
    for other in page.select("body [lang], script"):
        other.decompose()
    months = {str(month) for month in dates.MONTHS.values()} | {str(day) for day in dates.WEEKDAYS.values()}
    found = []
    for text in (*unmarked(page), *heard(page)):
        left = text
        for name in sorted(known | months, key=len, reverse=True):
            left = left.replace(name, "")
        if WORD.search(left):
            found.append(text)
    return found


@pytest.fixture
def known(anna: Person, therese: Person) -> set[str]:
    titles = {str(row.title) for model in (EditionStep, EditionWeek, WorksheetVersion) for row in model.objects.all()}
    return titles | {settings.SITE_NAME, anna.participant.alias, therese.account.work_name}


@pytest.mark.parametrize("side", ["participant", "staff"])
def test_every_word_is_translated(side: str, anna: Person, therese: Person, known: set[str]) -> None:
    person, pages = (anna, PAGES) if side == "participant" else (therese, DESK)
    Account.objects.filter(pk=person.account_id).update(language=CODE)
    for path in pages:
        response = person.client.get(path)
        assert response.status_code == 200, path
        assert not leftover(response.content, known), path
