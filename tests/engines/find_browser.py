"""Find a Chromium-based browser, or a text browser; as root on Debian, install one if need be."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

#: Debian's Chromium packages: the headless one opens pages three times as fast.
PACKAGES = ("chromium-headless-shell", "chromium")
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
)
WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)
MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


class NoBrowser(Exception):
    """No browser was found or could be installed; the message says what to do."""


def find_browser() -> str:
    """Return the path of a browser, installing one if need be.

    Raises:
        NoBrowser: there is none.
    """
    found = _installed()
    if not found and can_install():
        sys.stderr.write("Installing Debian's Chromium for the tests, which happens once.\n")
        for number, package in enumerate(PACKAGES, 1):
            try:
                install(package)
                break
            except NoBrowser:
                if number == len(PACKAGES):
                    raise
        found = _installed()
    if not found:
        raise NoBrowser(
            "The tests need a browser: install Chrome, Edge or Chromium, or set MICROSITE_BROWSER to the path of one."
        )
    return found


def find_text_browser(name: str) -> str:
    """Return the path of a text browser; empty if it is missing and we can't install packages."""
    if not shutil.which(name) and can_install():
        install(name)
    return shutil.which(name) or ""


def can_install() -> bool:
    """Whether this is a Debian-like system on which we may install packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _installed() -> str:
    given = os.environ.get("MICROSITE_BROWSER", "")
    if given:
        if not Path(given).is_file():
            raise NoBrowser(f"MICROSITE_BROWSER names {given}, which does not exist.")
        return given
    places = [shutil.which(name) or "" for name in NAMES]
    for root in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if os.environ.get(root):
            places += [f"{os.environ[root]}/{path}" for path in WINDOWS]
    return next((place for place in [*places, *MACOS] if place and Path(place).is_file()), "")


def install(package: str) -> None:
    """Install a Debian package.

    Raises:
        NoBrowser: it could not be installed.
    """
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", package],
    ):
        step = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if step.returncode:
            raise NoBrowser(
                f"The tests need Debian's {package}, and it could not be installed:\n"
                + (step.stdout + step.stderr).decode(errors="replace")[-1500:]
            )
