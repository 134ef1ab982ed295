"""A part of the work in another process: for what is large, and can be kept as rows of the store.

A process that was forked knows all that this one knows, so that nothing has to be sent to it. Where processes cannot be
forked, or not safely, as on Windows and macOS, the work stays here: a new Python would first import everything anew.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

Item = TypeVar("Item")
#: Below so many seconds of work, a process of its own costs more than it saves; a fork takes about 5 ms.
LEAST_CHAPTERS, LEAST_PAGES = 4, 24


def can_fork() -> bool:
    """Whether processes can be forked here, and nothing else runs in this one."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return False
    threading = sys.modules.get("threading")
    return threading is None or threading.active_count() == 1


def cores() -> int:
    """How many processes can work at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shares(items: Sequence[Item], count: int) -> list[Sequence[Item]]:
    """Divide items into so many shares of neighbours, as equal as can be."""
    edges = [len(items) * number // count for number in range(count + 1)]
    return [items[start:end] for start, end in pairwise(edges) if start < end]


class Worker:
    """A process that works on one share; its result is bytes."""

    def __init__(self, work: Callable[[], bytes]) -> None:
        """Start it.

        Args:
            work: what it does, with all that this process knows; what it raises is the end of it.
        """
        sys.stdout.flush()
        sys.stderr.flush()
        self._reads, writes = os.pipe()
        self._process = os.fork()
        if self._process:
            os.close(writes)
            return
        status = 1
        try:
            os.close(self._reads)
            result = memoryview(work())
            while result:
                result = result[os.write(writes, result) :]
            status = 0
        finally:
            os._exit(status)

    def result(self) -> bytes | None:
        """Wait for the result; None where the process has failed, so that its share is left to this one."""
        parts: list[bytes] = []
        try:
            while part := os.read(self._reads, 1 << 20):
                parts.append(part)
        finally:
            os.close(self._reads)
            _, status = os.waitpid(self._process, 0)
        return b"".join(parts) if status == 0 else None
