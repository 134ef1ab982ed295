"""Fill in the files to double-click: where the program is, as seen from the site, and how to start it."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from microsite.record import ENGINE

_WITH_LAUNCHER = """\
where py >nul 2>nul
if errorlevel 1 goto python
py -3 "%PROGRAM%"{0}
goto end
:python
where python >nul 2>nul
if errorlevel 1 goto nopython
python "%PROGRAM%"{0}"""
_WITH_SHELL = """\
elif ! command -v python3 >/dev/null; then
  echo "Python is missing. Install it from python.org, then double-click this file again."
else
  python3 "$PROGRAM"{0}"""
_INSTALLED = {".bat": '"%PROGRAM%" -m microsite{0}', ".command": 'else\n  "$PROGRAM" -m microsite{0}'}
_CHECKOUT = {".bat": _WITH_LAUNCHER, ".command": _WITH_SHELL}


def program_file() -> str:
    """Return the file that runs the program: build.py in a checkout, else the Python that it is installed in."""
    checkout = os.path.join(ENGINE, "build.py")
    return checkout if os.path.isfile(checkout) else sys.executable


def command_for(folder: Path) -> str:
    """Return that file's path from a site's folder: relative if both can be moved together, else absolute."""
    program, here = program_file(), os.path.realpath(folder)
    if program == sys.executable:
        return program
    try:
        shared = os.path.commonpath((os.path.realpath(program), here))
    except ValueError:  # On another drive.
        return program
    return program if shared == os.path.dirname(shared) else os.path.relpath(os.path.realpath(program), here)


def with_program(name: str, text: str, folder: Path) -> str:
    """Fill in where the program is, and how to start it, in a file to double-click.

    Args:
        name: the name of the file.
        text: its text in the starter.
        folder: the site's folder, which it will be in.
    """
    ending, path = os.path.splitext(name)[1], command_for(folder)
    run = (_CHECKOUT if program_file().endswith("build.py") else _INSTALLED)[ending]
    text = text.replace("{run_line}", run.format("")).replace("{serve_line}", run.format(" serve --open"))
    if ending == ".bat":
        quoted = (path.replace("/", "\\") if not path.startswith("/") else path).replace("%", "%%")
        return text.replace("{program}", quoted).replace("\n", "\r\n")
    return text.replace("{program}", shlex.quote(path.replace("\\", "/") if os.name == "nt" else path))
