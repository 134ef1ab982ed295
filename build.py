"""Build the website of a consultation: `python3 build.py`, on Windows `py build.py`."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "This program needs Python 3.11 or newer, and this is Python %d.%d. "
        "Install the newest Python from python.org and try again." % sys.version_info[:2]
    )

import os

NEEDED = "icalendar jinja2 livereload markdown msgspec nh3 PIL pymdownx segno selectolax tzdata watchfiles yaml"
ROOT = os.path.dirname(os.path.abspath(__file__))

try:
    from microsite.quick_build import leave, repeat_build

    if __name__ == "__main__":
        repeated = repeat_build(sys.argv[1:])
        if repeated is not None:
            sys.exit(repeated)

    if __name__ == "__main__" and sys.argv[1:2] == ["doctor"]:
        from microsite.commands.doctor import run

        sys.exit(run(sys.argv[2:], ROOT, NEEDED.split()))

    from microsite.own_environment import runs_in

    if not runs_in(
        os.path.join(os.environ.get("MICROSITE_PACKAGES") or ROOT, ".venv"),
        os.path.join(ROOT, "requirements", "build.txt"),
        NEEDED.split(),
    ):
        from microsite.bootstrap import ensure_environment

        ensure_environment("build", ".venv", needed=NEEDED.split())

    import gc

    from microsite.import_bundle import use_bundle

    gc.disable()  # Until the command is known; see cli.py.
    use_bundle()

    from microsite.cli import main
except KeyboardInterrupt:  # Before anything is built; cli.py says the same later on.
    sys.stderr.write("Stopped. The output folder has not changed.\n")
    sys.exit(130)

if __name__ == "__main__":
    leave(main())
