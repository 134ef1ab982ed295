"""Files described by size, times and inode number, so that two descriptions show whether anything has changed.

Like `record.py`, this imports only what loads fastest.
"""

from __future__ import annotations

import os
import stat

#: Folders nested deeper than this are not compared: the build is made in the usual way.
DEEPEST = 100


class Plain:
    """Whether everything looked at so far is a plain file or folder."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.all_plain = True
        #: No more lines than these are written; what would be more is not looked at, and is not plain.
        self.most_lines: float = float("inf")


def digest_text(content: bytes) -> str:
    """Return a digest in hexadecimal, as the record has it."""
    from microsite.digests import blake2b

    return blake2b(content, digest_size=16).hexdigest()


def file_digest(path: str) -> str:
    """Return the digest of a file's content; empty if it cannot be read."""
    try:
        with open(path, "rb") as file:
            return digest_text(file.read())
    except OSError:
        return ""


def describe(path: str, name: str, lines: list[str], plain: Plain) -> None:
    """Add a line for a file, or for everything below a folder."""
    try:
        state = os.lstat(path)
    except OSError:
        return
    if stat.S_ISDIR(state.st_mode):
        lines.append(f"{name}/")
        _describe_folder(path, name, lines, plain)
    elif stat.S_ISREG(state.st_mode):
        lines.append(_line(name, state))
    else:
        plain.all_plain = False


def _describe_folder(path: str, name: str, lines: list[str], plain: Plain) -> None:
    if name.count("/") > DEEPEST:
        plain.all_plain = False
        return
    try:
        with os.scandir(path) as entries:
            found = sorted(entries, key=_name_of)
    except OSError:
        plain.all_plain = False
        return
    for entry in found:
        if len(lines) > plain.most_lines:
            plain.all_plain = False
            return
        if entry.is_symlink():
            plain.all_plain = False
        elif entry.is_dir():
            if entry.name != "__pycache__":
                lines.append(f"{name}/{entry.name}/")
                _describe_folder(entry.path, f"{name}/{entry.name}", lines, plain)
        else:
            try:
                state = entry.stat()
            except OSError:  # It has just been deleted.
                plain.all_plain = False
                continue
            lines.append(_line(f"{name}/{entry.name}", state))
            if not stat.S_ISREG(state.st_mode):
                plain.all_plain = False


def _name_of(entry: os.DirEntry[str]) -> str:
    return entry.name


def _line(name: str, state: os.stat_result) -> str:
    return f"{name}\t{state.st_size}\t{state.st_mtime_ns}\t{state.st_ctime_ns}\t{state.st_ino}"


def is_own_file(path: str) -> bool:
    """Whether a path is a plain file that belongs to this user and has no other hard links.

    Raises:
        OSError: it cannot be looked at.
    """
    state = os.lstat(path)
    return stat.S_ISREG(state.st_mode) and is_mine(state) and state.st_nlink == 1


def is_mine(state: os.stat_result) -> bool:
    """Whether a file or folder belongs to this user; assumed on Windows."""
    return os.name == "nt" or state.st_uid == os.geteuid()
