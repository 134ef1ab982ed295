"""Opens a file of the site in whatever program the system opens such files with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

#: What an editor edits. Systems run files of some other kinds when they are asked to open them.
EDITED = frozenset({".md", ".markdown", ".yaml", ".yml", ".css", ".txt"})


def is_opened(name: str) -> bool:
    """Whether a file is opened for editing when somebody asks for it, by its path below the site's folder."""
    return PurePosixPath(name).suffix.lower() in EDITED


def open_in_editor(file: Path) -> bool:
    """Open a file for editing.

    Returns:
        Whether there was a program to ask; the file may still not be opened.
    """
    if sys.platform == "win32":
        # The usual program for .md or .yaml may be none at all; Notepad is always there.
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
