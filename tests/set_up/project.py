"""A copy of the program that can be set up in seconds, since its packages are empty wheels with the right names."""

import hashlib
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

from microsite.bootstrap import ROOT
from tests.engines.server import HANG_S

PACKAGES = re.search(r'^NEEDED = "(.+)"', (ROOT / "build.py").read_text(), re.MULTILINE)[1].split()  # type: ignore[index]
NAME = "Ratsbüro – Наш город"
FIRST = "Setting up for the first time. This takes about a minute.\n"
UNFINISHED = "The last set-up was not finished, so we set up again. This takes about a minute.\n"
AGAIN = "Setting up again, because Python, the folder or the packages have changed. This takes about a minute.\n"
OFFLINE = (
    "or, on a machine with a network and the same Python and system, run: python -m pip download "
    "--only-binary :all: -d wheels -r requirements/build.txt and copy the folder wheels beside build.py. "
)

#: The files that run before anything is installed.
OWN_FILES = (
    "build.py",
    "pyproject.toml",
    *(
        f"microsite/{name}.py"
        for name in (
            "__init__ bootstrap build_report digests file_lock file_states import_bundle kept_patterns own_environment "
            "progress quick_build record set_up_failures set_up_steps"
        ).split()
    ),
)


@dataclass(frozen=True)
class Project:
    """A copy of the program with packages to install, whose main function only prints its arguments."""

    root: Path
    python: Path

    @property
    def environment(self) -> Path:
        """Where the set-up creates the environment."""
        return self.root / ".venv"

    @property
    def log(self) -> Path:
        """Where the set-up logs the output of Python and pip."""
        return self.environment / "set-up.log"

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        """Start build.py from another folder, with no settings for pip or Python but the given ones."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON", "MICROSITE"))}
        return subprocess.Popen(
            [self.python, self.root / "build.py", *arguments],
            cwd=self.root.parent,
            env={**kept, "PIP_CONFIG_FILE": os.devnull, "PYTHONIOENCODING": "utf-8", **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *arguments: str, **variables: str) -> tuple[int, str, str]:
        """Run build.py to its end, and return the exit code, stdout, and stderr without progress lines."""
        with self.start(*arguments, **variables) as process:
            out, err = outcome(process)
        return process.returncode, out, err


def outcome(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Wait for a process, and return stdout and stderr, without the progress lines that appear on a slow machine."""
    out, err = process.communicate(timeout=HANG_S)
    return out, "".join(line for line in err.splitlines(keepends=True) if not line.startswith("Setting up: "))


def make_project(folder: Path, python: Path) -> Project:
    """Copy the program into a folder, with packages to install."""
    root = folder / NAME
    for name in OWN_FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    (root / "microsite/cli.py").write_text(
        "import sys\ndef main():\n    print('built', *sys.argv[1:])\n    return 7 if sys.argv[1:] else 0\n"
    )
    (root / "requirements").mkdir()
    (root / "wheels").mkdir()
    locked = [f"{name}==1.0 --hash=sha256:{_make_wheel(root / 'wheels', name)}\n" for name in PACKAGES]
    (root / "requirements/build.txt").write_text("".join(locked))
    return Project(root, python)


def _make_wheel(folder: Path, name: str) -> str:
    """Write a wheel with one empty module, and return its SHA-256 hash."""
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    about = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "")
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def contents_of(folder: Path) -> dict[str, int]:
    """Return the modification time of everything below a folder, by path."""
    return {str(path): path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


def modules_of(python: Path) -> Path:
    """Return the site-packages folder of a virtual environment's Python."""
    question = "import sysconfig; print(sysconfig.get_path('purelib'), end='')"
    return Path(subprocess.run([python, "-c", question], capture_output=True, encoding="utf-8", check=True).stdout)
