"""Every form of the path, opened, and sent to a real server whose worker was killed in between."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import rows
from tests.faults.server import Browser, Server, serving
from tests.faults.test_every_form import FORMS, SESSIONS, Cast, Form
from tests.people import Person
from tests.program.test_agreeing import come_in
from vault import holders

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

# What there is nothing to do for: no place rests, no such device, no session is older than this minute.
NOTHING_TO_DO = {"program:come-back", "program:device-sign-out", "program:still-here", "program:passphrase"}
ONLY_SESSIONS = {"program:sign-out", "program:sign-out-everywhere"}
# After these somebody has to sign in again.
ENDS = ONLY_SESSIONS | {"program:passphrase", "program:renew"}
# The questions after a dangerous answer come before the other measures are answered; what ends the programme or the
# account, or changes what it is signed in with, comes last.
LATE = ("program:leave-programme", "program:take-part-again", "program:renew", "program:erase")
ORDER = {"worksheets:grading": -1, **{name: place for place, name in enumerate(LATE, start=1)}}
ANSWERED = {200, 204, 302}


@pytest.fixture
def server(anna: Person, sol: Person, tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path / "server") as running:
        yield running


def test_each_is_taken_by_the_worker_that_comes_after(anna: Person, sol: Person, server: Server) -> None:
    lost, private = [], anna.private
    for form in sorted(FORMS, key=lambda form: ORDER.get(form.name, 0)):
        if not taken(form, Cast(anna, sol, Client()), server):
            lost.append(form.name)
        if form.name == "program:renew":
            holders.relock(private=private, secret=anna.secret, forgiving=True)
        if form.name in ENDS:
            anna.client = come_in(anna)
    assert not lost


def taken(form: Form, cast: Cast, server: Server) -> bool:
    """Whether it was answered, and anything came of it."""
    client, path, fields = form.window(cast)
    client.get("/help/plan/")
    before = rows.contents()
    server.kill_worker()
    token = {"csrfmiddlewaretoken": client.cookies[settings.CSRF_COOKIE_NAME].value}
    status, _body = Browser.of(client, server).post(path, fields | token)
    after = rows.contents()
    done = any(before[name] != after[name] for name in before if name not in SESSIONS)
    return status in ANSWERED and (done or form.name in NOTHING_TO_DO | ONLY_SESSIONS)
