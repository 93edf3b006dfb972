"""A live server with the cast behind it, and Chromium in front of it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from program.models import Program, Role
from tests import people
from tests.people import Person

HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)


CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The first draws the same pages with the same engine in a third of the time: it has no windows around them."""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium: the tests bring no browser of their own."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert program, "Chromium was not found. Install the package chromium, or run `make services`."
    return {"executable_path": program, "args": FLAGS}


@pytest.fixture
def site(live_server: LiveServer, transactional_db: None) -> str:
    """The address of the running service, with the sample programme in it."""
    people.programme()
    return str(live_server.url)


@pytest.fixture(params=[False, True], ids=["scripts-off", "scripts-on"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def clinic(site: str) -> Person:
    """One therapist who has room, so that a newcomer is assigned at once."""
    assert Program.objects.exists()
    return people.new_staff("therese@clinic.example", "Therese", Role.THERAPIST)
