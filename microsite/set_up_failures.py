"""Explain why an environment could not be made, in a sentence or two, and what to do about it.

Like `bootstrap.py`, which uses it, this runs before anything is installed.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from pathlib import Path

FREE_SPACE = "200 MB"
DISK_IS_FULL = f"The disk is full. Free at least {FREE_SPACE} and try again."

#: What pip's messages contain, and what that means. A reason that ends in a comma is continued with the offline way.
REASONS = (
    (r"no space left|not enough space", DISK_IS_FULL),
    (r"long path", "The folder's path is too long for Windows. Move the project to a short one, such as C:\\site."),
    (r"permission denied|access is denied", "A file could not be written. Close programs that use it and try again."),
    (r"do not match the hashes", "A package is not the one that was expected, so nothing was installed."),
    (
        r"proxyerror|cannot connect to proxy|proxy authentication|tunnel connection failed",
        "The proxy does not let the set-up through. Ask your IT team for its address and set HTTPS_PROXY to it,",
    ),
    (
        r"certificate|sslerror",
        "The network's certificate is not trusted. Ask your IT team for its certificate file and set PIP_CERT to it,",
    ),
    (
        r"connection|timed out|retrying|network|http error",
        "The packages cannot be fetched: there is no network, or it is closed. Try again with a network,",
    ),
)


def explain_foreign(environment: Path, python: Path, requirements: Path) -> str:
    """Say what to do about a folder that somebody else has made and that lacks packages."""
    message = f"The folder {environment.name} was not made by this program and lacks what it needs. Rename or delete it"
    if python.exists():
        return f'{message}, or run: "{python}" -m pip install -r "{requirements}"'
    return f"{message}, and try again."


def explain_disk(error: OSError, environment: Path, elsewhere: str = "MICROSITE_PACKAGES") -> str:
    """Say what to do about a folder that cannot be read, cleared or written.

    Args:
        error: the system's error.
        environment: the folder.
        elsewhere: the environment variable that names another place for it.
    """
    if error.strerror == "No space left on device":
        return DISK_IS_FULL
    if (not environment.exists() and isinstance(error, PermissionError)) or error.errno == errno.EROFS:
        if os.name == "nt":
            set_it = (
                f'set "{elsewhere}=%LOCALAPPDATA%\\microsite"\n'
                f'or, where the line begins with PS:\n  $env:{elsewhere} = "$env:LOCALAPPDATA\\microsite"'
            )
        else:
            set_it = f'export {elsewhere}="$HOME/.local/share/microsite"'
        return (
            f"The folder {environment.parent} cannot be written, so the packages need another place. Type this line, "
            f"and then the same command again in the same window:\n  {set_it}"
        )
    return (
        f"The folder {environment} cannot be written ({error.strerror or error}). Close programs that use it, or "
        f"move the project to a folder of your own with at least {FREE_SPACE} free, and try again."
    )


def explain_venv(output: str, log: Path) -> str:
    """Say why Python could not make an environment, from its output."""
    if "ensurepip" in output or "No module named venv" in output:
        major, minor = sys.version_info[:2]
        return (
            "This Python comes without the part that makes environments. "
            f"On Debian and Ubuntu, run: sudo apt install python{major}.{minor}-venv"
        )
    if "no space left" in output.lower():
        return DISK_IS_FULL
    return f"The folder {log.parent.name} could not be set up. Details are in {log}"


def explain_install(output: str, log: Path, requirements: Path, has_wheels: bool) -> str:
    """Say why packages could not be installed, from pip's output."""
    complaints = "\n".join(line for line in output.lower().splitlines() if "error" in line or "warning" in line)
    reason = next((text for sign, text in REASONS if re.search(sign, complaints)), "")
    if not reason and has_wheels:
        reason = "The folder wheels lacks a package for this Python and system, or holds another version of it."
    if not reason and "no matching distribution" in complaints:
        reason = "There is no package for this Python and system. Install the newest 64-bit Python from python.org."
    if reason.endswith(","):
        reason += (
            " or, on a machine with a network and the same Python and system, run: python -m pip download "
            f"--only-binary :all: -d wheels -r requirements/{requirements.name} and copy the folder wheels beside "
            "build.py."
        )
    return f"{reason or 'The packages could not be installed.'} Details are in {log}"
