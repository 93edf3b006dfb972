"""A clinic set up as docs/operators.md says: its own folders, its own processes, people at its pages over HTTP."""

import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests import migrated
from tests.services import free_port, wait_for

TOP = Path(__file__).resolve().parents[2]
GUIDE = TOP / "docs" / "operators.md"
HOST = "talk.example.org"
FOLDERS = ("DATA", "KEYS", "BACKUP", "ELSEWHERE")
QUICK_LOCKS = {"VAULT_ARGON2_MEMORY_KIB": "64", "VAULT_ARGON2_PASSES": "1"}


def blocks(heading: str) -> list[str]:
    """The commands that stand under one heading of the guide."""
    section = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", GUIDE.read_text(), re.MULTILINE | re.DOTALL)
    assert section, heading
    found = re.findall(r"^```sh\n(.*?)^```", section[1], re.MULTILINE | re.DOTALL)
    assert found, heading
    return found


class Clinic:
    """The four folders of the guide, and whatever is run in them.

    Its database begins with the tables that this run has made from nothing already, where it has: `migrate` finds them.
    """

    def __init__(self, folder: Path) -> None:
        self.folders = {name: folder / name.lower() for name in FOLDERS}
        for place in self.folders.values():
            place.mkdir()
        if made := migrated.sqlite_file():
            shutil.copy(made, self.folders["DATA"] / "waymark.sqlite3")
        self.log = folder / "log"

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the tests' own environment but the way to programs and libraries."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
        return kept | {name: str(place) for name, place in self.folders.items()} | QUICK_LOCKS

    def run(self, commands: str, typed: str = "") -> str:
        """Run in a shell what the guide says; any failing command fails."""
        script = commands.replace(".venv/bin/python", sys.executable)
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],  # noqa: S607
            cwd=TOP,
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def manage(self, command: str, typed: str = "") -> str:
        return self.run(f'. "$KEYS/environment"\n.venv/bin/python manage.py {command}', typed)

    @contextmanager
    def serving(self) -> Iterator[int]:
        """The web process of the guide, both sides in one; what it says is kept in `log`."""
        port = free_port()
        script = f'. "$KEYS/environment"; exec {sys.executable} -m gunicorn config.wsgi --bind 127.0.0.1:{port}'
        with self.log.open("a") as log:
            web = subprocess.Popen(
                ["bash", "-c", f"{script} --threads 4 --no-control-socket"],  # noqa: S607
                cwd=TOP,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
            try:
                wait_for(port)
                yield port
            finally:
                web.terminate()
                web.wait()


@dataclass
class Visitor:
    """A browser as small as can be: it keeps cookies, follows redirects and fills the form on the page."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    page: str = ""
    path: str = ""

    def get(self, path: str) -> str:
        return self._ask("GET", path)

    def post(self, path: str = "", **fields: str) -> str:
        """Send the form of the page's main part, with its hidden fields; the foot has a form of its own."""
        main = self.page.partition("<main")[2].partition("</main>")[0]
        found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main)
        hidden = {name: html.unescape(text) for name, text in found}
        return self._ask("POST", path or self.path, hidden | fields)

    def secret(self) -> str:
        """What the page shows once."""
        found = re.search(r'class="secret-text"><code[^>]*>([^<]+)<', self.page)
        assert found, self.page
        return html.unescape(found[1])

    def _ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> str:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, urlencode(fields or {}) if method == "POST" else None, self._headers())
        response = connection.getresponse()
        self._keep(response)
        self.path, self.page = path, response.read().decode()
        connection.close()
        if response.status in {301, 302}:
            return self.get(urlsplit(response.headers["Location"])._replace(scheme="", netloc="").geturl())
        assert response.status in {200, 409, 422}, f"{path}: {response.status}"
        return self.page

    def _headers(self) -> dict[str, str]:
        return {
            "Host": HOST,
            "Origin": f"https://{HOST}",
            "X-Forwarded-Proto": "https",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }

    def _keep(self, response: HTTPResponse) -> None:
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
