"""Gunicorn's configuration for the fault tests: one worker that says its process id, forked from a loaded master."""

import os
from pathlib import Path
from typing import Any

preload_app = True
workers = 1
timeout = 60


def post_fork(server: Any, worker: Any) -> None:
    Path(os.environ["WORKER_PID_FILE"]).write_text(str(worker.pid))
