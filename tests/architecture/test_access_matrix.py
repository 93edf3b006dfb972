"""Who reaches what: every address of ours, asked for by everybody of the cast, held against a reviewed matrix.

`access-matrix.txt` has a line for each address and a sign for each visitor, in the order of tests/architecture/
visitors.py. r: reads it, or the page says what is wrong with an empty form. g: is led on. .: there is no such page.
s: is asked to sign in. !: the page says that this cannot be done so. An address that takes only a form is posted to.

On the second database each address is asked for by those whom it lets in, and of the others by a fourth, in turns.
"""

from collections.abc import Callable
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import get_resolver

from program.models import AuditEvent
from tests.architecture.test_urls import views
from tests.architecture.visitors import Visitor, World, world
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(600)]

MATRIX = Path(__file__).with_name("access-matrix.txt")
OURS = {
    name: tuple(entry.pattern.converters)
    for name, path, entry in views(get_resolver())
    if not path.startswith("cms/") and ":" in name and not name.startswith("demo:")
}
HOLDERS = {"T", "C", "R"}
# No text of the case is opened there, and supervisors write a record of any case.
SEALED_AWAY = "therapist:protection"
REFUSED = {".", "s"}


class Undo(Exception):
    """Whatever a visit changed is taken back, so that everybody comes to the same page."""


def expected() -> dict[str, str]:
    lines = (line.split() for line in MATRIX.read_text().splitlines() if line and not line.startswith("#"))
    return {line[0]: line[1] for line in lines}


def sign(response: HttpResponse) -> str:
    if response.status_code in {301, 302}:
        where = response["Location"]
        return "s" if where.startswith(("/staff/sign-in/", "/sign-in/", "/staff/account/authenticator/")) else "g"
    return {200: "r", 404: ".", 405: "5"}.get(response.status_code, "!")


def ask(visitor: Visitor, url: str, method: str = "get") -> tuple[str, list[AuditEvent]]:
    """What they meet, and what was written in the log of it."""
    found: tuple[str, list[AuditEvent]] = ("", [])
    cookies = SimpleCookie({name: morsel.value for name, morsel in visitor.client.cookies.items()})
    newest = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    try:
        with transaction.atomic():
            response = getattr(visitor.client, method)(url)
            found = sign(response), list(AuditEvent.objects.filter(pk__gt=newest))
            raise Undo
    except Undo:
        visitor.client.cookies = cookies
    return found


Turn = Callable[[int, str], bool]


@pytest.fixture
def is_asked(request: pytest.FixtureRequest) -> Turn:
    """Whether this visitor's turn has come in this run, by their number among all and what they usually meet."""
    second = request.config.getoption("second_run")
    return lambda number, usual: not second or usual not in REFUSED or not number % 4


@pytest.fixture
def around(company: Cast, request: pytest.FixtureRequest) -> World:
    """The company comes first: recorded within a test, its numbers would be given out again."""
    return world(request.getfixturevalue)


def test_everybody_meets_what_the_matrix_says(around: World, is_asked: Turn) -> None:
    lines = {}
    for place, (name, parts) in enumerate(sorted(OURS.items())):
        url, line = around.url(name, parts), expected().get(name, "?" * len(around.visitors))
        usual = dict(zip(around.visitors, line, strict=True))
        asking = [each for n, each in enumerate(around.visitors, place) if is_asked(n, usual[each])]
        got = {visitor: ask(visitor, url) for visitor in asking}
        if {"5"} <= {found for found, _log in got.values()}:
            got = {visitor: ask(visitor, url, "post") for visitor in asking}
        lines[name] = "".join(got[each][0] if each in got else usual[each] for each in around.visitors)
        if "participant" in parts and name != SEALED_AWAY:
            for visitor, (read, log) in got.items():
                assert read in REFUSED or visitor.letter in HOLDERS, (name, visitor.who)
                if read == "r":
                    rows = {(row.actor, str(row.case)) for row in log}
                    assert (str(visitor.account_id), str(around.case_id)) in rows, (name, visitor.who)
    wrong = [f"{name:32} {line}" for name, line in lines.items() if expected().get(name) != line]
    assert not wrong, "If these lines are right, they belong in access-matrix.txt:\n" + "\n".join(wrong)
    assert not expected().keys() - lines.keys(), "An address of the matrix is gone."


def test_whoever_may_not_read_may_not_post(around: World, is_asked: Turn) -> None:
    """An empty form, on every page that answers 404 or asks to sign in."""
    for place, (name, parts) in enumerate(sorted(OURS.items())):
        if name not in expected():
            continue
        for number, (visitor, usual) in enumerate(zip(around.visitors, expected()[name], strict=True), place):
            if usual in REFUSED and is_asked(number, usual):
                met, log = ask(visitor, around.url(name, parts), "post")
                assert met in {*REFUSED, "5"}, (name, visitor.who)
                assert not log, (name, visitor.who)
