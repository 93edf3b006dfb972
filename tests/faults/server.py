"""A real gunicorn over the test's database, and a browser that speaks to it through a socket."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

from tests.program.test_worker import environment
from tests.services import free_port, wait_for
from tests.worksheets.pages import form_of

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60
USER_AGENT = "Heron/7 (planted, to be kept nowhere)"


@dataclass(frozen=True)
class Server:
    """`folder` holds its temporary files and all that it ever said."""

    port: int
    folder: Path

    @property
    def worker(self) -> int:
        text = (self.folder / "worker").read_text()
        return int(text) if text else 0

    def kill_worker(self) -> None:
        """As the kernel does when memory runs out; returns when the next one is there."""
        old = self.worker
        with suppress(ProcessLookupError):
            os.kill(old, signal.SIGKILL)
        ends = time.monotonic() + PATIENCE_SECONDS
        while self.worker in {0, old}:
            if time.monotonic() > ends:
                raise RuntimeError("No new worker came.")
            time.sleep(0.005)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Ends the master at the end, and so its worker; by process id."""
    port, temporary = free_port(), folder / "temporary"
    temporary.mkdir(parents=True)
    (folder / "worker").touch()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "-c", "tests/faults/one_worker.py"]
    with (folder / "said").open("wb") as said:
        master = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env={**environment(), "WORKER_PID_FILE": str(folder / "worker"), "TMPDIR": str(temporary)},
            stdout=said,
            stderr=said,
        )
        try:
            wait_for(port)
            yield Server(port, folder)
        finally:
            master.terminate()
            master.wait(timeout=PATIENCE_SECONDS)


class Cut(Exception):
    """The connection broke before an answer had come: nobody knows what became of the post."""


@dataclass
class Browser:
    """Somebody who signed in, with their cookies."""

    server: Server
    cookies: dict[str, str]

    @classmethod
    def of(cls, client: Client, server: Server) -> "Browser":
        return cls(server, {name: morsel.value for name, morsel in client.cookies.items()})

    def get(self, path: str, css: str) -> dict[str, Any]:
        """What the form on this page would post."""
        _status, body = self._ask("GET", path)
        return form_of(HttpResponse(body), css)

    def post(self, path: str, fields: dict[str, Any]) -> tuple[int, bytes]:
        """Raises Cut."""
        return self._ask("POST", path, urlencode(fields, doseq=True))

    def autosave(self, path: str, fields: dict[str, Any]) -> dict[str, Any]:
        """What the server tells the page's script. Raises Cut."""
        status, body = self.post(path, fields | {"autosave": "1"})
        if status != http.client.OK:
            raise RuntimeError(f"The server answered {status}.")
        told: dict[str, Any] = json.loads(body)
        return told

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE_SECONDS)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", "User-Agent": USER_AGENT}
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            for name, value in response.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0].strip('"')
            return response.status, response.read()
        except (ConnectionError, http.client.HTTPException) as error:
            raise Cut from error
        finally:
            connection.close()
