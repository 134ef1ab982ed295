"""A build that finds nothing changed: done before anything heavy is imported, or asked of the environment."""

from __future__ import annotations

import os
import sys
import time

from microsite.record import BuildKey, load_record, shown_path, unchanged

#: Options that change what a build says or does, each with whether a value follows.
OPTIONS = {"--site": True, "--output": True, "--now": True, "--strict": False, "--json": False}


def repeat_build(arguments: list[str]) -> int | None:
    """Say again what the last build has said, where a further one would give the same.

    Args:
        arguments: those of the command line, without the program's name.

    Returns:
        The exit code, or None where the build has to be made, or something else was asked for.
    """
    started_s = time.monotonic()
    chosen = _chosen(arguments)
    if chosen is None:
        return None
    site = chosen.get("--site", ".")
    key = BuildKey(site, chosen.get("--output") or os.path.join(site, "output"), chosen.get("--now", ""))
    record = load_record(key)
    if record is None or not unchanged(key, record):
        return None
    report = record.report
    if report.warnings or "--json" in chosen:
        try:
            from microsite.commands.recorded_build import say_again
        except ImportError:  # The packages are in an environment that this Python is not in.
            return None
        return say_again(record, key, strict="--strict" in chosen, as_json="--json" in chosen, started_s=started_s)
    text = "\n".join(report.lines(time.monotonic() - started_s, shown_path(key.output)))
    if (sys.stdout.encoding or "").lower().replace("-", "") != "utf8" and not text.isascii():
        return None
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except (OSError, UnicodeError):
        return None
    return 0


def _chosen(arguments: list[str]) -> dict[str, str] | None:
    """Give the options of a build, or None where anything else was asked for."""
    chosen: dict[str, str] = {}
    waiting = arguments[1:] if arguments[:1] == ["build"] else list(arguments)
    while waiting:
        name, equals, value = waiting.pop(0).partition("=")
        if name not in OPTIONS or (equals and not OPTIONS[name]):
            return None
        if OPTIONS[name] and not equals:
            if not waiting or waiting[0].startswith("-"):
                return None
            value = waiting.pop(0)
        chosen[name] = value
    return chosen


def main() -> int:
    """Do what the command line asks for; gives the exit code."""
    said = repeat_build(sys.argv[1:])
    if said is not None:
        return said
    from microsite.import_bundle import use_bundle

    use_bundle()
    from microsite.cli import main as run

    return run()
