"""What the run on the second database leaves out: tests that it could not change, and nothing else."""

import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from program.models import Program
from tests import runs

Test = Callable[..., None]


def plain() -> None: ...


def with_a_folder(tmp_path: Path, stranger: object) -> None: ...


@pytest.mark.slow
def long_and_plain() -> None: ...


@pytest.mark.once
def in_an_environment_of_its_own() -> None: ...


@pytest.mark.django_db
def marked() -> None: ...


@pytest.mark.services
def with_a_process() -> None: ...


@pytest.mark.journey
def walked() -> None: ...


def with_rows(db: None) -> None: ...


def with_transactions(transactional_db: None) -> None: ...


def with_a_server(live_server: object) -> None: ...


def with_the_programme(programme: object) -> None: ...


def with_anna(anna: object) -> None: ...


def with_everybody(company: object) -> None: ...


def with_whom_it_names(request: pytest.FixtureRequest) -> None: ...


LEFT_OUT: list[Test] = [plain, with_a_folder, long_and_plain, in_an_environment_of_its_own]
ON_BOTH: list[Test] = [
    marked,
    with_a_process,
    walked,
    with_rows,
    with_transactions,
    with_a_server,
    with_the_programme,
    with_anna,
]
ON_BOTH += [with_everybody, with_whom_it_names]


def item(request: pytest.FixtureRequest, test: Test) -> pytest.Item:
    """As pytest would collect it."""
    found: pytest.Item = pytest.Function.from_parent(request.node.parent, name=test.__name__, callobj=test)
    return found


@pytest.mark.parametrize("test", LEFT_OUT)
def test_what_no_database_can_change_runs_once(request: pytest.FixtureRequest, test: Test) -> None:
    assert runs.runs_once(item(request, test))


@pytest.mark.parametrize("test", ON_BOTH)
def test_everything_else_runs_on_both(request: pytest.FixtureRequest, test: Test) -> None:
    assert not runs.runs_once(item(request, test))


def test_nothing_is_lost_by_the_order(request: pytest.FixtureRequest) -> None:
    items = [item(request, test) for test in [*ON_BOTH, *LEFT_OUT]]
    ordered = runs.in_order(items)
    assert sorted(map(id, ordered)) == sorted(map(id, items))
    assert ordered[0].name == "marked"
    assert {one.name for one in ordered[1:5]} == {test.__name__ for test in LEFT_OUT}


def start_a_process() -> None:
    subprocess.run([sys.executable, "-V"], check=True)


def open_a_socket() -> None:
    with socket.socket() as probe:
        probe.connect(("127.0.0.1", 9))


@pytest.mark.parametrize("reach", [lambda: cache.get("anything"), start_a_process, open_a_socket])
def test_a_plain_test_reaches_for_nothing(reach: Callable[[], Any]) -> None:
    """This test is one itself."""
    with pytest.raises(pytest.fail.Exception, match="opens no database"):
        reach()


def test_a_plain_test_is_refused_the_database() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Program.objects.first()


def test_only_the_second_run_leaves_anything_out() -> None:
    made = Path("Makefile").read_text().splitlines()
    (first, second) = [line for line in made if "-m pytest -q -n" in line and "profile=quick" not in line]
    assert "--second-run" not in first
    assert "tests.services" not in first
    assert "--second-run" in second
    assert "tests.services" in second
