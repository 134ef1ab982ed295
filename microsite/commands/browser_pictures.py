"""Screenshots of pages, taken with whichever Chromium-based browser is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from microsite.progress import Progress

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome")
IN_PROGRAM_FILES = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
ON_A_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--hide-scrollbars",
    "--window-size=800,1000",
)
PATIENCE_S = 60


def find_browser(environment: Mapping[str, str]) -> str:
    """Return the path of a browser: MICROSITE_BROWSER, or the first in the usual places; empty if there is none."""
    if "MICROSITE_BROWSER" in environment:
        return environment["MICROSITE_BROWSER"]
    places = [shutil.which(name) or "" for name in NAMES]
    roots = [environment[name] for name in ("PROGRAMFILES", "PROGRAMFILES(X86)") if name in environment]
    places += [f"{root}/{path}" for root in roots for path in IN_PROGRAM_FILES]
    return next((place for place in [*places, ON_A_MAC] if place and Path(place).is_file()), "")


def take_pictures(browser: str, folder: Path, pages: Sequence[str], progress: Progress) -> dict[str, bytes]:
    """Take a screenshot of each page; skip pages that fail, and stop if the browser does not start or hangs.

    Args:
        browser: the path of the browser.
        folder: the folder of the pages.
        pages: their paths below it.
        progress: shows which page is being taken.
    """
    found: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="microsite-") as place:
        for number, page in enumerate(pages, 1):
            progress.step(f"Taking picture {number} of {len(pages)}")
            target = Path(place) / "page.png"
            target.unlink(missing_ok=True)
            address = (folder / page).resolve().as_uri()
            command = [browser, *FLAGS, *_as_root(), f"--user-data-dir={place}/profile", f"--screenshot={target}"]
            try:
                subprocess.run([*command, address], capture_output=True, timeout=PATIENCE_S, check=False)
            except (OSError, subprocess.TimeoutExpired):
                return found
            if target.is_file():
                found[page] = target.read_bytes()
    return found


def _as_root() -> Sequence[str]:
    """Return the flag that root needs, as in many containers: Chromium does not start for root with its sandbox."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
