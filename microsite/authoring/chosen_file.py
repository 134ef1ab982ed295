"""Helpers for a file that somebody names for an import, of whatever kind: find its name, recognise old Office files."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

#: The first bytes of every Office file from before 2007, and of every Office file with a password.
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def how_to_find(file: Path, endings: Collection[str]) -> str:
    """Say what to do about a file that does not exist: its name may be close to that of one in the same folder.

    Args:
        file: the path as typed.
        endings: the suffixes of files that could be meant, in lower case, such as `.docx`.
    """
    from microsite.problems import nearest

    try:
        there = [each.name for each in file.parent.iterdir() if each.suffix.lower() in endings]
    except OSError:
        there = []
    near = nearest(file.name, there)
    return f"Did you mean “{near}”?" if near else "Check the name and the folder. Put a name with spaces in quotes."


def is_old_office(content: bytes) -> bool:
    """Whether a file is from an Office before 2007, or is protected by a password."""
    return content[:8] == _COMPOUND_FILE


def has_password(content: bytes) -> bool:
    """Whether an Office file is protected by a password."""
    return is_old_office(content) and "EncryptedPackage".encode("utf-16-le") in content
