"""Set up the program's own environment on the first run; later runs find it at once.

Only the standard library is used here, since this runs before anything is installed. An environment is a folder such
as `.venv` beside `build.py`. It is ours if it contains the file `OURS`, and complete if that file contains the stamp of
what it was made from, which is written last.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from pathlib import Path

from microsite import set_up_failures
from microsite.file_lock import try_lock
from microsite.own_environment import OURS, STARTED, stamp_of

ROOT = Path(__file__).resolve().parent.parent
LOG = "set-up.log"
UNFINISHED, DAMAGED = "not finished", "damaged"
#: The variable that names a folder for the environment if the program's own folder cannot be written.
ELSEWHERE = "MICROSITE_PACKAGES"
#: Variables that point this Python to another Python's packages.
MISLEADING = ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")


class SetUpFailed(Exception):
    """The environment cannot be made; the message is for the person at the keyboard."""


def ensure_environment(requirements: str, folder: str, needed: Sequence[str]) -> None:
    """Continue only with the packages that are needed, in this Python or in our own environment.

    Args:
        requirements: the name of the locked list in requirements/, without `.txt`.
        folder: the environment's folder below the project's.
        needed: modules that must be importable. A Python that has them all, at the versions that pyproject.toml asks
            for, is used as it is.

    Does not return if the program continues in the environment, or if that cannot be made.
    """
    environment = Path(os.environ.get(ELSEWHERE) or ROOT, folder)
    arrived = os.environ.pop(STARTED, None) == str(environment)
    if all(importlib.util.find_spec(name) for name in needed) and (arrived or not _too_old()):
        return
    try:
        if arrived:
            _mark_damaged(environment)
        _make_ready(environment, ROOT / "requirements" / f"{requirements}.txt", needed)
    except SetUpFailed as failed:
        sys.exit(str(failed))
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. The next run will set up again.\n")
        sys.exit(130)
    _restart_in(environment)


def python_of(environment: Path) -> Path:
    """Return the path of an environment's Python."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@contextlib.contextmanager
def exclusive_lock(path: Path) -> Generator[int]:
    """Let one process at a time continue; yield the open lock, which the system frees when its holders end."""
    with path.open("a", encoding="utf-8") as lock:
        waiting = False
        while not try_lock(lock.fileno()):
            if not waiting:
                sys.stderr.write("Another run is setting up. Waiting for it to finish.\n")
            waiting = True
            time.sleep(0.2)
        yield lock.fileno()


def _too_old() -> bool:
    """Whether a package of this Python is older than pyproject.toml asks for; costs about 20 ms."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    except OSError:
        return False
    dependencies = project.partition("\ndependencies = [")[2].partition("\n]")[0]
    for name, lowest in re.findall(r'"([\w-]+)>=([\d.]+)', dependencies):
        with contextlib.suppress(PackageNotFoundError):
            if _numbers(version(name)) < _numbers(lowest):
                return True
    return False


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _make_ready(environment: Path, requirements: Path, needed: Sequence[str]) -> None:
    """Make the environment, unless it is complete, or is somebody else's and has what is needed."""
    try:
        stamp = _stamp(environment, requirements)
        if _is_complete(environment, stamp) or (_is_foreign(environment) and _has(environment, needed)):
            return
        environment.parent.mkdir(parents=True, exist_ok=True)
        with exclusive_lock(environment.with_name(f"{environment.name}.lock")) as lock:
            if _is_complete(environment, stamp):
                return
            if _is_foreign(environment):
                raise SetUpFailed(set_up_failures.explain_foreign(environment, python_of(environment), requirements))
            _make(environment, requirements, stamp, lock)
    except OSError as error:
        raise SetUpFailed(set_up_failures.explain_disk(error, environment)) from None


def _stamp(environment: Path, requirements: Path) -> str:
    return stamp_of(os.fspath(environment), os.fspath(requirements))


def _state(environment: Path) -> str | None:
    """Return the content of the environment's `OURS` file, or None if the folder is not ours."""
    try:
        return (environment / OURS).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None


