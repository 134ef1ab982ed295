"""The report of a build, kept as data and printed again in the form that each run asks for."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from microsite.build_report import Report
from microsite.commands.summary import failed, print_problems
from microsite.console import Console
from microsite.problems import Problem, Severity
from microsite.record import BuildKey, Record, shown_path
from microsite.report import report_json

#: How coarse the timestamps of files are: up to some milliseconds, on some systems whole seconds.
YOUNG_NS, COARSE_NS = 50_000_000, 1_000_000_000
_Details = tuple[list[str], tuple[Problem, ...]]


def say_build(
    console: Console, problems: Sequence[Problem], report: Report, key: BuildKey, *, done: bool, seconds: float
) -> None:
    """Print the result of a build in the terminal.

    Args:
        console: where to print it.
        problems: all problems.
        report: what a successful build says.
        key: what was built.
        done: whether it was successful.
        seconds: how long it took.
    """
    print_problems(console, problems, least=Severity.WARNING)
    if not done:
        kept = " The last good site is unchanged." if Path(key.output, "index.html").exists() else ""
        console.print(f"Nothing was built.{kept}")
        return
    for line in report.lines(seconds, shown_path(key.output)):
        console.print(line)


def say_again(
    record: Record, key: BuildKey, output: str, *, strict: bool, as_json: bool, started_s: float
) -> int | None:
    """Print the report of a recorded build again; return the exit code, or None if the record is damaged.

    Args:
        record: the record of the build.
        key: what was asked for.
        output: the output folder as typed.
        strict: whether warnings count as errors.
        as_json: whether to print it for other programs.
        started_s: when this run began, on the monotonic clock.
    """
    try:
        files, problems = msgspec.json.decode(record.details, type=_Details)
    except (ValueError, RecursionError):
        return None
    console = Console(sys.stdout, os.environ)
    done = not failed(problems, strict)
    if as_json:
        index = str(Path(output, "index.html")) if done else None
        console.print(report_json(problems, built=done, index=index, files=files, gone=[]))
    else:
        say_build(console, problems, record.report, key, done=done, seconds=time.monotonic() - started_s)
    return 0 if done else 1


def details_of(files: Sequence[str], problems: Sequence[Problem]) -> bytes:
    """Return the names of the files and all problems as one line of JSON."""
    return msgspec.json.encode((files, problems))


def young_files(inputs: str, began_ns: int) -> tuple[list[str], bool]:
    """Return the files of a site so recent that another change might leave their timestamps the same.

    Args:
        inputs: what `BuildKey.inputs` returned.
        began_ns: when the build began.

    Returns:
        The paths, and whether the program's own files are all old enough.
    """
    lines = [line.rsplit("\t", 4) for line in inputs.split("\n") if "\t" in line]
    if any(len(line) != 5 for line in lines):
        return [], False
    of_site = [line for line in lines if not line[0].startswith("//")]
    of_program = [line for line in lines if line[0].startswith("//")]
    # The site and the program may be on different drives.
    all_are_young = _is_coarse(of_site)
    young = [line[0] for line in of_site if all_are_young or _is_young(line, began_ns - YOUNG_NS)]
    limit_ns = began_ns - (2 * COARSE_NS if _is_coarse(of_program) else YOUNG_NS)
    return young, not any(_is_young(line, limit_ns) for line in of_program)


def _is_coarse(lines: Sequence[Sequence[str]]) -> bool:
    """Whether all files have times in whole seconds, so that the system seems to store no finer ones."""
    return len(lines) > 1 and all(int(line[2]) % COARSE_NS == 0 for line in lines)


def _is_young(line: Sequence[str], limit_ns: int) -> bool:
    return max(int(line[2]), int(line[3])) >= limit_ns


def save_record(key: BuildKey, record: Record) -> None:
    """Write a record; without one, the next build is made as usual."""
    from microsite.store_disk import write_privately

    write_privately(Path(key.file), record.content())
