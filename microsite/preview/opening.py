"""Open a file of the site in the system's default program for such files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

#: The kinds of file that an author edits. Asked to open some other kinds, systems run them.
EDITED = frozenset({".md", ".markdown", ".yaml", ".yml", ".css", ".txt"})


def is_opened(name: str) -> bool:
    """Whether a file may be opened for editing, by its path below the site's folder."""
    return PurePosixPath(name).suffix.lower() in EDITED


def open_in_editor(file: Path) -> bool:
    """Open a file for editing.

    Returns:
        Whether there was a program to start; the file may still not be opened.
    """
    if sys.platform == "win32":
        # There may be no default program for .md or .yaml; Notepad is always there.
        try:
            os.startfile(file)
        except OSError:
            subprocess.Popen(["notepad.exe", str(file)])
        return True
    command = ["open", "-t"] if sys.platform == "darwin" else ["xdg-open"]
    if shutil.which(command[0]) is None:
        return False
    subprocess.Popen(
        [*command, str(file)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return True
