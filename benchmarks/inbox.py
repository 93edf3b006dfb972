"""`python -m benchmarks.inbox`: the inbox among 10,000 and among 1,000,000 promises, in one run.

Two clinics in one PostgreSQL, filled for this run and thrown away; in both a therapist has thirty who wait, somebody
else may read a thousand cases, and a supervisor looks at the thirty who have no therapist. Requests are timed one by
one at one connection, each target in turn, in an order that is shuffled every time. CPU is measured as in
benchmarks.pages.
"""

import argparse
import random
import shlex
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.cast import MANY, READER, SUPERVISOR, THERAPIST
from benchmarks.load import Reader, Visitor
from benchmarks.pages import count_statements, machine, measure
from benchmarks.servers import bare, connected, inside, new_database, ours, served
from benchmarks.targets import Target, keep_rows, same, staff
from demo.people import DemoStaff
from tests.services import postgres

SMALL, LARGE = 10_000, 1_000_000
MOST = 1.25
PATH = "/staff/inbox/"
OF_NOBODY = f"{PATH}?whose=unassigned"
CONNECTIONS = 4


@dataclass
class Asked:
    """One list of one clinic, and how long each of its answers took, in milliseconds."""

    target: Target
    size: int
    took: list[float] = field(default_factory=list)

    def __call__(self) -> None:
        began = time.perf_counter()
        self.target.connections[0]()
        self.took.append(1000 * (time.perf_counter() - began))

    def centile(self, percent: int) -> float:
        return statistics.quantiles(self.took, n=100)[percent - 1]


def one_clinic(cluster: str, folder: Path, size: int, servers: ExitStack) -> list[Asked]:
    """Filled, served and signed in to, with its bare list beside it."""
    here = folder / f"of-{size}"
    here.mkdir()
    clinic = ours(here, new_database(cluster, f"clinic_{size}"))
    other = bare(here, new_database(cluster, f"bare_{size}"))
    inside(clinic, "benchmarks.waiting", str(size))
    inside(other, "benchmarks.bare.waiting", str(size))
    server = servers.enter_context(served("config.wsgi", clinic))
    visitors = {member: staff(server, member) for member in (THERAPIST, READER, SUPERVISOR)}
    keep_rows(here, visitors[THERAPIST].ask(PATH).text)
    compared = servers.enter_context(served("benchmarks.bare.wsgi", other))
    visitor = Visitor(compared.port)
    visitor.sign_in("/sign-in/", {"name": THERAPIST.email, "password": THERAPIST.password})
    return [
        Asked(Target(f"thirty of {size:,}", server, readers(visitors[THERAPIST], PATH), f"bare of {size:,}"), size),
        Asked(Target(f"many of {size:,}", server, readers(visitors[READER], PATH)), size),
        Asked(Target(f"unassigned of {size:,}", server, readers(visitors[SUPERVISOR], OF_NOBODY)), size),
        Asked(Target(f"bare of {size:,}", compared, readers(visitor, "/inbox/")), size),
    ]


def readers(visitor: Visitor, path: str) -> Sequence[Reader]:
    return [Reader(same(visitor), path, "Alias") for _ in range(CONNECTIONS)]


def time_all(lists: Sequence[Asked], requests: int) -> None:
    for _ in range(20):
        for asked in lists:
            asked()
    for asked in lists:
        asked.took.clear()
    for _ in range(requests):
        for asked in random.sample(lists, len(lists)):
            asked()


def table(lists: Sequence[Asked]) -> Iterator[str]:
    by_name = {asked.target.name: asked.target for asked in lists}
    yield f"{'list':<24}{'SQL':>4}{'p50 ms':>9}{'p95 ms':>9}{'Python + PostgreSQL':>22}{'= CPU-ms':>10}{'ratio':>7}"
    for asked in lists:
        target = asked.target
        python, database = target.median(lambda one: one.python_ms), target.median(lambda one: one.postgres_ms)
        beside = by_name.get(target.bare)
        yield (
            f"{target.name:<24}{target.statements:>4}{asked.centile(50):>9.1f}{asked.centile(95):>9.1f}"
            f"{f'{python:.1f} + {database:.1f}':>22}{target.median(lambda one: one.both_ms):>10.1f}"
            f"{f'{ratio(target, beside):.2f}' if beside else '':>7}"
        )


def ratio(target: Target, beside: Target) -> float:
    pairs = zip(target.samples, beside.samples, strict=True)
    return statistics.median(one.both_ms / other.both_ms for one, other in pairs)


def verdicts(lists: Sequence[Asked]) -> Mapping[str, float]:
    """For each list of ours, its p95 in the large clinic by its p95 in the small one."""
    found: dict[str, dict[int, float]] = {}
    for asked in lists:
        found.setdefault(asked.target.name.split()[0], {})[asked.size] = asked.centile(95)
    return {name: sizes[LARGE] / sizes[SMALL] for name, sizes in found.items()}


def plans(lists: Sequence[Asked]) -> Iterator[str]:
    members: Mapping[str, DemoStaff] = {"thirty": THERAPIST, "many": READER, "unassigned": SUPERVISOR}
    for asked in lists:
        kind = asked.target.name.split()[0]
        if asked.size == LARGE and kind in members:
            yield f"\n{asked.target.name}, as PostgreSQL reads it"
            yield inside(asked.target.server.environment, "benchmarks.plan", members[kind].email)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=500, help="timed requests for each list")
    parser.add_argument("--rounds", type=int, default=3, help="of the CPU measurement")
    parser.add_argument("--seconds", type=float, default=3.0)
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers are ended, too
    with tempfile.TemporaryDirectory(prefix="waymark-inbox-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with postgres(folder) as cluster, ExitStack() as servers:
            lists = [asked for size in (SMALL, LARGE) for asked in one_clinic(cluster, folder, size, servers)]
            postgres_pid = int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
            with connected(cluster) as connection:
                connection.execute("CHECKPOINT")
            targets = [asked.target for asked in lists]
            count_statements(targets)
            print(*plans(lists), sep="\n")
            time_all(lists, chosen.requests)
            share = measure(targets, rounds=chosen.rounds, seconds=chosen.seconds, postgres_pid=postgres_pid)
            print(*table(lists), sep="\n")
            print(f"\nMachine: {machine(cluster)}. The CPU rounds got {share:.0%} of it.")
    print(f"Command: python -m benchmarks.inbox {shlex.join(sys.argv[1:])}".rstrip())
    for name, grown in verdicts(lists).items():
        said = "" if name == "bare" else "PASS" if grown <= MOST else "FAIL"
        print(f"p95 of {LARGE:,} by p95 of {SMALL:,}, {name}: {grown:.2f} (at most {MOST}) {said}")
    print(NOTE)


NOTE = f"""
thirty: a therapist with thirty who wait. many: somebody who may read {MANY:,} cases of all therapists. unassigned: a
supervisor's list of the thirty who have no therapist. bare: one query of plain tuples along one index, joined as text,
of as many rows as 'thirty' has; session and user read first.
p50, p95: of single requests at one connection. CPU as in benchmarks.pages, at {CONNECTIONS} connections.
""".strip()

if __name__ == "__main__":
    main()
