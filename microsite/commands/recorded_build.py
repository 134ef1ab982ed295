"""What a build has said, kept as data and said again, each time in the way that is asked for."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from microsite.commands.summary import failed, print_problems
from microsite.console import Console
from microsite.problems import Location, Problem, Severity
from microsite.record import BuildKey, Record, Report, shown_path
from microsite.report import report_json


def say_build(
    console: Console, problems: Sequence[Problem], report: Report, key: BuildKey, *, done: bool, seconds: float
) -> None:
    """Say in the terminal what became of a build.

    Args:
        console: where to say it.
        problems: everything that was found.
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


def say_again(record: Record, key: BuildKey, *, strict: bool, as_json: bool, started_s: float) -> int:
    """Say what a recorded build has said; gives the exit code."""
    files, problems = _read(record.details)
    console = Console(sys.stdout, os.environ)
    done = not failed(problems, strict)
    if as_json:
        index = str(Path(key.output, "index.html")) if done else None
        console.print(report_json(problems, built=done, index=index, files=files))
    else:
        say_build(console, problems, record.report, key, done=done, seconds=time.monotonic() - started_s)
    return 0 if done else 1


def details_of(files: Iterable[str], problems: Iterable[Problem]) -> str:
    """Keep the names of the files and everything that was found as one line of JSON."""
    return json.dumps({"files": list(files), "problems": [_written(problem) for problem in problems]})


def _read(details: str) -> tuple[list[str], tuple[Problem, ...]]:
    kept: Any = json.loads(details)
    return kept["files"], tuple(_problem(each) for each in kept["problems"])


def _written(problem: Problem) -> list[Any]:
    words = [problem.code, int(problem.severity), problem.message, problem.hint, problem.path, problem.criterion]
    related = [[why, _place_written(place)] for why, place in problem.related]
    return [*words, _place_written(problem.location), related]


def _place_written(place: Location) -> list[Any]:
    return [place.file, place.line, place.column, place.source, place.length]


def _problem(written: list[Any]) -> Problem:
    code, severity, message, hint, path, criterion, place, related = written
    return Problem(
        code=code,
        severity=Severity(severity),
        message=message,
        hint=hint,
        path=path,
        criterion=criterion,
        location=_place(place),
        related=tuple((why, _place(each)) for why, each in related),
    )


def _place(written: list[Any]) -> Location:
    file, line, column, source, length = written
    return Location(file=file, line=line, column=column, source=source, length=length)
