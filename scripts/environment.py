"""Run a developer's script in the tests' environment, which is created on first use."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run_module(name):
    """Run a module from the project's root with this script's arguments, and return its exit code."""
    found = subprocess.run(
        [sys.executable, "-m", "tests", "--only-environment"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    if found.returncode:
        return found.returncode
    python = found.stdout.strip().splitlines()[-1]
    return subprocess.call([python, "-m", name, *sys.argv[1:]], cwd=ROOT)
