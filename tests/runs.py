"""What a run consists of: the order of its tests, and what the second run, on the other database, leaves out.

- Most tests open the database and run on both. So do all journeys, and what is marked `services`: it starts processes
  with the settings of the run.
- A plain test does none of that, and this is no matter of opinion: pytest-django refuses it the database, and `alone`
  refuses it the cache, every other process and every socket. A second time it could not come out differently, so it
  runs once. A test that asks for its fixtures by name is not among them.
- A test marked `once` starts processes in an environment of its own, with a database that it chooses itself.
"""

import os
import socket
import subprocess
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from inspect import signature
from typing import Any, NoReturn

import pytest
from django.core.cache import CacheHandler

OPENS_THE_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup", "_django_db_helper"}
ON_BOTH = ("django_db", "services", "journey")
LONG = ("once", "services", "journey", "slow")
REFUSED = (
    (CacheHandler, "__getitem__"),
    (subprocess.Popen, "__init__"),
    (os, "fork"),
    (socket.socket, "connect"),
)


def is_marked(item: pytest.Item, *marks: str) -> bool:
    return any(item.get_closest_marker(mark) for mark in marks)


def is_plain(item: pytest.Item) -> bool:
    may_open = OPENS_THE_DATABASE.intersection(getattr(item, "fixturenames", ())) or asks_by_name(item)
    return not (may_open or is_marked(item, "once", *ON_BOTH))


def asks_by_name(item: pytest.Item) -> bool:
    return "request" in signature(getattr(item, "function", len)).parameters


def runs_once(item: pytest.Item) -> bool:
    return is_plain(item) or is_marked(item, "once")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--second-run", action="store_true", help="Leave out what another database cannot change.")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("second_run"):
        left_out = [item for item in items if runs_once(item)]
        items[:] = [item for item in items if not runs_once(item)]
        config.hook.pytest_deselected(items=left_out)
        _told(config).update(left_out=len(left_out))
    items[:] = in_order(items)


def in_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """One process begins with the database; another has meanwhile what needs none.

    What takes long comes next: at the end, when others have nothing left to do, only short tests are waited for.
    """

    def place(item: pytest.Item) -> tuple[bool, bool, bool]:
        return item is not first, not runs_once(item), not is_marked(item, *LONG)

    quick = (item for item in items if not runs_once(item) and not is_marked(item, *LONG))
    first = next(quick, None)
    return sorted(items, key=place)


@contextmanager
def alone() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for place, name in REFUSED:
            patch.setattr(place, name, _refuse)
        yield


def _refuse(*_args: Any, **_more: Any) -> NoReturn:
    pytest.fail(
        "This test opens no database, so that it would not run on both; but it reaches for the cache, another "
        "process or a socket. Give it the fixture `db` or the mark `services`; see tests/runs.py."
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    if not is_plain(item):
        return (yield)
    with alone():
        return (yield)


def _told(config: pytest.Config) -> dict[str, Any]:
    """What a process of a parallel run tells the one that started it; or the one process itself."""
    told: dict[str, Any] | None = getattr(config, "workeroutput", None)
    return config.stash.setdefault(TOLD, {}) if told is None else told


TOLD = pytest.StashKey[dict[str, Any]]()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A process of a parallel run has ended."""
    _told(node.config).update(getattr(node, "workeroutput", {}))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if left_out := _told(config).get("left_out"):
        terminalreporter.write_line(
            f"Left out of this second run: {left_out} tests that no other database could change; the first had them."
            " Each property was tried with a fifth of the examples."
        )
