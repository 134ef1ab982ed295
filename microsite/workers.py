"""A part of the work in another process: for what is large, and can be kept as rows of the store.

A process that was forked knows all that this one knows, so that nothing has to be sent to it. Where processes cannot be
forked, or not safely, as on Windows and macOS, the work stays here: a new Python would first import everything again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from itertools import pairwise
from typing import Any, TypeVar

Item = TypeVar("Item")
#: Below so many pages, a process of its own costs more than it saves; a fork takes about 5 ms.
LEAST_PAGES = 16
#: Stands for a process that could not be started.
_NONE = -1
#: Ends a result that is there as a whole.
_ALL = b"."
#: So many are worked on before the results are taken, so that they do not pile up in memory.
MOST_AT_ONCE = 1024


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


def own_and_others(
    items: Sequence[Item], count: int, *, ahead: int, least: int = 0
) -> tuple[Sequence[Item], list[Sequence[Item]]]:
    """Divide items between this process, which comes first, and others.

    Args:
        items: what is to be done.
        count: how many processes there are.
        ahead: how many items the others can do while this one does something else.
        least: how many this one does all the same.
    """
    own = max(least, (len(items) + ahead) // count - ahead)
    return items[:own], shares(items[own:], count - 1)


def rounds(items: Sequence[Item]) -> list[Sequence[Item]]:
    """Divide items into rounds, of which one is worked on after the other."""
    return shares(items, -(-len(items) // MOST_AT_ONCE))


class Worker:
    """A process that works on one share; its result is bytes."""

    def __init__(self, work: Callable[[], bytes], afterwards: Callable[[], None] = lambda: None) -> None:
        """Start it.

        Args:
            work: what it does, with all that this process knows; what it raises is the end of it.
            afterwards: what it does once it has given its result.
        """
        sys.stdout.flush()
        sys.stderr.flush()
        self._reads, writes = os.pipe()
        try:
            self._process = os.fork()
        except OSError:  # There are as many as the system allows.
            self._process = _NONE
            os.close(self._reads)
        if self._process:
            os.close(writes)
            return
        try:
            _ending.clear()  # They are not this process's own.
            os.close(self._reads)
            _write(writes, work(), _ALL)
            afterwards()
            wait_for_ends()
        finally:
            os._exit(0)

    def result(self) -> bytes | None:
        """Wait for the result; None where the process has failed, so that its share is left to this one.

        Its end is not waited for: that takes some milliseconds more.
        """
        if self._process == _NONE:
            return None
        result = _read(self._reads)
        _ending.append(self._process)
        return result[:-1] if result.endswith(_ALL) else None


class ReadyWorker(Worker):
    """A process that is started before it is known what it will do, and imports meanwhile what that will take."""

    def __init__(self, ready: Sequence[str], work: str, afterwards: str) -> None:
        """Start it.

        Args:
            ready: functions that it calls at once, as `module:name`, so that it is ready when its job comes.
            work: the function that it gives its job to; bytes → bytes.
            afterwards: the function that it calls once it has given its result.
        """
        self._jobs, self._gives = os.pipe()

        def run() -> bytes:
            os.close(self._gives)
            for name in ready:
                _function(name)()
            job = _read(self._jobs)
            return _function(work)(job) if job else b""

        def end() -> None:
            _function(afterwards)()

        super().__init__(run, end)
        os.close(self._jobs)

    def give(self, job: bytes) -> None:
        """Give it its job."""
        try:
            _write(self._gives, job)
        except OSError:  # It has ended already; its result will say so.
            os.close(self._gives)


_ready: list[ReadyWorker] = []
#: Processes that have given their result, and of which the system still keeps how they ended.
_ending: list[int] = []


def wait_for_ends() -> None:
    """Wait until all that have given their result have ended."""
    while _ending:
        # Whoever has started this program may have said that nobody asks how processes end.
        with suppress(ChildProcessError):
            os.waitpid(_ending.pop(), 0)


def start_ready_worker(ready: Sequence[str], work: str, afterwards: str) -> None:
    """Start a process for `take_ready_worker`, where that can be done; it ends by itself when nobody asks for it."""
    if can_fork() and cores() > 1:
        _ready.append(ReadyWorker(ready, work, afterwards))


def take_ready_worker() -> ReadyWorker | None:
    """Give the process that was started beforehand, if it has not been given yet."""
    return _ready.pop() if _ready else None


def _function(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


def _write(pipe: int, *contents: bytes) -> None:
    for content in contents:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(pipe, rest) :]
    os.close(pipe)


def _read(pipe: int) -> bytes:
    parts: list[bytes] = []
    try:
        while part := os.read(pipe, 1 << 20):
            parts.append(part)
    finally:
        os.close(pipe)
    return b"".join(parts)
