"""A whole journey walked, with what it said and wrote meanwhile."""

import io
import logging
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings

from program.logs import NoRequestDetails
from tests.faults import journey
from tests.faults.journey import Journey
from tests.people import Person
from tests.scenes import Scene

SCENE = Scene[Journey]()


@pytest.fixture
def walked(programme: object, therese: Person, stina: Person, said: io.StringIO, temporary: Path) -> Journey:
    """Once in each process: the rows are put back, and what else it left is told."""
    return SCENE.begin(lambda: _walk(therese, stina, said, temporary)).again()


@pytest.fixture
def walked_here(programme: object, therese: Person, stina: Person, said: io.StringIO, temporary: Path) -> Journey:
    """In this very test, for a search of the disk and the memory that it was walked with."""
    return _walk(therese, stina, said, temporary)


def _walk(therese: Person, stina: Person, said: io.StringIO, temporary: Path) -> Journey:
    walked = journey.walk(therese, stina)
    return replace(walked, said=said.getvalue(), left=[*mail.outbox, *temporary.rglob("*")])


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What the service's own log handler writes."""
    ours = [one for one in logging.getLogger().handlers if any(isinstance(f, NoRequestDetails) for f in one.filters)]
    (handler,) = (one for one in ours if isinstance(one, logging.StreamHandler))
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before or io.StringIO())


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process puts its temporary files meanwhile."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


STAFF_SIDE = ("/staff/", "/cms/")
LOGIN = {"participant": "program:sign-in", "staff": "staff:sign-in"}


@pytest.fixture
def split(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes in one: each request meets the URL configuration of its own side alone."""
    whole = Client.request

    def request(client: Client, **request: Any) -> Any:
        side = "staff" if request["PATH_INFO"].startswith(STAFF_SIDE) else "participant"
        with override_settings(ROOT_URLCONF=f"config.urls_{side}", INTERFACE=side, LOGIN_URL=LOGIN[side]):
            return whole(client, **request)

    monkeypatch.setattr(Client, "request", request)
