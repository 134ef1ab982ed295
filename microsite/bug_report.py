"""Report a bug in the program: in a file that can be sent, and in one sentence."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from microsite import __version__

FILE_NAME = "microsite-bug.report.txt"
LIBRARIES = ("jinja2", "markdown", "msgspec", "nh3", "pymdown-extensions", "pyyaml")


def write_bug_report(error: BaseException, arguments: Sequence[str]) -> str:
    """Write a report about a bug into the current folder or, if that is not possible, the temporary folder.

    Returns:
        The sentence to show, which names the file.
    """
    text = "\n".join(
        [
            f"microsite {__version__}, Python {sys.version.split()[0]}, {platform.platform()}",
            *(f"{name} {_version(name)}" for name in LIBRARIES),
            f"Arguments: {' '.join(arguments) or 'none'}",
            "",
            "".join(traceback.format_exception(error)).rstrip(),
        ]
    )
    text += "\n"
    for folder in (Path.cwd(), Path(tempfile.gettempdir())):
        file = folder / FILE_NAME
        try:
            file.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return (
            "Something went wrong in the program, and output/ has not changed. "
            f"Please send the file {file} to the people who look after the program."
        )
    return f"Something went wrong in the program ({type(error).__name__}), and it could not write a report about it."


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"
