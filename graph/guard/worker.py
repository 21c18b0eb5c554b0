"""The process that runs one query and can be killed: `python -m graph.guard.worker`, a job on standard input.

Every line it writes is JSON: `columns`, then each `row`, then `end`; or a `problem`. It holds one row at a time.
"""

from __future__ import annotations

import json
import os
import sys

from graph.guard.engines import ENGINE_ERRORS, Job, Result, answer
from graph.guard.locks import close_files, close_network, die_with_parent, limit_resources
from graph.opening import open_store
from graph.problems import Problem, StoreError, UsageError, WieWeetWatError
from graph.version_folder import VersionFolder

RESERVED = 18_000  # MB of addresses


def main() -> int:
    """Do the job; the parent reads why it failed from the last line, or from how the process ended."""
    job = Job(**json.loads(sys.stdin.buffer.read()))
    # The pipe to the parent is taken away from everybody else: what an engine prints is no row.
    pipe = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    die_with_parent(job.parent)
    try:
        locked = _lock(job)
        _write(pipe, locked=locked)
        _send(pipe, answer(job), job)
    except WieWeetWatError as error:
        problem = error.problems[0]
        _write(pipe, problem=problem.key, got=problem.got[:2000], file=problem.file, usage=isinstance(error, UsageError))
    except MemoryError:
        _write(pipe, problem="guard-memory", got="", file="", usage=False)
    except BrokenPipeError:
        return 1  # the parent has enough
    return 0


def _lock(job: Job) -> list[str]:
    """Close what this engine does not need; gives the names of the locks that hold here."""
    store = open_store(job.address)  # names a place, opens nothing yet
    locked = []
    if isinstance(store, VersionFolder):
        locked += ["network"] if close_network() else []
        locked += ["files"] if close_files([store.path]) else []
    # Ladybug reserves 16 GB of addresses that it does not use; there the parent's look at the memory held is the limit.
    limit_resources(job.memory + (RESERVED if job.address.startswith("ladybug:") else 0), job.seconds)
    return locked


def _send(pipe: object, result: Result, job: Job) -> None:
    _write(pipe, columns=result.columns, triples=result.triples)
    sent = rows = 0
    cut = ""
    try:
        for cells, line in result.rows:
            if job.limit and rows == job.limit:
                cut = "rows"
                break
            sent += sum(len(cell) if isinstance(cell, str) else 16 for cell in cells) + len(line)
            if sent > job.most_bytes:
                cut = "bytes"
                break
            _write(pipe, row=cells, line=line)
            rows += 1
    except ENGINE_ERRORS as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise StoreError(Problem("guard-failed", job.address, got=str(error))) from None
    _write(pipe, end=True, cut=cut)
    os._exit(0)  # at once: an engine's clearing up can take longer than its answer


def _write(pipe: object, **message: object) -> None:
    data = json.dumps(message, ensure_ascii=False, default=str).encode("utf-8", "replace") + b"\n"
    while data:  # an unbuffered pipe may take less than all
        data = data[pipe.write(data):]  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
