"""Run tests over and over, each time in a forked process: libraries are imported once, the project every time.

Started in a copy of the project, it reads one line of JSON for each run and answers with another:
{"tests": […], "limit_s": 5} → {"passed": true, "cpu_s": 1.2, "output": "…"}. 0 means no limit.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

#: Ends runs that wait for something that never comes, which the limit on processor time does not.
LONGEST_WAIT_S = 900
ARGUMENTS = ("-x", "-q", "-p", "no:cacheprovider")


def main() -> None:
    """Answer requests until there are no more."""
    project = Path.cwd()
    sys.path.insert(0, str(project))
    for line in sys.stdin:
        asked = json.loads(line)
        with tempfile.TemporaryDirectory(prefix="mutants-tests-") as folder:
            answer = _run(asked["tests"], asked["limit_s"], project, Path(folder))
        print(json.dumps(answer), flush=True)


def _run(tests: list[str], limit_s: int, project: Path, folder: Path) -> dict[str, Any]:
    output, imported = folder / "output.txt", folder / "imported.json"
    child = os.fork()
    if child == 0:
        os.setsid()
        _become_a_run(tests, limit_s, project, folder)
    code, cpu_s = _waited_for(child)
    if imported.is_file():
        _import(json.loads(imported.read_text(encoding="utf-8")))
    text = output.read_bytes().decode("utf-8", "replace") if output.is_file() else ""
    return {"passed": code == 0, "cpu_s": cpu_s, "output": text}


def _become_a_run(tests: list[str], limit_s: int, project: Path, folder: Path) -> None:
    """Run pytest and exit; the limit is on processor time, so that other programs make no difference."""
    code = 3
    try:
        with (folder / "output.txt").open("wb") as output, open(os.devnull, "rb") as nothing:
            for number, file in enumerate((nothing, output, output)):
                os.dup2(file.fileno(), number)
        os.environ["TMPDIR"] = str(folder)
        tempfile.tempdir = None
        # Python matches cached bytecode by the source's size and the second it was saved, which mutants can share.
        sys.dont_write_bytecode = bool(limit_s)
        if limit_s:
            resource.setrlimit(resource.RLIMIT_CPU, (limit_s, limit_s + 1))
        code = int(pytest.main([*ARGUMENTS, *tests]))
        if not limit_s:
            (folder / "imported.json").write_text(json.dumps(_libraries(project)), encoding="utf-8")
        sys.stdout.flush()
    finally:
        os._exit(code)


def _libraries(project: Path) -> list[str]:
    """Return the imported modules that are not part of the project, in import order."""
    files = {name: getattr(module, "__file__", None) for name, module in list(sys.modules.items())}
    return [name for name, file in files.items() if file and not Path(file).is_relative_to(project)]


def _import(names: list[str]) -> None:
    for name in names:
        with contextlib.suppress(Exception):  # What cannot be imported on its own is imported by each run.
            importlib.import_module(name)


def _waited_for(child: int) -> tuple[int, float]:
    ends_s = time.monotonic() + LONGEST_WAIT_S
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            break
        if time.monotonic() > ends_s:
            os.killpg(child, signal.SIGKILL)
        time.sleep(0.01)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # What the tests started and did not end.
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
