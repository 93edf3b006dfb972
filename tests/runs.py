"""What a run consists of: the order of its tests, and what each of the two runs, one for each database, leaves out.

- Most tests open the database and run on both. So do all journeys, and what is marked `services`: it starts processes
  with the settings of the run.
- A plain test does none of that, and this is no matter of opinion: pytest-django refuses it the database, and `alone`
  refuses it the cache, every other process and every socket. A second time it could not come out differently, so it
  runs once. A test that asks for its fixtures by name is not among them.
- A test marked `once` starts processes in an environment of its own, with a database that it chooses itself.
- A journey that is walked in two ways is walked in one of them on each database, and in the other on the other: the two
  runs together walk it in both. Half of all journeys have their scripts on the first. What is marked `both_ways` is
  walked in both on both.
- `make test` has each test once, on one of the databases: which, its name decides. One in eight is on the second, where
  the same test takes half as long again. `make ci` then has the rest: each test on the other database, too, each
  journey there in its other way, and what is marked `longest`.

Without --first-run or --second-run nothing is left out, and without --part nothing but what is said above.
"""

import os
import socket
import subprocess
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from inspect import signature
from pathlib import Path
from typing import Any, NoReturn
from zlib import crc32

import pytest
from django.core.cache import CacheHandler
from hypothesis import settings

OPENS_THE_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup", "_django_db_helper"}
ON_BOTH = ("django_db", "services", "journey")
LONG = ("once", "services", "journey", "slow", "longest")
LONG_FOR_ONE = 0.2
"""Seconds of CPU: what takes more is marked `slow`, so that the quick run stays quick. That run names what is not."""
REFUSED = (
    (CacheHandler, "__getitem__"),
    (subprocess.Popen, "__init__"),
    (os, "fork"),
    (socket.socket, "connect"),
)


SLOW = frozenset((Path(__file__).parent / "slow.txt").read_text().split())
"""Measured in the quick run: what took a twentieth of a second or more. A fifth of its tests took two thirds of it."""


def pytest_itemcollected(item: pytest.Item) -> None:
    if item.nodeid.partition("[")[0] in SLOW:
        item.add_marker("slow")


def is_marked(item: pytest.Item, *marks: str) -> bool:
    return any(item.get_closest_marker(mark) for mark in marks)


def is_plain(item: pytest.Item) -> bool:
    may_open = OPENS_THE_DATABASE.intersection(getattr(item, "fixturenames", ())) or asks_by_name(item)
    return not (may_open or is_marked(item, "once", *ON_BOTH))


def asks_by_name(item: pytest.Item) -> bool:
    return "request" in signature(getattr(item, "function", len)).parameters


def runs_once(item: pytest.Item) -> bool:
    return is_plain(item) or is_marked(item, "once")


def has(item: pytest.Item, *, second: bool, part: str | None) -> bool:
    """Whether this test is in this run, or in this part of it."""
    if (runs_once(item) and second) or is_walked_in_the_other_run(item, second=second):
        return False
    if part is None:
        return True
    if is_marked(item, "longest"):
        return part == "rest"
    return (runs_once(item) or is_in_the_share(item, second=second)) == (part == "share")


def is_walked_in_the_other_run(item: pytest.Item, *, second: bool) -> bool:
    """Of a journey's two ways, which differ in scripts, each run has one; which, its name decides."""
    return not is_marked(item, "both_ways") and _is_its_way(item, second=second) is False


def is_in_the_share(item: pytest.Item, *, second: bool) -> bool:
    """Each test is in the share of one of the two runs; of what is marked `both_ways`, one way in each."""
    if is_marked(item, "both_ways"):
        return bool(_is_its_way(item, second=second))
    return second == (_number(item) // 2 % 8 == 0)


def _is_its_way(item: pytest.Item, *, second: bool) -> bool | None:
    given = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    way = given.get("way", given.get("scripts"))
    if way is None or not is_marked(item, "journey"):
        return None
    return bool(getattr(way, "scripts", way)) == (_number(item) % 2 == second)


def _number(item: pytest.Item) -> int:
    """The same in every process. The two ways of a journey share it."""
    return crc32((item.nodeid.partition("[")[0] if is_marked(item, "journey") else item.nodeid).encode())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--first-run", action="store_true", help="Leave out the ways that the second run walks.")
    parser.addoption("--second-run", action="store_true", help="Leave out what another database cannot change.")
    parser.addoption("--part", choices=("share", "rest"), help="Each test in the share of one run; what it leaves out.")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    second, part = config.getoption("second_run"), config.getoption("part")
    if second or config.getoption("first_run"):
        here = {item for item in items if has(item, second=second, part=part)}
        left = [item for item in items if item not in here]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item in here]
        once = sum(second and runs_once(item) for item in left)
        _told(config).update(left=len(left), once=once, part=part)
    items[:] = in_order(items)


def in_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """One process begins with the database; another has meanwhile what needs none.

    Of these the long ones come last: some begin with a copy of that database. Of the others they come first: at the
    end, when there is nothing left to do, only short tests are waited for.
    """

    def place(item: pytest.Item) -> tuple[bool, bool, bool]:
        return item is not first, not runs_once(item), is_marked(item, *LONG) == runs_once(item)

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
    began = time.process_time()
    try:
        with alone() if is_plain(item) else nullcontext():
            return (yield)
    finally:
        too_long = time.process_time() - began > LONG_FOR_ONE and not is_marked(item, *LONG)
        if too_long and settings.get_current_profile_name() == "quick":
            _told(item.config).setdefault("too_long", []).append(item.nodeid)


def _told(config: pytest.Config) -> dict[str, Any]:
    """What a process of a parallel run tells the one that started it; or the one process itself."""
    told: dict[str, Any] | None = getattr(config, "workeroutput", None)
    return config.stash.setdefault(TOLD, {}) if told is None else told


TOLD = pytest.StashKey[dict[str, Any]]()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A process of a parallel run has ended."""
    told, found = _told(node.config), dict(getattr(node, "workeroutput", {}))
    told.setdefault("too_long", []).extend(found.pop("too_long", []))
    told.update(found)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    told = _told(config)
    for name in told.get("too_long", []):
        terminalreporter.write_line(
            f"Took more than {LONG_FOR_ONE} s of CPU in the quick run, and is not marked slow: {name}"
        )
    if left := told.get("left"):
        terminalreporter.write_line(f"Left out of this run: {left} tests. {WHERE[told['part']]}")
    if once := told.get("once"):
        terminalreporter.write_line(f"{once} of them no other database could change; the first run has them.")


WHERE = {
    None: "Of journeys that are walked in two ways, the run on the other database walks the other.",
    "share": "The run on the other database has them; `make ci` has each test on both.",
    "rest": "`make test` has them.",
}
"""Where tests are that are not in a run."""
