"""`python -m benchmarks.cohort`: a thousand made-up people live through twelve weeks on a clock that is moved by hand.

Everything they do goes through the actions that the pages use. What the service asked, stored and raised is then held
against a second computation from the programme's own files. A check of the software: nobody real is in it.
"""

import argparse
import json
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.servers import inside, ours

ASSUMPTIONS = """
Assumptions: each person joins within ten days, begins within three more, comes on a fixed share of days (10 to 95 %,
drawn once), answers or skips all that is asked (5 % skipped, 3 % of items blank, 30 % on a bad day), sends the open
worksheet on every second visit and corrects every fourth on the same day, writes a message now and then, and takes a
break now and then. Answers are drawn evenly from all options, so rules fire far more often than in life. Rules that the
sample has switched off are on. Passphrases are derived at the lowest cost.
""".strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    found = run(people=chosen.people, weeks=chosen.weeks, seed=chosen.seed)
    print(*report(found), sep="\n")
    print(f"Command: python -m benchmarks.cohort {shlex.join(sys.argv[1:])}".rstrip())
    print(ASSUMPTIONS)
    sys.exit(1 if found["differences"] else 0)


def run(*, people: int, weeks: int, seed: int, migrated: Path | None = None) -> dict[str, Any]:
    """In a process and a database of its own, which are gone afterwards; a copy of `migrated` spares the migrating."""
    with tempfile.TemporaryDirectory(prefix="waymark-cohort-") as name:
        if migrated:
            shutil.copy(migrated, Path(name, "waymark.sqlite3"))
        environment = {
            **ours(Path(name), ""),
            "DEMO": "1",
            "VAULT_ARGON2_MEMORY_KIB": "64",
            "VAULT_ARGON2_PASSES": "1",
            "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            "HOME": os.environ.get("HOME", name),
        }
        asked = json.dumps({"people": people, "weeks": weeks, "seed": seed})
        found: dict[str, Any] = json.loads(inside(environment, "benchmarks.cohort.lives", asked))
        return found


def report(found: dict[str, Any]) -> Iterator[str]:
    yield f"{found['people']} people, {found['days']} days, lived in {found['seconds']} s"
    yield f"asked and settled: {found['asked']} measures; sent: {found['worksheets']} worksheets"
    yield "expected to fire, and did:" if not found["differences"] else "expected to fire:"
    yield from (f"  {count:6d}  {rule}" for rule, count in found["rules"].items())
    yield f"differences from the second computation: {found['differences']}"
    yield from (f"  {each}" for each in found["first"])


if __name__ == "__main__":
    main()
