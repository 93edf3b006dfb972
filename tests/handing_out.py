"""How the tests of a run go to its processes: a few at a time, to whoever has least left to do.

xdist's own way gives a process hundreds that it has not begun. Some of them are long, and at the end the others have
nothing left to do. The order of the tests (see tests/runs.py) has the short ones at the end.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScheduling
from xdist.workermanage import WorkerController

AT_HAND = 3
"""One that runs, one that the process must know of before it ends that one, one for the way to it and back."""


class FewAtATime(LoadScheduling):
    """A process has no more than a few tests that it has not ended."""

    def check_schedule(self, node: WorkerController, duration: float = 0) -> None:
        if node.shutting_down:
            return
        if self.pending:
            self._send_tests(node, max(0, AT_HAND - len(self.node2pending[node])))
        else:
            node.shutdown()


def pytest_configure(config: pytest.Config) -> None:
    config.option.maxschedchunk = AT_HAND


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScheduling:
    return FewAtATime(config, log)
