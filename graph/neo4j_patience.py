"""How long a server that does not answer is waited for while it loads.

The driver has no such limit: a Neo4j whose disk is full can keep a connection open and never answer its commit, and a load
would stand still for good. So work that writes runs in a thread of its own, and whoever waits gives up after a long silence.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from multiprocessing.pool import ThreadPool

from graph.problems import Problem, StoreError

SILENT_SECONDS = 300.0  # a commit of 150,000 rows takes up to half a minute; a busy server ten times that
_LOOK_EVERY = 0.5


class Patience:
    """Waits for work on a server as long as something is heard from it."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._heard = 0.0

    def heard(self) -> None:
        """The server answered something just now."""
        self._heard = time.monotonic()

    def wait_for(self, work: Callable[[], None]) -> None:
        """Do the work and raise what it raises; StoreError when the server says nothing for SILENT_SECONDS.

        The thread then stays behind, waiting; it ends with the process.
        """
        self.heard()
        pool = ThreadPool(1)  # its threads do not keep a process from ending
        done = pool.apply_async(work)
        while not done.ready():
            done.wait(_LOOK_EVERY)
            if not done.ready() and time.monotonic() - self._heard > SILENT_SECONDS:
                raise StoreError(Problem("store-silent", self._address, got=f"{SILENT_SECONDS:g} s"))
        pool.close()
        done.get()
