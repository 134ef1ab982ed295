"""Files that only save time, written whole or not at all, whoever else reads or writes them at that moment."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write_atomically(file: Path, content: bytes) -> None:
    """Write a file; where that is not possible, it stays as it was."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
