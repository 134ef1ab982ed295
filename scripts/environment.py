"""Run a developer's program in the environment of the tests, which is made on first use."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run_module(name):
    """Run a module below the project's root with this program's arguments and give its exit code."""
    found = subprocess.run(
        [sys.executable, "-m", "tests", "--only-environment"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    if found.returncode:
        return found.returncode
    python = found.stdout.strip().splitlines()[-1]
    return subprocess.call([python, "-m", name, *sys.argv[1:]], cwd=ROOT)
