"""What the worker gives away before it opens a store: memory, processor time, writing, other files, the network.

The second lock behind the parsing. Limits hold on every POSIX system; files and network are closed where Linux lets a
process close them for itself (Landlock, a network namespace of its own). Where it does not, parsing is the only guard.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

_PDEATHSIG, _NO_NEW_PRIVS = 1, 38  # prctl
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # unshare
_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the Landlock calls, the same number on every processor
_EXECUTE, _READ_FILE, _READ_DIR = 1, 4, 8
_RIGHTS = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}  # of files, by version of Landlock
_NET_SINCE, _NET = 4, 3  # listen and connect by TCP
_O_PATH = 0o10000000
ROOT = Path(__file__).resolve().parents[2]


def die_with_parent(parent: int) -> None:
    """End this process when its parent ends, however that happens (Linux)."""
    if sys.platform == "linux":
        _libc().prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def limit_resources(memory: int, seconds: float) -> None:
    """At most `memory` MB of addresses (0 = no limit here: the parent watches), `seconds` on every processor, no file written."""
    most = int(seconds + 2) * (os.cpu_count() or 1)
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))


def close_network() -> bool:
    """Leave the network: a namespace of its own, without even loopback. False where the system does not allow it."""
    return sys.platform == "linux" and _libc().unshare(_NEW_USER | _NEW_NET) == 0


def close_files(open_to_read: Iterable[Path]) -> bool:
    """Leave only these places, Python's and the system's libraries to read, and nothing to write; no TCP either.

    False where there is no Landlock. It holds for threads that start later, so call it before a store is opened.
    """
    if sys.platform != "linux":
        return False
    call = _libc().syscall
    version = call(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        return False
    rights = _RIGHTS.get(version, _RIGHTS[5])
    attributes = struct.pack("QQ", rights, _NET) if version >= _NET_SINCE else struct.pack("Q", rights)
    rules = call(_CREATE, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0))
    if rules < 0:
        return False
    libraries = (sys.prefix, sys.base_prefix, "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/sys/devices/system/cpu", "/proc/meminfo")
    for place in (*open_to_read, ROOT / "graph", *map(Path, libraries)):
        _allow(rules, place)
    _libc().prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    closed = call(_RESTRICT, ctypes.c_int(rules), ctypes.c_uint32(0)) == 0
    os.close(rules)
    return closed


def _allow(rules: int, place: Path) -> None:
    try:
        handle = os.open(place, _O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # not there: nothing to allow
    rights = _EXECUTE | _READ_FILE | (_READ_DIR if place.is_dir() else 0)
    _libc().syscall(_ADD, ctypes.c_int(rules), ctypes.c_int(1), struct.pack("=Qi", rights, handle), ctypes.c_uint32(0))
    os.close(handle)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
