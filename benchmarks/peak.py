"""Peak memory of a process of its own that opens a store and asks: `python -m benchmarks.peak STORE CACHE`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

STARTED = time.perf_counter()

from benchmarks.cases import cases, themes  # noqa: E402  the clock starts before the imports, as a user's wait does
from graph.stores.oxigraph import OxigraphStore  # noqa: E402
from queries.catalogue import QUESTIONS, ask, open_session  # noqa: E402


def main() -> None:
    """Open, ask every fifth case of every question (the root theme among them), and print seconds to the first answer and megabytes at the peak."""
    session = open_session(OxigraphStore(Path(sys.argv[1])), Path(sys.argv[2]))
    chosen = themes(session)
    ask(session, "pioneers", {"theme": chosen[len(chosen) // 2]})
    first = time.perf_counter() - STARTED
    for question in QUESTIONS.values():
        for case in cases(question, chosen, session)[::5]:
            ask(session, question.id, case)
    print(json.dumps({"first": first, "mb": _peak()}))


def _peak() -> float:
    """VmHWM, not getrusage's ru_maxrss: that one counts the memory of the process that started this one."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return float("nan")


if __name__ == "__main__":
    main()
