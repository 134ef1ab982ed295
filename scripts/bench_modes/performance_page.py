"""Render the page docs/performance.md: the table's figures, and the machine that they were measured on."""

import os
import platform
import re
import statistics
import subprocess
from pathlib import Path

from microsite import __version__
from scripts.bench_modes.goals import FROM, START, TO, aligned_table, figure_rows, megabytes, seconds, verdicts
from scripts.bench_modes.programs import HUGO, MKDOCS, OURS, UNCHANGED

PAGE = """\
# How fast it is

`scripts/bench table --write` has measured this and written this page. Run it again on a machine that does nothing
else; it makes the environments that it needs by itself. It needs Linux or macOS, or WSL on Windows.
{left_out}
{machine}
## What is measured

Every figure is a whole process, from its start to its end, with every process that it starts. Python keeps what it
compiles, as it does on every machine that says nothing else. It is the median of several runs, in which the programs
take turns. Each builds the same chapters of about 7 kB. *Cold* is with the output and everything remembered removed;
*one edit* is a sentence more or less in the middle chapter.

- **microsite** does all that it always does, its checks and the sanitising included. It is started with the
  interpreter of its own environment.
- **hugo** has a bare theme, three templates of one line, and writes to disk. It draws every page each time.
- **mkdocs** has a bare theme, one template of one line, no plugins, and the extension for footnotes, since the
  chapters have some. It has no incremental build that can be published: for *no change* and *one edit* it is called
  with `--dirty`, which draws only the pages whose own chapter is newer than they are, so that what other pages say of
  it may be out of date. Without `--dirty` it draws every page each time.

Peak memory is the largest process's, or that of all the processes of one build together where that is more.

## Goals

{goals}
{verdict}

## Time

{time}
## Processor time

{processor}
## Peak memory

{memory}"""
STARTED = "\nPython alone, started to do nothing (`{start}`), takes {time}.\n"


def render_page(measured, machine, day, left_out=()):
    """Return the text of the page.

    Args:
        measured: the figures.
        machine: names and values that describe the machine and the versions.
        day: the date of the run.
        left_out: what the run was asked to leave out.
    """
    facts = [("Day", f"{day.day} {day:%B %Y}"), *machine, ("Runs", _runs(measured))]
    return PAGE.format(
        left_out=f"\nLeft out of this run: {', '.join(left_out)}.\n" if left_out else "",
        machine=aligned_table(["Measured", ""], [list(each) for each in facts]),
        goals=goals_table(measured),
        verdict=verdict_line(measured),
        time=_figures(measured, lambda cost: seconds(cost.wall_s)) + _start_line(measured),
        processor=_figures(measured, lambda cost: seconds(cost.cpu_s)),
        memory=_figures(measured, lambda cost: megabytes(cost.peak_mb)),
    )


def _runs(measured):
    """Say how many runs there were, by chapters."""
    runs = [f"{number} with {count:,} chapters" for count, number in measured.runs.items()]
    return ", ".join([*runs, f"1 with {TO:,} chapters"] if measured.growth else runs)


def goals_table(measured):
    """Return a table of the goals and what was reached."""
    rows = [
        [each.what, each.ours, each.beside, each.reached, each.at_most, "met" if each.met else "**missed**"]
        for each in verdicts(measured)
    ]
    return aligned_table(["Goal", OURS, "compared with", "reached", "at most", ""], rows)


def verdict_line(measured):
    """Say in one sentence how many goals are met and missed."""
    all_of_them = verdicts(measured)
    missed = sum(not each.met for each in all_of_them)
    return f"{len(all_of_them)} goals were measured: {len(all_of_them) - missed} met, {missed} missed."


def describe_machine(run):
    """Return names and values that describe the machine, and the versions of what runs on it.

    Args:
        run: the `Interpreters`.
    """
    mkdocs = "import importlib.metadata as m; print(m.version('mkdocs'))"
    hugo = re.search(r"v([\d.]+)", _output_of(run.hugo, "version"))
    return [
        ("Processor", _processor()),
        ("Cores", str(os.cpu_count())),
        ("Memory", megabytes(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e6)),
        ("System", f"{platform.system()} {platform.release()}"),
        ("Load average before the run", f"{os.getloadavg()[0]:.1f}"),
        ("Python", _output_of(run.build, "-c", "import platform; print(platform.python_version())")),
        (OURS, __version__),
        (HUGO, hugo[1] if hugo else "unknown"),
        (MKDOCS, _output_of(run.bench, "-c", mkdocs)),
    ]


def _figures(measured, shown):
    rows = figure_rows(measured, shown)
    if measured.growth:
        rows.append([f"{TO:,} chapters, cold", shown(measured.growth.large), "", ""])
        rows.append([f"{FROM:,} chapters, cold, before and after", shown(measured.growth.small), "", ""])
    return aligned_table(["Build", OURS, HUGO, MKDOCS], rows)


def _start_line(measured):
    found = [measured.costs[count, UNCHANGED, START].wall_s for count in measured.runs]
    return STARTED.format(start=START, time=seconds(statistics.median(found))) if found else ""


def _processor():
    try:
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine()


def _output_of(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
