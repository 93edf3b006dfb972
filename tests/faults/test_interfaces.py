"""Each side can run as a process of its own, which knows nothing of the other's pages; and none starts unsafely."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.architecture.test_urls import ALL, example
from tests.faults import journey
from tests.faults.conftest import STAFF_SIDE
from tests.people import Person
from tests.worksheets.pages import soup

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]

ASK = """
import json, sys
from config.wsgi import application
from django.conf import settings
read = settings.ROOT_URLCONF in sys.modules
from django.core.management import call_command
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
asked = json.load(sys.stdin)
def resolves(path):
    try:
        return bool(resolve(path))
    except Resolver404:
        return False
def reverses(name):
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False
print(json.dumps({"paths": [path for path in asked["paths"] if resolves(path)],
                  "names": [name for name in asked["names"] if reverses(name)], "read": read}))
call_command("check", deploy=True, fail_level="WARNING")
"""


Variables = Mapping[str, str | None]


def environment(changed: Variables) -> dict[str, str]:
    """That of a service, not of a demo or a test; None takes a variable away."""
    plain = {**os.environ, "DEMO": "0", "DJANGO_SETTINGS_MODULE": "config.settings", "DJANGO_ALLOW_ASYNC_UNSAFE": None}
    plain |= changed
    return {name: value for name, value in plain.items() if value is not None}


def run(*command: str, variables: Variables, ask: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(variables),
        input=ask,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


PATHS = sorted({path for _name, pattern, _entry in ALL if (path := example(pattern)) is not None})
OF_STAFF = [path for path in PATHS if path.startswith(STAFF_SIDE)]
OF_PARTICIPANTS = [path for path in PATHS if not path.startswith(STAFF_SIDE) and "gallery" not in path]
NAMES_OF_STAFF = ["staff:sign-in", "staff:rescued", "therapist:inbox", "therapist:open", "wagtailadmin_home"]
NAMES_OF_PARTICIPANTS = ["program:front", "worksheets:help", "program:rescued", "modules:home", "letters:messages"]


@cache
def begun(interface: str) -> tuple[dict[str, Any], str]:
    """What its process knows, and what the deployment check says there."""
    ask = json.dumps({"paths": PATHS, "names": NAMES_OF_STAFF + NAMES_OF_PARTICIPANTS})
    answer = run("-c", ASK, ask=ask, variables={"INTERFACE": interface})
    assert answer.returncode == 0, answer.stderr
    known, _, said = answer.stdout.partition("\n")
    return json.loads(known), said


@pytest.mark.services
def test_participants_process_serves_no_page_of_staff() -> None:
    assert len(OF_STAFF) > 50
    known, _said = begun("participant")
    assert not [path for path in known["paths"] if path.startswith(STAFF_SIDE)]
    assert {"/", "/join/", "/home/", "/week/1/worksheet/", "/messages/", "/kept/"} <= set(known["paths"])
    assert known["names"] == NAMES_OF_PARTICIPANTS


@pytest.mark.services
def test_staff_process_serves_no_page_of_participants() -> None:
    assert len(OF_PARTICIPANTS) > 20
    known, _said = begun("staff")
    assert not [path for path in known["paths"] if not path.startswith(STAFF_SIDE)]
    assert {"/staff/sign-in/", "/staff/inbox/", "/staff/kept/", "/cms/"} <= set(known["paths"])
    assert known["names"] == NAMES_OF_STAFF


@pytest.mark.django_db
def test_whole_journey_is_walked_with_the_sides_apart(split: None, therese: Person, stina: Person) -> None:
    """Every page of either side that anybody meets, mishaps included, names no page of the other."""
    walked = journey.walk(therese, stina)
    failed = [one.request["PATH_INFO"] for one in walked.hers.answers + walked.at_the_desk.answers if is_broken(one)]
    assert failed == ["/messages/"], "Only the planted error may fail."
    for answer in walked.at_the_desk.answers:
        for link in addresses(answer):
            assert link.startswith((*STAFF_SIDE, "/static/", "?", "#")), (answer.request["PATH_INFO"], link)
    for answer in walked.hers.answers:
        for link in addresses(answer):
            assert not link.startswith(STAFF_SIDE), (answer.request["PATH_INFO"], link)


def is_broken(answer: Any) -> bool:
    return bool(answer.status_code >= 500)


def addresses(answer: Any) -> list[str]:
    """Where the page leads, by link, form or picture."""
    if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
        return []
    found = soup(answer).select("[href], [action], [src]")
    return [str(tag.get("href") or tag.get("action") or tag.get("src")) for tag in found]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        *("/staff/inbox/", "/staff/unassigned/", "/staff/late/", "/staff/open/", "/staff/team/", "/staff/kept/"),
        *("/staff/alerts/", "/staff/alerts/rules/", "/staff/duty/"),
    ],
)
def test_supervisors_pages_stand_alone(path: str, split: None, anna: Person, stina: Person) -> None:
    assert stina.client.get(path).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/staff/sign-in/", "/nothing-here/", "/staff/nothing-here/"])
def test_stranger_meets_whole_pages_on_either_side(path: str, split: None, stranger: Client) -> None:
    assert stranger.get(path).status_code in {200, 302, 404}
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path, {"text": "words", "rescue": "made up"}).status_code in {403, 404}


@pytest.mark.services
@pytest.mark.parametrize("interface", ["both", "participant", "staff"])
def test_deployment_check_finds_nothing(interface: str) -> None:
    known, said = begun(interface)
    assert known["read"], "Whoever asks first would wait until all pages' code is read."
    assert "no issues (0 silenced)" in said


@pytest.mark.services
@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"SECRET_KEY": None}, "Set the environment variable SECRET_KEY: a random text of at least 50 characters"),
        ({"SECRET_KEY": ""}, "Set the environment variable SECRET_KEY: a random text of at least 50 characters"),
        ({"VAULT_KEY_FILE": None}, "Set the environment variable VAULT_KEY_FILE: the path of the server key file"),
        ({"INTERFACE": "doctor"}, "INTERFACE must be 'both', 'participant' or 'staff'."),
    ],
)
def test_what_is_missing_stops_the_start_with_a_sentence(missing: Variables, sentence: str) -> None:
    answer = run("manage.py", "check", variables=missing)
    assert answer.returncode != 0
    assert sentence in answer.stderr.splitlines()[-1]


@pytest.mark.services
def test_key_file_that_is_not_there_says_how_it_is_made(tmp_path: Path) -> None:
    code = "import django; django.setup(); from vault.keyfile import server_keys; server_keys()"
    answer = run("-c", code, variables={"VAULT_KEY_FILE": str(tmp_path / "none.json")})
    assert answer.returncode != 0
    assert "manage.py vault init" in answer.stderr.splitlines()[-1]
