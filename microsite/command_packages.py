"""Packages that only some commands need: installed in the program's own environment when they are first used."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

from microsite.bootstrap import ROOT, SetUpFailed, exclusive_lock, install_locked
from microsite.own_environment import OURS, stamp_of


def ensure_packages(name: str, needed: Sequence[str], what_for: str) -> None:
    """Make the packages of `requirements/<name>.txt` importable.

    Args:
        name: the name of the locked list, and of the extra of the package `microsite` with the same packages.
        needed: modules that must be importable. A Python that has them all is used as it is, unless it is that of our
            own environment and the list has changed since.
        what_for: what needs them, as in “Word documents need”.

    Raises:
        SetUpFailed: they are missing and cannot be fetched; the message says what to do.
    """
    environment = Path(sys.prefix)
    requirements = ROOT / "requirements" / f"{name}.txt"
    there = all(importlib.util.find_spec(module) for module in needed)
    if not ((environment / OURS).is_file() and requirements.is_file()):
        if there:
            return
        raise SetUpFailed(_say_how(name, what_for, requirements))
    # Only this file shows that everything is installed: a set-up that was stopped may leave half a package.
    finished = environment / f"packages-for-{name}.txt"
    try:
        stamp = stamp_of(str(environment), str(requirements))
        if there and _is_stamped(finished, stamp):
            return
        with exclusive_lock(environment.with_name(f"{environment.name}.lock")) as lock:
            if not _is_stamped(finished, stamp):
                sys.stderr.write(f"{what_for} a few more packages. Fetching them, once; this takes a moment.\n")
                install_locked(environment, requirements, lock)
                finished.write_text(stamp, encoding="utf-8")
    except OSError as error:
        from microsite.set_up_failures import explain_disk

        raise SetUpFailed(explain_disk(error, environment)) from None
    importlib.invalidate_caches()


def _is_stamped(file: Path, stamp: str) -> bool:
    try:
        return file.read_text(encoding="utf-8", errors="replace") == stamp
    except FileNotFoundError:
        return False


def _say_how(name: str, what_for: str, requirements: Path) -> str:
    """Say how to install them if the environment is not ours to change."""
    packages = f'-r "{requirements}"' if requirements.is_file() else f'"microsite[{name}]"'
    return f'{what_for} a few more packages. Run this, then try again: "{sys.executable}" -m pip install {packages}'
