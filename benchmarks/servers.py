"""The two projects, each with its database, served in the same way."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.services import PATIENCE_SECONDS, free_port, wait_for

WORKERS = 2
Environment = Mapping[str, str]


@dataclass(frozen=True)
class Server:
    port: int
    pid: int
    environment: Environment


def ours(folder: Path, database: str) -> Environment:
    """A production process behind a proxy: no debug, no demo, hashed static files, Argon2 at its full cost."""
    chosen = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database,
        "SECRET_KEY": "only-for-benchmarks-" + "x" * 50,
        "VAR_DIR": str(folder),
        "VAULT_KEY_FILE": str(folder / "keys" / "server-keys.json"),
        "VAULT_ERASURE_LEDGER": str(folder / "keys" / "erasure-ledger"),
        "BEHIND_PROXY": "1",
    }
    return {**quiet(), **chosen}


def bare(folder: Path, database: str) -> Environment:
    chosen = {"DJANGO_SETTINGS_MODULE": "benchmarks.bare.settings", "DATABASE_URL": database}
    return {**quiet(), **chosen, "BARE_BODIES": str(folder)}


def quiet() -> Environment:
    """This environment without anything that would change what the settings choose."""
    ours_alone = ("DEBUG", "DEMO", "INTERFACE", "REDIS_URL", "DATABASE_POOL", "DATABASE_CONN_MAX_AGE")
    return {name: value for name, value in os.environ.items() if name not in ours_alone}


def inside(environment: Environment, module: str, asked: str = "") -> str:
    command = [sys.executable, "-m", "benchmarks.inside", module]
    return subprocess.run(command, env=environment, input=asked, check=True, stdout=subprocess.PIPE, text=True).stdout


@contextmanager
def served(application: str, environment: Environment) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    command += ["--worker-class", "sync", "--workers", str(WORKERS), "--log-level", "warning"]
    process = subprocess.Popen(command, env=environment)
    try:
        wait_for(port)
        yield Server(port, process.pid, environment)
    finally:
        process.terminate()
        process.wait()


def new_database(cluster: str, name: str) -> str:
    with connected(cluster) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return cluster.rpartition("/")[0] + f"/{name}"


def connected(cluster: str) -> "psycopg.Connection[tuple[Any, ...]]":
    """PostgreSQL answers on its port a moment before it takes anybody in."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return psycopg.connect(cluster, autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)