def _is_complete(environment: Path, stamp: str) -> bool:
    """Whether the environment is finished and the Python that it was made with is still there."""
    if _state(environment) != stamp or not python_of(environment).exists():
        return False
    settings = (environment / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace")
    home = re.search(r"^home *= *(.+)$", settings, re.MULTILINE)
    return bool(home) and Path(home[1].strip()).is_dir()


def _is_foreign(environment: Path) -> bool:
    """Whether there is something that we did not make; an empty folder does not count."""
    if _state(environment) is not None or not environment.exists():
        return False
    return not environment.is_dir() or any(environment.iterdir())


def _has(environment: Path, needed: Sequence[str]) -> bool:
    """Whether somebody else's environment can be used as it is."""
    if not python_of(environment).exists():
        return False
    question = f"import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, {list(needed)!r})))"
    command = [str(python_of(environment)), "-I", "-c", question]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _mark_damaged(environment: Path) -> None:
    """Mark an environment that turned out to lack a package, so that the next run makes it again."""
    try:
        if _state(environment) is not None:
            (environment / OURS).write_text(DAMAGED, encoding="utf-8")
            raise SetUpFailed(f"The folder {environment.name} was damaged. Try again to make a new one.")
    except OSError:
        pass
    raise SetUpFailed(f"The folder {environment.name} is damaged. Delete it and try again.")


def _make(environment: Path, requirements: Path, stamp: str, lock: int) -> None:
    again = _state(environment) not in (None, UNFINISHED, DAMAGED)
    why = "Setting up for the first time."
    if again:
        why = "Setting up again, because Python, the folder or the packages have changed."
    elif _state(environment) == UNFINISHED:
        why = "The last set-up was not finished, so we set up again."
    elif _state(environment) == DAMAGED:
        why = "Setting up again, because a package was missing."
    sys.stderr.write(f"{why} This takes about a minute.\n")
    sys.stderr.flush()
    environment.mkdir(exist_ok=True)
    # The marker comes first and is never deleted: whatever interrupts us, the folder is known to be ours.
    (environment / OURS).write_text(UNFINISHED, encoding="utf-8")
    for entry in environment.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != OURS:
            entry.unlink()
    # Not sys.executable, which may be that of the environment that has just been cleared.
    base: str = getattr(sys, "_base_executable", "") or sys.executable
    _install(base, environment, requirements, lock)
    finished = environment / f"{OURS}.new"
    finished.write_text(stamp, encoding="utf-8")
    os.replace(finished, environment / OURS)


def _install(base: str, environment: Path, requirements: Path, lock: int) -> None:
    """Make an environment with a Python and install the locked packages in it."""
    from microsite.set_up_steps import run_step

    variables = {key: value for key, value in os.environ.items() if key not in MISLEADING}
    output = run_step([base, "-m", "venv", str(environment)], variables, environment / LOG, lock)
    if output is not None:
        raise SetUpFailed(set_up_failures.explain_venv(output, environment / LOG))
    install_locked(environment, requirements, lock)


def install_locked(environment: Path, requirements: Path, lock: int) -> None:
    """Install the packages of a locked list in an environment.

    Args:
        environment: the environment's folder; pip's output is appended to its log.
        requirements: the list.
        lock: the open lock of the set-up.

    Raises:
        SetUpFailed: they could not be installed; the message says why, and what to do.
    """
    from microsite.set_up_steps import run_step

    variables = {key: value for key, value in os.environ.items() if key not in MISLEADING}
    install = [str(python_of(environment)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    install += ["--retries", "2", "--progress-bar", "off", "--require-hashes", "--only-binary", ":all:"]
    install += ["--requirement", str(requirements)]
    if _has_wheels():
        install += ["--no-index", "--find-links", str(ROOT / "wheels")]
    packages = len(re.findall(r"^[\w.-]+==", requirements.read_text(encoding="utf-8"), re.MULTILINE))
    output = run_step(install, variables, environment / LOG, lock, packages)
    if output is not None:
        raise SetUpFailed(set_up_failures.explain_install(output, environment / LOG, requirements, _has_wheels()))


def _has_wheels() -> bool:
    return any((ROOT / "wheels").glob("*.whl"))


def _restart_in(environment: Path) -> None:
    """Run the same command again with the environment's Python; does not return."""
    os.environ[STARTED] = str(environment)
    for name in MISLEADING:
        os.environ.pop(name, None)
    spec = getattr(sys.modules["__main__"], "__spec__", None)
    same = ["-m", spec.name.removesuffix(".__main__"), *sys.argv[1:]] if spec else sys.argv
    command = [str(python_of(environment)), *same]
    if os.name != "nt":
        os.execv(command[0], command)
    # On Windows, execv would return to the console before the program has ended.
    process = subprocess.Popen(command)
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # The program answers Ctrl-C itself.
            sys.exit(process.wait())
