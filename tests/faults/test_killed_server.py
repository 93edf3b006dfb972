"""A real server whose worker is killed again and again while somebody writes.

What was acknowledged is in the database, nothing is there twice, and no disk holds a readable word of it.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from modules.models import StepNote
from modules.notes import opened
from tests import thief
from tests.faults.server import USER_AGENT, Browser, Cut, Server, serving
from tests.people import Person
from therapist.models import Message
from vault import sealing
from vault.holders import PrivateKey
from vault.sealing import CaseKey
from worksheets.contents import unseal
from worksheets.models import Response, ResponseState, StaleCopy

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

KILLS = 25
WEEK = 2
SHEET = f"/week/{WEEK}/worksheet/"
STEP = "/week/1/4/"
PLANTED = "kingfisher under the ice"


def words(number: int) -> str:
    return f"{PLANTED} {number}"


def number_in(text: str) -> int:
    return int(text.removeprefix(PLANTED))


@contextmanager
def killing(server: Server, kills: int) -> Iterator[threading.Event]:
    """Kills the worker at moments that nobody can foresee; the event is set when it has been done `kills` times."""
    done, errors = threading.Event(), list[Exception]()

    def go_on() -> None:
        try:
            for _ in range(kills):
                time.sleep(random.uniform(0.01, 0.15))  # noqa: S311 (chance, no secret)
                server.kill_worker()
        except Exception as error:  # noqa: BLE001 (raised again below)
            errors.append(error)
        finally:
            done.set()

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield done
    finally:
        thread.join()
    assert not errors, errors


@dataclass
class Writer:
    """The script of the page: one save at a time, each on the base that the last answer named; again when cut."""

    browser: Browser
    path: str
    box: str
    fields: dict[str, Any]
    stored: Callable[[], int]
    number: int = 0
    bases: list[int] = field(default_factory=list)
    cuts: int = 0

    def save(self) -> None:
        """Writes on, and does not rest until it is acknowledged."""
        self.number += 1
        while True:
            try:
                told = self.browser.autosave(self.path, self.fields | {self.box: words(self.number)})
            except Cut:
                self.cuts += 1
                assert self.stored() >= self.number - 1, "An acknowledged save was lost."
                continue
            assert told["saved"] is True, told
            self.bases.append(told["base"])
            self.fields["base"] = str(told["base"])
            assert self.stored() == self.number
            return


def in_worksheet(key: CaseKey) -> int:
    row = Response.objects.filter(week=WEEK).first()
    return number_in(unseal(key, row).answers["need"]) if row else 0


def in_note(private: PrivateKey) -> int:
    row = StepNote.objects.filter(aside=False).first()
    return number_in(opened(row, private)) if row else 0


def write_through(writer: Writer, server: Server) -> None:
    """Writes on while workers are killed, and once more when it is over."""
    with killing(server, KILLS) as done:
        while not done.is_set():
            writer.save()
    assert writer.cuts, "No kill met a save, so nothing was tried."
    writer.save()
    assert writer.bases == sorted(set(writer.bases)), "The base went backwards, or stood still."
    assert writer.stored() == writer.number


@pytest.fixture
def server(anna: Person, tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path / "server") as running:
        yield running


def database_folders() -> list[Path]:
    """Where the database keeps its files, its log of writes among them."""
    if connection.vendor == "sqlite":
        return [Path(str(connection.settings_dict["NAME"])).parent]
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        return [Path(cursor.fetchone()[0])]


def test_autosave_outlives_killed_workers(anna: Person, server: Server) -> None:
    browser = Browser.of(anna.client, server)
    writer = Writer(
        browser, SHEET, "q-need", browser.get(SHEET, "form.worksheet"), stored=lambda: in_worksheet(anna.case_key)
    )
    write_through(writer, server)
    row = Response.objects.get(participant_id=anna.account_id, week=WEEK)
    assert row.state == ResponseState.DRAFT
    for copy in StaleCopy.objects.all():
        assert number_in(unseal(anna.case_key, copy).answers["need"]) <= writer.number
    search(server, anna)


def test_a_note_beside_an_exercise_outlives_killed_workers(anna: Person, server: Server) -> None:
    browser, private = Browser.of(anna.client, server), anna.private
    fields = browser.get(STEP, "form[data-autosave]")
    writer = Writer(browser, STEP, "note-1", fields, stored=lambda: in_note(private))
    write_through(writer, server)
    assert StepNote.objects.filter(aside=False).count() == 1
    for copy in StepNote.objects.filter(aside=True):
        assert number_in(opened(copy, private)) <= writer.number
    search(server, anna)


def test_messages_outlive_killed_workers(anna: Person, server: Server) -> None:
    browser, key, sent = Browser.of(anna.client, server), anna.case_key, 0
    form = browser.get("/messages/", "form:has(textarea)")
    with killing(server, KILLS) as done:
        while not done.is_set():
            sent += 1
            send(browser, form | {"form_key": str(uuid4()), "text": words(sent)})
    stored = [sealing.open(key, row, "body") for row in Message.objects.order_by("sequence")]
    assert stored == [words(number) for number in range(1, sent + 1)]
    assert list(Message.objects.order_by("sequence").values_list("sequence", flat=True)) == list(range(1, sent + 1))
    search(server, anna)


def send(browser: Browser, fields: dict[str, Any]) -> None:
    """The same form again and again until it is answered, as an impatient person does."""
    while True:
        try:
            status, _body = browser.post("/messages/", fields)
        except Cut:
            continue
        assert status == 302
        return


def search(server: Server, person: Person) -> None:
    """No planted word on any disk: database, its log of writes, var folder, temporary files, what the server said."""
    folders = [*database_folders(), settings.VAR_DIR, server.folder]
    loot = thief.on_disk(*folders)
    assert person.participant.alias.encode() in loot, "Nothing was searched."
    assert not thief.found([PLANTED, person.name, person.secret, USER_AGENT], loot)
    said = (server.folder / "said").read_bytes()
    assert b"Booting worker" in said
    assert str(person.account_id).encode() not in said
