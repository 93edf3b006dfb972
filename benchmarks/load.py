"""A small load generator, and what the kernel says a process tree has used."""

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from os import sysconf
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlencode

from benchmarks import sheets

TICKS = sysconf("SC_CLK_TCK")
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Wanted(TypedDict):
    """A request as `benchmarks.statements` makes it again; without fields it is a GET."""

    host: str
    path: str
    fields: dict[str, str]
    cookies: dict[str, str]


@dataclass(frozen=True)
class Answer:
    status: int
    text: str


class Visitor:
    """Somebody with a browser of their own: cookies, and a connection that stays open where the server lets it."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.cookies: dict[str, str] = {}
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, path: str, fields: Mapping[str, str] | None = None) -> Answer:
        """A GET, or with fields a POST, as it comes from the proxy that ends TLS."""
        headers = {
            "X-Forwarded-Proto": "https",
            "Origin": f"https://{self.host}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if fields is None:
            self._connection.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            self._connection.request("POST", path, urlencode(fields), headers)
        response = self._connection.getresponse()
        for header in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return Answer(response.status, response.read().decode())

    def sign_in(self, path: str, fields: Mapping[str, str]) -> None:
        answer = self.ask(path, {**self.hidden(path), **fields})
        if answer.status != 302:
            raise RuntimeError(f"{path} let nobody in: {answer.status}.")

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of the forms on a page."""
        return {name: unescape(value) for name, value in HIDDEN.findall(self.ask(path).text)}


class Reader:
    """Asks for one page, again and again."""

    def __init__(self, visitor: Visitor, path: str, expected: str) -> None:
        self.visitor, self.path, self.expected = visitor, path, expected

    def __call__(self) -> None:
        answer = self.visitor.ask(self.path)
        if answer.status != 200 or self.expected not in answer.text:
            raise RuntimeError(f"{self.path} answered {answer.status}, or something else than was asked for.")

    def wanted(self) -> Wanted:
        return {"host": self.visitor.host, "path": self.path, "fields": {}, "cookies": self.visitor.cookies}


class Writer:
    """Saves one worksheet as the page's script does: the whole form, a fresh text, on the base of the last save."""

    def __init__(self, visitor: Visitor, path: str, fields: int) -> None:
        self.visitor, self.path, self.fields = visitor, path, fields
        self.hidden = {**visitor.hidden(path), "autosave": "1"}
        self.saves = 0

    def __call__(self) -> None:
        self.saves += 1
        answer = self.visitor.ask(self.path, {**self.hidden, **sheets.filled_in(self.fields, f"Save {self.saves}.")})
        told = json.loads(answer.text) if answer.status == 200 else {}
        if not told.get("saved"):
            raise RuntimeError(f"{self.path} did not save: {answer.status}.")
        self.hidden["base"] = str(told["base"])

    def wanted(self) -> Wanted:
        """Only before the first measured save or after the last: counting saves, too, and moves the base."""
        fields = {**self.hidden, **sheets.filled_in(self.fields, "")}
        return {"host": self.visitor.host, "path": self.path, "fields": fields, "cookies": self.visitor.cookies}


Connection = Reader | Writer


@dataclass(frozen=True)
class Sample:
    """What one run took. Milliseconds are of CPU, for each request."""

    python_ms: float
    postgres_ms: float
    per_second: float

    @property
    def both_ms(self) -> float:
        return self.python_ms + self.postgres_ms


def run(connections: Sequence[Connection], seconds: float, *, server: int, postgres: int) -> Sample:
    """Each connection asks without a pause for so long; `server` and `postgres` are the roots of process trees."""
    before, began = (cpu_seconds(server), cpu_seconds(postgres)), time.monotonic()
    ends = began + seconds
    with ThreadPoolExecutor(len(connections)) as pool:
        done = sum(pool.map(lambda connection: _until(connection, ends), connections))
    took = time.monotonic() - began
    after = cpu_seconds(server), cpu_seconds(postgres)
    python_ms, postgres_ms = (1000 * (end - start) / done for start, end in zip(before, after, strict=True))
    return Sample(python_ms, postgres_ms, done / took)


def _until(connection: Callable[[], None], ends: float) -> int:
    done = 0
    while time.monotonic() < ends:
        connection()
        done += 1
    return done


def cpu_seconds(root: int) -> float:
    """User and system time of a process, of all below it, and of those below it that have ended."""
    used: dict[int, int] = {}
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            line = path.read_text()
        except OSError:
            continue  # ended meanwhile; its parent has its time
        fields = line.rpartition(")")[2].split()
        parents[int(path.parent.name)] = int(fields[1])
        used[int(path.parent.name)] = sum(map(int, fields[11:15]))
    return sum(ticks for pid, ticks in used.items() if _below(pid, root, parents)) / TICKS


def _below(pid: int, root: int, parents: Mapping[int, int]) -> bool:
    while pid and pid != root:
        pid = parents.get(pid, 0)
    return pid == root
