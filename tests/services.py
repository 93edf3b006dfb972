"""`python -m tests.services CMD`: runs it beside a PostgreSQL cluster and a Redis server of its own.

Both listen on free loopback ports, live in a temporary folder and are ended by their process ids.
"""

import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_SECONDS = 30
FOR_A_WHILE = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_wal_size": "4GB",
    "jit": "off",
}
"""What no cluster that is kept may have: nothing here outlives the power, and no query is worth compiling."""


def free_port() -> int:
    """Below 32768: above it the kernel hands ports to outgoing connections."""
    while True:
        port = random.randrange(20000, 32000)  # noqa: S311 (a port is no secret)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port


def wait_for(port: int) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < ends:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    raise RuntimeError(f"Nothing answers on port {port}.")


def postgres_folder() -> Path:
    """Where initdb and postgres are; Debian keeps them off the PATH."""
    found = [Path(path).parent for path in [shutil.which("initdb")] if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in found:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise RuntimeError("PostgreSQL's initdb was not found. Install the package postgresql.")


def as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command] if os.geteuid() == 0 else command
    )


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    programs, port = postgres_folder(), free_port()
    data = folder / "postgres"
    data.mkdir()
    if os.geteuid() == 0:
        shutil.chown(data, "postgres", "postgres")
    subprocess.run(
        as_postgres(
            [str(programs / "initdb"), "-D", str(data), "-U", "waymark", "-A", "trust", "-E", "UTF8", "--no-sync"]
        ),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    options = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": ""}
    command = [str(programs / "postgres"), "-D", str(data)]
    for name, value in {**options, **FOR_A_WHILE}.items():
        command += ["-c", f"{name}={value}"]
    server = subprocess.Popen(as_postgres(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"postgres://waymark@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    program, port = shutil.which("redis-server"), free_port()
    if program is None:
        raise RuntimeError("redis-server was not found. Install the package redis-server.")
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--appendonly", "yes"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="waymark-services-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with postgres(folder) as database, redis(folder) as broker:
            environment = {**os.environ, "DATABASE_URL": database, "REDIS_URL": broker}
            return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
