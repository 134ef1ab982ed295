"""Run a module's tests on its mutants, in copies of the project, with a limit on processor time."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from scripts.mutation.changes import Mutant

#: What is not part of the project, or not needed by its tests.
NOT_COPIED = (".git", ".venv*", "venv", "node_modules", "output", "__pycache__", ".microsite-cache", "*.pyc")
LEAST_CPU_S = 2
#: Variables that would let tests rewrite what they expect, or select other tests.
_NOT_INHERITED = ("MICROSITE_REWRITE", "MICROSITE_TESTS_ALL", "PYTEST_ADDOPTS")
_OWN_VALUES = {
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    # Pytest's plugins take longer to import than most tests take here.
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}


class TestsFail(Exception):
    """The tests of a module fail without any change, so they say nothing about its mutants."""


class Copy:
    """A copy of the project, with a server process that runs tests in it."""

    def __init__(self, folder: Path) -> None:
        """Start the server in the folder that holds the copy."""
        self.folder = folder
        environment = {key: value for key, value in os.environ.items() if key not in _NOT_INHERITED}
        self._server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("server.py"))],
            cwd=folder,
            env={**environment, **_OWN_VALUES, "PYTHONPATH": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, tests: Sequence[str], *, limit_s: int) -> dict[str, Any]:
        """Run tests until the first failure; 0 means no limit."""
        assert self._server.stdin and self._server.stdout
        self._server.stdin.write(json.dumps({"tests": list(tests), "limit_s": limit_s}) + "\n")
        self._server.stdin.flush()
        return json.loads(self._server.stdout.readline())

    def close(self) -> None:
        """End the server."""
        self._server.communicate()


def run_mutants(
    root: Path,
    module: str,
    tests: Sequence[str],
    mutants: Sequence[Mutant],
    *,
    workers: int,
    multiple: float,
    progress: Callable[[], None],
) -> list[bool]:
    """Return for each mutant whether a test noticed it.

    Args:
        root: the project's folder; it is only read.
        module: the changed module's path in it.
        tests: the arguments for pytest, the quickest tests first.
        mutants: the module's mutants.
        workers: how many to run at once.
        multiple: how many times the processor time of the unchanged module a mutant may take.
        progress: called after each mutant.

    Raises:
        TestsFail: the tests fail without any change.
    """
    with _copies(root, workers) as copies:
        limit_s = max(LEAST_CPU_S, int(max(_unchanged_cpu_s(copy, tests) for copy in copies) * multiple) + 1)
        free: queue.Queue[Copy] = queue.Queue()
        for copy in copies:
            Path(cache_from_source(str(copy.folder / module))).unlink(missing_ok=True)
            free.put(copy)

        def is_noticed(mutant: Mutant) -> bool:
            copy = free.get()
            try:
                (copy.folder / module).write_bytes(mutant.source.encode())
                return not copy.run(tests, limit_s=limit_s)["passed"]
            finally:
                free.put(copy)
                progress()

        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(is_noticed, mutants))


def _unchanged_cpu_s(copy: Copy, tests: Sequence[str]) -> float:
    """Time the tests without any change; this also lets the server import their libraries for later runs."""
    unchanged = copy.run(tests, limit_s=0)
    if not unchanged["passed"]:
        raise TestsFail(unchanged["output"])
    return unchanged["cpu_s"]


@contextmanager
def _copies(root: Path, count: int) -> Iterator[list[Copy]]:
    copies: list[Copy] = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        try:
            for number in range(count):
                target = Path(folder).resolve() / str(number) / root.name
                shutil.copytree(root, target, ignore=shutil.ignore_patterns(*NOT_COPIED), symlinks=True)
                copies.append(Copy(target))
            yield copies
        finally:
            for copy in copies:
                copy.close()
