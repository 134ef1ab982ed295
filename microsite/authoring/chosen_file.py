"""What is said of a file that somebody has named for an import, whatever it should be."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

#: How every file of an Office from before 2007 begins, and every file of Office that has a password.
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def how_to_find(file: Path, endings: Collection[str]) -> str:
    """Say what to do where there is no such file: its name may be nearly that of one in the same folder.

    Args:
        file: as it was typed.
        endings: of the files that could be meant, in small letters, as `.docx`.
    """
    from microsite.problems import nearest

    try:
        there = [each.name for each in file.parent.iterdir() if each.suffix.lower() in endings]
    except OSError:
        there = []
    near = nearest(file.name, there)
    return f"Did you mean “{near}”?" if near else "Check the name and the folder. Put a name with spaces in quotes."


def is_old_office(content: bytes) -> bool:
    """Whether a file is one of an old Office, or one that a password protects."""
    return content[:8] == _COMPOUND_FILE


def has_password(content: bytes) -> bool:
    """Whether a file of Office is protected by a password."""
    return is_old_office(content) and "EncryptedPackage".encode("utf-16-le") in content
