"""A build that finds nothing changed: done before anything heavy is imported, or asked of the environment."""

from __future__ import annotations

import os
import sys
import time

from microsite.record import BuildKey, chosen_build, load_record, shown_path, unchanged

TYPE_CHECKING = False  # The module `typing` takes as long to import as all that is done here.
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


def repeat_build(arguments: Sequence[str]) -> int | None:
    """Say again what the last build has said, where a further one would give the same.

    Args:
        arguments: those of the command line, without the program's name.

    Returns:
        The exit code, or None where the build has to be made, or something else was asked for.
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
        except ImportError:  # The packages are in an environment that this Python is not in.
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
    """Give the program streams to write to where whoever started it has closed them."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - it stays open


def leave(code: int | None) -> NoReturn:
    """End the program.

    Python would first take apart every object that there is, which takes an eighth of an edit of a large site. Whoever
    watches the program, such as a profiler, and other threads that still run want it to end in the usual way.
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
    """Do what the command line asks for; gives the exit code."""
    said = repeat_build(sys.argv[1:])
    if said is not None:
        return said
    import gc

    from microsite.import_bundle import use_bundle

    gc.disable()  # Until it is known what is asked for; see cli.py.
    use_bundle()
    from microsite.cli import main as run

    return run()


def main_and_leave() -> NoReturn:
    """Be the program that is installed: do what the command line asks for, and end."""
    leave(main())
