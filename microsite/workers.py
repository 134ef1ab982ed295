"""Share work with other processes, if there is much of it and its results can be rows of the store.

A forked process knows everything that its parent knows, so nothing has to be sent to it. On systems that cannot fork,
or not safely, such as Windows and macOS, all the work is done here: a new Python would first import everything again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from itertools import pairwise
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
#: Below this many pages, another process costs more than it saves; a fork takes about 5 ms.
LEAST_PAGES = 16
#: Stands for the id of a process that could not be started.
_NOT_STARTED = -1
#: Stands for a pipe that is closed.
_CLOSED = -1
#: A pipe holds at least 4,096 bytes, even for a user who has many of them open.
_TOKEN_BYTES, MOST_TOKENS = 2, 2000
#: With the usual 64 kB, a result of 16 MB takes 0.2 s, because each side keeps waiting for the other.
_PIPE_BYTES = 1 << 20
#: Ends a result, to show that it has arrived as a whole.
_END_MARK = b"."
#: The number of items in a round: results are taken after each round, so that they do not pile up in memory.
MOST_AT_ONCE = 1024


def can_fork() -> bool:
    """Whether this process can fork safely: the system can, and no other thread is running."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return False
    threading = sys.modules.get("threading")
    return threading is None or threading.active_count() == 1


def cores() -> int:
    """Return how many processes can run at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shares(items: Sequence[Item], count: int) -> list[Sequence[Item]]:
    """Divide items into `count` shares of neighbours, as equal as possible; empty ones are left out."""
    edges = [len(items) * number // count for number in range(count + 1)]
    return [items[start:end] for start, end in pairwise(edges) if start < end]


def rounds(items: Sequence[Item]) -> list[Sequence[Item]]:
    """Divide items into rounds, of which one is worked on after the other."""
    return shares(items, -(-len(items) // MOST_AT_ONCE))


class Queue(Generic[Item]):
    """Items shared by several processes: each takes the next one whenever it is free, so all finish together.

    It is made before the processes are forked. Its pipe holds one token per item, or per few neighbours if there are
    thousands; each token is read by one process only.
    """

    def __init__(self, items: Sequence[Item]) -> None:
        """Take the items. If the system allows no more pipes, all of them are left to this process."""
        self._owner = os.getpid()
        self._shares: list[Sequence[Item]] = []
        try:
            self._tokens, writes = os.pipe()
        except OSError:
            self._tokens, self._shares = _CLOSED, [items]
            return
        self._shares = shares(items, min(len(items) or 1, MOST_TOKENS))
        os.write(writes, b"".join(number.to_bytes(_TOKEN_BYTES, "big") for number in range(len(self._shares))))
        os.close(writes)

    def __iter__(self) -> Iterator[Item]:
        """Yield the items that are left for this process."""
        if self._tokens == _CLOSED:
            if self._owner == os.getpid():
                yield from (item for share in self._shares for item in share)
            return
        # Nobody waits for the rest if the process that made the queue has ended.
        while self._owner in (os.getpid(), os.getppid()) and (token := os.read(self._tokens, _TOKEN_BYTES)):
            yield from self._shares[int.from_bytes(token, "big")]

    def close(self) -> None:
        """Leave nothing for any process to take; items that were taken are finished."""
        if self._tokens != _CLOSED:
            while os.read(self._tokens, _TOKEN_BYTES * MOST_TOKENS):
                pass
            os.close(self._tokens)
            self._tokens = _CLOSED
        self._shares = []


class Worker:
    """A forked process that works on one share; its result is bytes."""

    def __init__(self, work: Callable[[], bytes], afterwards: Callable[[], None] = lambda: None) -> None:
        """Start it.

        Args:
            work: what it does, knowing all that this process knows; if that raises, the process ends without a result.
            afterwards: what it does once it has sent its result.
        """
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            self._reads, writes = os.pipe()
        except OSError:  # The system does not allow any more.
            self._process = _NOT_STARTED
            return
        _make_large(writes)
        try:
            self._process = os.fork()
        except OSError:
            self._process = _NOT_STARTED
            os.close(self._reads)
        if self._process:
            os.close(writes)
            return
        try:
            _ending.clear()  # They are children of the parent, not of this process.
            os.close(self._reads)
            _write(writes, work(), _END_MARK)
            afterwards()
            wait_for_ends()
        finally:
            os._exit(0)

    def result(self) -> bytes | None:
        """Wait for the result; None if the process failed: the caller then does its share.

        The end of the process is not waited for: that would take some milliseconds more.
        """
        if self._process == _NOT_STARTED:
            return None
        result = _read(self._reads)
        _ending.append(self._process)
        return result[:-1] if result.endswith(_END_MARK) else None


class ReadyWorker(Worker):
    """A process that is started before its job is known, and meanwhile imports what the job will need."""

    def __init__(self, ready: Sequence[str], work: str, afterwards: str) -> None:
        """Start it.

        Args:
            ready: functions that it calls at once, as `module:name`, so that it is ready when its job comes.
            work: the function that does the job; bytes → bytes.
            afterwards: the function that it calls once it has sent its result.
        """
        self._job_reader, self._job_pipe = os.pipe()

        def run() -> bytes:
            os.close(self._job_pipe)
            for name in ready:
                _function(name)()
            job = _read(self._job_reader)
            return _function(work)(job) if job else b""

        def end() -> None:
            _function(afterwards)()

        super().__init__(run, end)
        os.close(self._job_reader)

    def send(self, job: bytes) -> None:
        """Send it its job."""
        try:
            _write(self._job_pipe, job)
        except OSError:  # It has ended already, and `result` will return None.
            os.close(self._job_pipe)


_ready: list[ReadyWorker] = []
#: Processes that have sent their result, but whose exit status has not been collected yet.
_ending: list[int] = []


def wait_for_ends() -> None:
    """Wait until all processes that have sent their result have ended."""
    while _ending:
        # The parent may have set SIGCHLD to be ignored; then there is nothing left to wait for.
        with suppress(ChildProcessError):
            os.waitpid(_ending.pop(), 0)


def start_ready_worker(ready: Sequence[str], work: str, afterwards: str) -> None:
    """Start a process for `take_ready_worker`, if that is possible; it ends by itself if nobody takes it."""
    if can_fork() and cores() > 1:
        with suppress(OSError):  # The system allows no more pipes.
            _ready.append(ReadyWorker(ready, work, afterwards))


def take_ready_worker() -> ReadyWorker | None:
    """Return the process that was started beforehand; None if there is none, or it was taken already."""
    return _ready.pop() if _ready else None


def _function(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


def _make_large(pipe: int) -> None:
    with suppress(ImportError, AttributeError, OSError):  # Only Linux can, up to a limit per user.
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


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
