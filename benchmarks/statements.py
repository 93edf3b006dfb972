"""How many SQL statements each request on the standard input sends, BEGIN and COMMIT among them.

Runs inside the project whose settings are named; each request is made twice and the second counts, since the first
fills what the process keeps. Signed in by the cookies given.
"""

import json
import sys

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import sheets
from benchmarks.load import Wanted


def count(wanted: Wanted) -> int:
    client = Client(headers={"host": wanted["host"]})
    for name, value in wanted["cookies"].items():
        client.cookies[name] = value
    base = wanted["fields"].get("base", "")
    for fresh in ("warm", "counted"):
        with CaptureQueriesContext(connection) as captured:
            if not wanted["fields"]:
                response = client.get(wanted["path"], secure=True)
            else:
                fields = {**wanted["fields"], sheets.FRESH: fresh, "base": base}
                response = client.post(wanted["path"], fields, secure=True)
                base = str(response.json()["base"])
        if response.status_code != 200:
            raise RuntimeError(f"{wanted['path']} answered {response.status_code}.")
    return len(captured)


def main() -> None:
    json.dump([count(wanted) for wanted in json.load(sys.stdin)], sys.stdout)
