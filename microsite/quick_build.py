"""A build that finds nothing changed: done before any heavy import, and before the environment is checked."""

from __future__ import annotations

import os
import sys
import time

from microsite.record import BuildKey, chosen_build, load_record, shown_path, unchanged

TYPE_CHECKING = False  # The module `typing` takes as long to import as everything done here.
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


def repeat_build(arguments: Sequence[str]) -> int | None:
    """Print the last build's report again, if another build would produce the same.

    Args:
        arguments: those of the command line, without the program's name.

    Returns:
        The exit code, or None if the build has to be made or something else was asked for.
    """
    started_s = time.monotonic()
    open_streams()
    chosen = chosen_build(arguments)
    if chosen is None:
        return None
    site = chosen.get("--site", ".")
    output = chosen.get("--output") or os.path.join(site, "output")
    key = BuildKey(site, output, chosen.get("--now", ""))
    record = load_record(key)
    if record is None or not unchanged(key, record):
        return None
    report = record.report
    if report.warnings or "--json" in chosen:
        try:
            from microsite.commands.recorded_build import say_again
        except ImportError:  # The packages are in an environment that this Python does not run in.
            return None
        return say_again(
            record, key, output, strict="--strict" in chosen, as_json="--json" in chosen, started_s=started_s
        )
    text = "\n".join(report.lines(time.monotonic() - started_s, shown_path(key.output)))
    if (sys.stdout.encoding or "").lower().replace("-", "") != "utf8" and not text.isascii():
        return None
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except (OSError, UnicodeError):
        return None
    return 0


def open_streams() -> None:
    """Open the null device as stdout or stderr if the parent process has closed them."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - it stays open


def leave(code: int | None) -> NoReturn:
    """End the program.

    Python would first destroy every object, which takes an eighth of the time of an edit to a large site. A profiler or
    tracer, and other threads that are still running, need the usual way to end.
    """
    threading = sys.modules.get("threading")
    watched = sys.getprofile() is not None or sys.gettrace() is not None
    if watched or (threading is not None and threading.active_count() > 1):
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            sys.exit(code)
    os._exit(code or 0)


def main() -> int:
    """Do what the command line asks for; return the exit code."""
    code = repeat_build(sys.argv[1:])
    if code is not None:
        return code
    import gc

    from microsite.import_bundle import use_bundle

    gc.disable()  # Until the command is known; see cli.py.
    use_bundle()
    from microsite.cli import main as run

    return run()


def main_and_leave() -> NoReturn:
    """Do what the command line asks for, and end; the entry point of the installed program."""
    leave(main())
