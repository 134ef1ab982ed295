"""The program's own environment: made on the first run, found at once on every later one.

Only the standard library is used here, since this runs before anything is installed. An environment is a
folder such as `.venv` beside `build.py`. It is ours when it holds the file `OURS`, and complete when that file
holds the stamp of the requirements it was made from.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = "made-by-microsite.txt"
LOG = "set-up.log"
UNFINISHED = "not finished"
#: Set for the process that was started in the environment, so that nothing can start it for ever.
STARTED = "MICROSITE_ENVIRONMENT"
#: How long to wait for another run that is setting up, in seconds.
PATIENCE_S = 600


class SetUpFailed(Exception):
    """The environment cannot be made; the message is for the person at the keyboard."""


def ensure_environment(requirements: str, folder: str, needed: Sequence[str]) -> None:
    """Go on only with the packages that are needed, in this Python or in one of our own.

    Args:
        requirements: the name of the locked list in requirements/, without `.txt`.
        folder: the environment's folder below the project's.
        needed: modules that must be importable; an environment that has them all is used as it is.

    Does not return when the program goes on in the environment, or when that cannot be made.
    """
    if all(importlib.util.find_spec(name) for name in needed):
        return
    if os.environ.get(STARTED) == folder:
        sys.exit(f"The folder {folder} is damaged. Delete it and try again.")
    environment = ROOT / folder
    try:
        _make_ready(environment, ROOT / "requirements" / f"{requirements}.txt", needed)
    except SetUpFailed as failed:
        sys.exit(str(failed))
    except KeyboardInterrupt:
        sys.exit("Stopped. The next run sets up again.")
    _go_on_in(environment, folder)


def python_of(environment: Path) -> Path:
    """The Python of an environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _make_ready(environment: Path, requirements: Path, needed: Sequence[str]) -> None:
    stamp = _stamp(environment, requirements)
    if _state(environment) == stamp and python_of(environment).exists():
        return
    if _state(environment) is None and _has(environment, needed):
        return
    with _only_one(environment):
        if _state(environment) == stamp and python_of(environment).exists():
            return
        if environment.exists() and _state(environment) is None and any(environment.iterdir()):
            raise SetUpFailed(
                f"The folder {environment.name} was not made by this program and lacks what it needs. "
                f"Rename or delete it, or run: {python_of(environment)} -m pip install -r {requirements}"
            )
        _make(environment, requirements, stamp)


def _has(environment: Path, needed: Sequence[str]) -> bool:
    """Whether somebody else's environment can be used as it is."""
    if not python_of(environment).exists():
        return False
    question = f"import importlib.util as u, sys; sys.exit(not all(u.find_spec(name) for name in {list(needed)!r}))"
    return (
        subprocess.run([str(python_of(environment)), "-c", question], capture_output=True, check=False).returncode == 0
    )


def _stamp(environment: Path, requirements: Path) -> str:
    """What a complete environment says of itself: made from this list, by this Python, in this place."""
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    version = ".".join(str(number) for number in sys.version_info[:3])
    return f"{digest} Python {version} in {environment}"


def _state(environment: Path) -> str | None:
    """The stamp of an environment of ours, or None where the folder is not ours."""
    try:
        return (environment / OURS).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None


def _make(environment: Path, requirements: Path, stamp: str) -> None:
    print(
        "Setting up for the first time. This takes about a minute, and happens once.",
        file=sys.stderr,
        flush=True,
    )
    try:
        if environment.exists():
            shutil.rmtree(environment)
        environment.mkdir()
        (environment / OURS).write_text(UNFINISHED, encoding="utf-8")
        _run([sys.executable, "-m", "venv", str(environment)], environment, _explain_venv)
        install = [
            str(python_of(environment)),
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--no-input",
        ]
        install += [
            "--require-hashes",
            "--only-binary",
            ":all:",
            "--quiet",
            "--requirement",
            str(requirements),
        ]
        wheels = ROOT / "wheels"
        if wheels.is_dir():
            install += ["--no-index", "--find-links", str(wheels)]
        _run(install, environment, _explain_install)
        unfinished = environment / f"{OURS}.new"
        unfinished.write_text(stamp, encoding="utf-8")
        os.replace(unfinished, environment / OURS)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SetUpFailed(
            f"The folder {environment} cannot be written ({reason}). "
            "Move the project to a folder of your own, with at least 100 MB free, and try again."
        ) from None


