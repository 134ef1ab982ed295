"""Read one file of a site, if it is a plain file within the site and not too large; otherwise say why not."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from microsite.problems import Location, Problem

#: More than any chapter or picture of a consultation needs; keeps a video from filling memory.
LARGEST_FILE_BYTES = 25_000_000


def link_is_safe(folder: Path, path: Path, file: str, problems: list[Problem]) -> bool:
    """Whether a path is not a symlink, or one that stays within the folder; adds a problem otherwise."""
    if not path.is_symlink():
        return True
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        advice = "Delete the link, and put the file itself here."
        problems.append(
            Problem.error("FILE-006", "The link goes nowhere, or round in a circle.", Location(file=file), advice)
        )
        return False
    if target.is_relative_to(folder.resolve()):
        return True
    advice = "Delete the link, and put a copy of the file here."
    problems.append(Problem.error("FILE-005", "The link goes outside the site's folder.", Location(file=file), advice))
    return False


def load_file(folder: Path, file: str, path: Path, problems: list[Problem]) -> bytes | None:
    """Read a plain file; its type is checked first, because reading a pipe or a device might never end."""
    if not os.path.lexists(path) or not link_is_safe(folder, path, file, problems):
        return None
    return load_plain_file(os.fspath(path), file, problems)


def load_plain_file(path: str, file: str, problems: list[Problem]) -> bytes | None:
    """Read a file whose symlinks have been checked; adds a problem and returns None if it cannot be read."""
    try:
        state = os.stat(path)
        if not stat.S_ISREG(state.st_mode):
            what = "a folder" if stat.S_ISDIR(state.st_mode) else "a pipe or a device"
            advice = "Put the file itself here."
            problems.append(
                Problem.error("FILE-004", f"There is {what} where a file should be.", Location(file=file), advice)
            )
            return None
        if state.st_size > LARGEST_FILE_BYTES:
            size = state.st_size // 1_000_000
            advice = f"Make it smaller than {LARGEST_FILE_BYTES // 1_000_000} MB, or link to it where it is."
            problems.append(
                Problem.error("FILE-013", f"The file is too large: {size} MB.", Location(file=file), advice)
            )
            return None
        with open(path, "rb") as opened:
            return opened.read()
    except OSError as error:
        problems.append(unreadable(file, error))
        return None


def unreadable(file: str, error: OSError) -> Problem:
    """Return a problem that says why the system did not let us read a file or folder."""
    reason = (
        "you are not allowed to read it"
        if isinstance(error, PermissionError)
        else error.strerror or ("it does not work")
    )
    advice = "Close other programs that use it, and check that you can open it."
    return Problem.error("FILE-014", f"We cannot read it: {reason}.", Location(file=file), advice)
