"""`python -m benchmarks.pages`: what a request costs, beside the barest Django page that does the same.

Both projects run under gunicorn with two sync workers against one PostgreSQL, filled for this run and thrown away.
The first figure is CPU: it hardly moves when somebody else uses the machine, as requests per second do.
"""

import argparse
import json
import os
import platform
import shlex
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from operator import attrgetter
from pathlib import Path

import psycopg

from benchmarks.cast import CONNECTIONS, CROWD
from benchmarks.load import cpu_seconds, run
from benchmarks.servers import WORKERS, bare, inside, new_database, ours, served
from benchmarks.targets import Target, bare_targets, keep_bodies, our_targets
from tests.services import postgres

WARM_UP_SECONDS = 1.0
PYTHON, POSTGRES, BOTH, PER_SECOND = map(attrgetter, ("python_ms", "postgres_ms", "both_ms", "per_second"))
COLUMNS = {
    "target": -14,
    "SQL": 5,
    "Python + PostgreSQL": 22,
    "= CPU-ms": 10,
    "spread": 13,
    "requests/s": 12,
    "ratio": 7,
}


@contextmanager
def both_projects(cluster: str, folder: Path) -> Iterator[list[Target]]:
    """Filled, served and signed in to."""
    clinic = ours(folder, new_database(cluster, "clinic"))
    other = bare(folder, new_database(cluster, "bare"))
    inside(clinic, "benchmarks.clinic")
    inside(other, "benchmarks.bare.fill")
    with ExitStack() as servers:
        targets = our_targets(servers.enter_context(served("config.wsgi", clinic)))
        keep_bodies(folder, targets)
        compared = bare_targets(servers.enter_context(served("benchmarks.bare.wsgi", other)))
        # Each beside the one it is compared with: what disturbs one then disturbs the other.
        yield [target for pair in zip(targets, compared, strict=True) for target in pair]


def count_statements(targets: Sequence[Target]) -> None:
    """Once for all targets of a server, in a process of its own."""
    by_server: dict[int, list[Target]] = {}
    for target in targets:
        by_server.setdefault(target.server.pid, []).append(target)
    for found in by_server.values():
        asked = json.dumps([target.connections[0].wanted() for target in found])
        counts = json.loads(inside(found[0].server.environment, "benchmarks.statements", asked))
        for target, count in zip(found, counts, strict=True):
            target.statements = count


def measure(targets: Sequence[Target], *, rounds: int, seconds: float, postgres_pid: int) -> float:
    """Every round visits all targets, odd rounds backwards. Returns the share of the machine that all of it got."""
    for target in targets:
        run(target.connections, WARM_UP_SECONDS, server=target.server.pid, postgres=postgres_pid)
    began, used = time.monotonic(), used_by_all(targets, postgres_pid)
    for number in range(rounds):
        for target in targets[::-1] if number % 2 else targets:
            target.samples.append(run(target.connections, seconds, server=target.server.pid, postgres=postgres_pid))
    available = (time.monotonic() - began) * len(os.sched_getaffinity(0))
    return (used_by_all(targets, postgres_pid) - used) / available


def used_by_all(targets: Sequence[Target], postgres_pid: int) -> float:
    servers = {target.server.pid for target in targets}
    return sum(map(cpu_seconds, [*servers, postgres_pid])) + time.process_time()


def table(targets: Sequence[Target]) -> Iterator[str]:
    by_name = {target.name: target for target in targets}
    yield line(COLUMNS)
    for target in targets:
        costs = [BOTH(sample) for sample in target.samples]
        compared = by_name.get(target.bare)
        yield line(
            [
                target.name,
                str(target.statements),
                f"{target.median(PYTHON):.1f} + {target.median(POSTGRES):.1f}",
                f"{statistics.median(costs):.1f}",
                f"{min(costs):.1f}–{max(costs):.1f}",
                f"{target.median(PER_SECOND):.0f}",
                f"{ratio(target, compared):.2f}" if compared else "",
            ]
        )


def ratio(target: Target, compared: Target) -> float:
    """Median of the rounds, each by itself."""
    pairs = zip(target.samples, compared.samples, strict=True)
    return statistics.median(one.both_ms / other.both_ms for one, other in pairs)


def line(cells: Iterable[str]) -> str:
    widths = COLUMNS.values()
    return "".join(
        cell.rjust(width) if width > 0 else cell.ljust(-width) for cell, width in zip(cells, widths, strict=True)
    )


def machine(cluster: str) -> str:
    with psycopg.connect(cluster) as connection:
        version = connection.info.parameter_status("server_version")
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores, Python {platform.python_version()}, PostgreSQL {version}, Linux {platform.release()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each target is asked in each round")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers are ended, too
    with tempfile.TemporaryDirectory(prefix="waymark-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with postgres(folder) as cluster, both_projects(cluster, folder) as targets:
            postgres_pid = int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
            count_statements(targets)
            share = measure(targets, rounds=chosen.rounds, seconds=chosen.seconds, postgres_pid=postgres_pid)
            print(*table(targets), sep="\n")
            print(f"\nMachine: {machine(cluster)}. This run got {share:.0%} of its CPU.")
    print(f"Command: python -m benchmarks.pages {shlex.join(sys.argv[1:])}".rstrip())
    print(NOTE)


NOTE = f"""
CPU milliseconds for each request (median of the rounds) of the server's processes and of PostgreSQL, at {CONNECTIONS}
connections; gunicorn with {WORKERS} sync workers on both sides. The bare project is Django alone, tuned: its usual
middleware (security, sessions in PostgreSQL, locale, common, CSRF, accounts, messages, frames), connections that stay
open, and on each page the session and the user read first. Then:
Bare home, bare step: one joined read; our own page of that moment, drawn once and kept in memory; the form's token and
two values of the reader put in.
Bare save: the CSRF check, and one transaction of one upsert of all fields and one event row; nothing sealed.
Bare inbox: one query of plain tuples, joined as text ({CROWD:,} wait, 50 are shown).
The ratio is ours to the bare one below it, of the same round; the median of the rounds.
""".strip()

if __name__ == "__main__":
    main()
