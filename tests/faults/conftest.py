"""A whole journey walked, with what it said and wrote meanwhile."""

import io
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from program.logs import NoRequestDetails
from tests.faults import journey
from tests.faults.journey import Journey
from tests.people import Person


@pytest.fixture
def walked(programme: object, therese: Person, stina: Person, said: io.StringIO, temporary: Path) -> Journey:
    return journey.walk(therese, stina)


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
