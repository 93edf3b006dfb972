"""Who reaches what: every address of ours, asked for by everybody of the cast, held against a reviewed matrix.

`access-matrix.txt` has a line for each address and a sign for each visitor, in the order of tests/architecture/
visitors.py. r: reads it, or the page says what is wrong with an empty form. g: is led on. .: there is no such page.
s: is asked to sign in. !: the page says that this cannot be done so. An address that takes only a form is posted to.

On the second database each address is asked for by those whom it lets in, and of the others by a fourth, in turns.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.urls import get_resolver

from program.models import AuditEvent
from tests import rows
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


def expected() -> dict[str, str]:
    lines = (line.split() for line in MATRIX.read_text().splitlines() if line and not line.startswith("#"))
    return {line[0]: line[1] for line in lines}


def sign(response: HttpResponse) -> str:
    if response.status_code in {301, 302}:
        where = response["Location"]
        return "s" if where.startswith(("/staff/sign-in/", "/sign-in/", "/staff/account/authenticator/")) else "g"
    return {200: "r", 404: ".", 405: "5"}.get(response.status_code, "!")


Met = tuple[str, list[AuditEvent]]


@dataclass(frozen=True)
class Asking:
    """`newest` is the last line of the log. It stays the last: what a visit did is taken back, so that everybody comes
    to the same page."""

    newest: int

    def __call__(self, visitor: Visitor, url: str, method: str) -> Met:
        """What they meet, and what was written in the log of it."""
        cookies = SimpleCookie({name: morsel.value for name, morsel in visitor.client.cookies.items()})
        with rows.undone():
            response = getattr(visitor.client, method)(url)
            met = sign(response), list(AuditEvent.objects.filter(pk__gt=self.newest))
        visitor.client.cookies = cookies
        return met


Turn = Callable[[int, str], bool]


@pytest.fixture
def is_asked(request: pytest.FixtureRequest) -> Turn:
    """Whether this visitor's turn has come in this run, by their number among all and what they usually meet."""
    second = request.config.getoption("second_run")
    return lambda number, usual: not second or usual not in REFUSED or not number % 4


@pytest.fixture
def around(company: Cast, request: pytest.FixtureRequest) -> World:
    """The company comes first: recorded within a test, its numbers would be given out again.

    Everybody has been at a page before: with its first page a session begins, and each visit would begin it again.
    """
    here = world(request.getfixturevalue)
    for visitor in here.visitors:
        visitor.client.get("/language/")
    return here


def test_everybody_meets_what_the_matrix_says(around: World, is_asked: Turn) -> None:
    """And whoever meets no page there, or is asked to sign in, may not post an empty form to it either."""
    lines, ask = {}, Asking(AuditEvent.objects.latest("pk").pk)
    for place, (name, parts) in enumerate(sorted(OURS.items())):
        url, line = around.url(name, parts), expected().get(name, "?" * len(around.visitors))
        usual = dict(zip(around.visitors, line, strict=True))
        asking = [each for n, each in enumerate(around.visitors, place) if is_asked(n, usual[each])]
        method, got = "get", {visitor: ask(visitor, url, "get") for visitor in asking}
        if "5" in {met for met, _log in got.values()}:
            method, got = "post", {visitor: ask(visitor, url, "post") for visitor in asking}
        lines[name] = "".join(got[each][0] if each in got else usual[each] for each in around.visitors)
        for visitor in (each for each, (met, _log) in got.items() if met in REFUSED):
            met, log = got[visitor] if method == "post" else ask(visitor, url, "post")
            assert met in {*REFUSED, "5"}, (name, visitor.who)
            assert not log, (name, visitor.who)
        if "participant" in parts and name != SEALED_AWAY:
            reads_are_logged(around, name, got)
    wrong = [f"{name:32} {line}" for name, line in lines.items() if expected().get(name) != line]
    assert not wrong, "If these lines are right, they belong in access-matrix.txt:\n" + "\n".join(wrong)
    assert not expected().keys() - lines.keys(), "An address of the matrix is gone."


def reads_are_logged(around: World, name: str, got: dict[Visitor, Met]) -> None:
    """Nobody but those who may comes to the case, and whoever reads it stands in the log."""
    for visitor, (met, log) in got.items():
        assert met in REFUSED or visitor.letter in HOLDERS, (name, visitor.who)
        if met == "r":
            said = {(row.actor, str(row.case)) for row in log}
            assert (str(visitor.account_id), str(around.case_id)) in said, (name, visitor.who)
