"""Run the steps of the set-up quietly, and show how far they have got.

Like `bootstrap.py`, which uses it, this runs before anything is installed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from microsite.progress import Progress

#: Environment variables that make pip install elsewhere.
DIVERTING = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")


def run_step(
    command: Sequence[str], variables: Mapping[str, str], log: Path, lock: int, packages: int = 0
) -> str | None:
    """Run one step, and keep its output in a log.

    Args:
        command: the program and its arguments.
        variables: the environment variables.
        log: the file that the step's output is appended to.
        lock: the open lock of the set-up. The step inherits it, and still holds it if only we are killed.
        packages: how many packages pip installs; 0 for a step before that.

    Returns:
        The step's output if it failed, else None.
    """
    variables = {key: value for key, value in variables.items() if key not in DIVERTING}
    progress = Progress(sys.stderr)
    with log.open("ab") as file:
        start = file.tell()

        def output() -> str:
            return log.read_bytes()[start:].decode("utf-8", "replace")

        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            env={**variables, "PIP_USER": "0", "PYTHONUTF8": "1"},
            pass_fds=() if os.name == "nt" else (lock,),
        ) as step:
            try:
                while _is_running(step):
                    progress.step(progress_text(output(), packages))
            except BaseException:
                step.kill()
                raise
            finally:
                progress.end()
        return output() if step.returncode else None


def progress_text(output: str, packages: int) -> str:
    """Say how far the set-up has got.

    Args:
        output: the step's output so far.
        packages: as for `run_step`.
    """
    if not packages:
        return "Setting up: making a folder for the packages"
    if "\nInstalling collected packages" in output:
        return f"Setting up: installing {packages} packages"
    begun = len(re.findall("^(?:Collecting|Processing) ", output, re.MULTILINE))
    return f"Setting up: fetching package {max(1, begun)} of {packages}"


def _is_running(step: subprocess.Popen[bytes]) -> bool:
    """Wait a moment for a step to end; return whether it is still running."""
    try:
        step.wait(timeout=0.5)
    except subprocess.TimeoutExpired:
        return True
    return False
