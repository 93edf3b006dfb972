"""Which statements each test sends to the database, and the fewest tests that send them all.

`make test` has every test on SQLite, and notes there what each of them sends. On PostgreSQL it then has as many as are
needed for every one of those statements, beside all that start processes, use real transactions, or are walked in both
ways; `make ci` has the others there, too. Nothing is chosen by hand, so nothing new can be forgotten.

Two statements are the same if they differ in their values and in how many there are, and in nothing else.
"""

import json
import re
import time
from collections.abc import Callable, Collection, Generator, Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from heapq import heapify, heappop, heappush
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

ONE_OF_MANY = re.compile(r"%s(?:, %s)+")
ROWS = re.compile(r"\(([^()]*)\)(?:, \(\1\))+")
BRACKETS = re.compile(r"\((?:%s|\?)\)")
OF_THE_DATABASE = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA", "EXPLAIN")
STARTING = 0.02
"""Seconds that any test takes beside what is measured of it: of many short tests and one long one, the long one."""


@dataclass(frozen=True)
class Noted:
    """What a test sent, and how many seconds of CPU it took."""

    test: str
    seconds: float
    sent: frozenset[str]


@cache
def shape(statement: str) -> str:
    """Short, and the same for statements that differ in nothing but their values; empty for what asks for no rows."""
    if statement.lstrip().upper().startswith(OF_THE_DATABASE):
        return ""
    same = ROWS.sub(r"(\1)", ONE_OF_MANY.sub("%s", statement))
    return blake2b(BRACKETS.sub("%s", same).encode(), digest_size=8).hexdigest()


class Noting:
    """Writes a line for each test into a file of this process."""

    def __init__(self, folder: Path, process: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.file = (folder / f"{process}.jsonl").open("w")
        self.sent: set[str] = set()
        self.began = 0.0
        connection_created.connect(self.listen)

    def listen(self, connection: BaseDatabaseWrapper, **_more: object) -> None:
        if self.hear not in connection.execute_wrappers:
            connection.execute_wrappers.append(self.hear)

    def hear(self, execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        self.sent.add(sql)
        return execute(sql, *given)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        self.sent, self.began = set(), time.process_time()
        try:
            return (yield)
        finally:
            sent = sorted({shape(each) for each in self.sent} - {""})
            self.file.write(json.dumps([item.nodeid, round(time.process_time() - self.began, 3), sent]) + "\n")

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: "pytest.FixtureDef[Any]") -> Generator[None, Any, Any]:
        """What is made once for a whole run is no doing of the test that comes first."""
        sent, spent = set(self.sent), time.process_time() - self.began
        try:
            return (yield)
        finally:
            if fixturedef.scope == "session":
                self.sent, self.began = sent, time.process_time() - spent

    def pytest_unconfigure(self) -> None:
        self.file.close()


def read(folder: Path) -> list[Noted]:
    """What the processes of one run have written."""
    lines = [line for file in sorted(folder.glob("*.jsonl")) for line in file.read_text().splitlines()]
    return [Noted(test, seconds, frozenset(sent)) for test, seconds, sent in map(json.loads, lines)]


def fewest(notes: Iterable[Noted], *, settled: Collection[str] = ()) -> set[str]:
    """Tests that send every statement there is between them, those first that send most new ones in the least time.
    `settled` are sent already.

    Not the very fewest, which nobody can find in a lifetime, but never more than a few times as many.
    """
    tests, chosen = list(notes), set[str]()
    missing = frozenset[str]().union(*(each.sent for each in tests)) - frozenset(settled)

    def price(each: Noted) -> float:
        return (each.seconds + STARTING) / len(each.sent & missing)

    waiting = [(price(each), each.test, each) for each in tests if each.sent & missing]
    heapify(waiting)
    while missing:
        _price, test, each = heappop(waiting)
        if not each.sent & missing:
            continue
        # What it costs has gone up with all that others have sent since it was reckoned.
        if waiting and (now := price(each)) > waiting[0][0]:
            heappush(waiting, (now, test, each))
            continue
        chosen.add(test)
        missing -= each.sent
    return chosen
