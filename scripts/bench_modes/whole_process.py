"""Measure what a whole process costs: time, processor time and peak memory, including its child processes."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

#: Seconds between samples of the memory of a process and its children.
LOOK_EVERY_S = 0.25


@dataclass(frozen=True)
class Cost:
    """What one run cost, or the medians of several."""

    wall_s: float
    cpu_s: float
    #: In megabytes, of a million bytes.
    peak_mb: float


def usual_variables():
    """Return the environment as an author has it: without the variable that stops Python from caching bytecode."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def cost_of(command, folder):
    """Run a command in a folder from its start to its end.

    The peak memory is the system's own figure for the largest single process. On Linux, if the process has children, it
    is what all of them use together, if that is more.

    Raises:
        RuntimeError: the command failed; the message has the end of its output.
    """
    with tempfile.TemporaryFile() as said:
        started_s = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=usual_variables(), stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        )
        watch = _MemoryWatch(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - started_s
        process.returncode = os.waitstatus_to_exitcode(status)
        together_mb = watch.stop()
        if process.returncode:
            said.seek(0)
            end = said.read().decode("utf-8", "replace")[-2000:]
            raise RuntimeError(f"{' '.join(map(str, command))} failed with {process.returncode}:\n{end}")
    # macOS reports bytes, other systems kibibytes.
    largest_mb = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    return Cost(wall_s, usage.ru_utime + usage.ru_stime, max(largest_mb, together_mb))


def memory_together_mb(pid):
    """Return the memory of a process and its children together, shared memory counted once; 0 if there is no child.

    Reading how memory is shared slows a process down; for a single process, the system records the peak itself.
    """
    family = _with_children(pid)
    return sum(map(_share_mb, family)) if len(family) > 1 else 0.0


class _MemoryWatch:
    """Samples how much memory a process and its children use together, until it is stopped."""

    def __init__(self, pid):
        self._pid, self._most_mb = pid, 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        if Path("/proc/self/smaps_rollup").exists():
            self._thread.start()

    def stop(self):
        """Stop sampling, and return the highest figure seen."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        return self._most_mb

    def _look(self):
        while not self._ended.wait(LOOK_EVERY_S):
            self._most_mb = max(self._most_mb, memory_together_mb(self._pid))


def _with_children(pid):
    family = [pid]
    for each in family:
        try:
            for file in Path(f"/proc/{each}/task").glob("*/children"):
                family += map(int, file.read_text().split())
        except OSError:
            continue
    return family


def _share_mb(pid):
    """Return a process's memory, with its proportion of what is shared; 0 for a process that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6
