"""What the guard's tests share: stores to ask, a listener that nobody may reach, what is left behind."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
# A refusal or a cut must come within the deadline and this many seconds.
GRACE = 1.0


def workers() -> list[int]:
    """Processes of this test run that work on a query."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]
                command = (folder / "cmdline").read_bytes()
            except OSError:
                continue  # it ended meanwhile
            if int(parent) == os.getpid() and b"graph.guard.worker" in command:
                found.append(int(folder.name))
    return found


def held() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE


@contextmanager
def listener() -> Iterator[int]:
    """A port of this machine that listens; fails when somebody connected to it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
        server.setblocking(False)
        try:
            server.accept()
        except BlockingIOError:
            return
        raise AssertionError("a query reached a listener on this machine")


def with_port(text: str | bytes, port: int) -> str | bytes:
    """The query with a real port in it; EXPORT and IMPORT stay what they are."""
    return text.replace(":PORT", f":{port}") if isinstance(text, str) else text
