"""Write files that only save time: whole or not at all, whatever else reads or writes them at that moment."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write_atomically(file: Path, content: bytes) -> None:
    """Write a file by way of a temporary one; if that fails, the file stays as it was."""
    # A name that nobody can have guessed and put a link at; "x" makes a new file and never follows a link.
    beside = file.with_name(f"{file.name}.{os.urandom(8).hex()}")
    try:
        with beside.open("xb") as opened:
            opened.write(content)
        beside.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