def _run(command: Sequence[str], environment: Path, explain: Callable[[str, Path], str]) -> None:
    """Run one step quietly; what it says is kept in a log."""
    variables = {key: value for key, value in os.environ.items() if key not in ("PYTHONHOME", "PYTHONPATH")}
    step = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=variables,
        check=False,
    )
    output = step.stdout.decode("utf-8", "replace")
    with contextlib.suppress(OSError), (environment / LOG).open("a", encoding="utf-8") as log:
        log.write(output)
    if step.returncode:
        raise SetUpFailed(explain(output, environment))


def _explain_venv(output: str, environment: Path) -> str:
    if "ensurepip" in output or "No module named venv" in output:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        return (
            "This Python comes without the part that makes environments. On Debian and Ubuntu, "
            f"run: sudo apt install python{version}-venv"
        )
    return f"The folder {environment.name} could not be set up; the reason is in {environment / LOG}."


def _explain_install(output: str, environment: Path) -> str:
    """Say in a sentence why packages could not be installed, from what pip says in many."""
    said = output.lower()
    offline = (
        "Without a network, run: pip download -r requirements/build.txt --only-binary :all: -d wheels "
        "on a machine that has one, and copy the folder wheels beside build.py."
    )
    if "proxy" in said:
        return (
            f"The proxy does not let the set-up through. Ask IT for its address, and set HTTPS_PROXY to it. {offline}"
        )
    if "certificate" in said or "ssl" in said:
        return (
            "The network's certificate is not trusted. Ask your IT team for its certificate file, "
            f"and set PIP_CERT to it. {offline}"
        )
    if "no space left" in said:
        return "The disk is full. Free at least 100 MB and try again."
    if "hashes are required" in said or "do not match the hashes" in said:
        return f"A package is not the one that was expected, so it is not used. The details are in {environment / LOG}."
    if (ROOT / "wheels").is_dir():
        return f"The folder wheels lacks a package for this system and Python. The details are in {environment / LOG}."
    if "connection" in said or "resolve" in said or "network" in said or "timed out" in said or "no matching" in said:
        return f"The packages cannot be fetched: there is no network, or it is closed. {offline}"
    return f"The packages could not be installed; the reason is in {environment / LOG}."


@contextlib.contextmanager
def _only_one(environment: Path) -> Iterator[None]:
    """Let one run set up at a time; a run that was killed holds nobody up for longer than its patience."""
    lock = environment.with_name(f"{environment.name}.lock")
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            lock.mkdir()
            break
        except FileExistsError:
            if time.monotonic() > deadline or not _is_alive(lock):
                shutil.rmtree(lock, ignore_errors=True)
            else:
                time.sleep(0.2)
        except OSError as error:
            raise SetUpFailed(
                f"The folder {environment.parent} cannot be written ({error.strerror}). "
                "Move the project to a folder of your own and try again."
            ) from None
    beat = lock / str(os.getpid())
    with contextlib.suppress(OSError):
        beat.touch()
    try:
        yield
    finally:
        shutil.rmtree(lock, ignore_errors=True)


def _is_alive(lock: Path) -> bool:
    """Whether the run that made a lock is still there."""
    try:
        names = os.listdir(lock)
        fresh = time.time() - lock.stat().st_mtime < 5
    except OSError:
        return True
    if not names:
        return fresh
    if os.name == "nt":
        return time.time() - lock.stat().st_mtime < PATIENCE_S
    try:
        os.kill(int(names[0]), 0)
    except (ProcessLookupError, ValueError):
        return False
    except OSError:
        return True
    return True


def _go_on_in(environment: Path, folder: str) -> None:
    """Go on with the same command in the environment; does not return."""
    os.environ[STARTED] = folder
    command = [str(python_of(environment)), *_same_command()]
    if os.name == "nt":
        # On Windows, execv returns to the console before the program ends.
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


def _same_command() -> list[str]:
    """What stood after `python`: a file with arguments, or `-m` and a package."""
    spec = getattr(sys.modules["__main__"], "__spec__", None)
    return ["-m", spec.name.removesuffix(".__main__"), *sys.argv[1:]] if spec else sys.argv[:]
