"""Measure whole builds against hugo and mkdocs: with empty caches, with no change, and with one chapter edited.

Then 10,000 chapters with ours only, and the time from a save to the page that shows it, against hugo's server. The
goals are shown with the figures, and the exit code is 1 if one is missed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from scripts.bench_modes import live
from scripts.bench_modes.environments import bench_hugo, environment_python
from scripts.bench_modes.goals import FROM, START, TO, Growth, Measured, median_cost, seconds, verdicts
from scripts.bench_modes.performance_page import describe_machine, render_page
from scripts.bench_modes.programs import (
    COLD,
    EDITED,
    HUGO,
    MKDOCS,
    OURS,
    ROOT,
    STEPS,
    UNCHANGED,
    Interpreters,
    command_for,
    edit,
    make_cold,
    write_site_for,
)
from scripts.bench_modes.whole_process import cost_of

PROGRAMS = (OURS, HUGO, MKDOCS)
CHAPTERS = (12, 100, 1000)
PAGE = ROOT / "docs" / "performance.md"


def run(arguments):
    parser = argparse.ArgumentParser(prog="scripts/bench table", description=__doc__)
    parser.add_argument("--chapters", nargs="+", type=int, default=CHAPTERS, help="how many; else 12, 100 and 1,000")
    parser.add_argument("--runs", type=int, help="of how many runs the median is taken; else 9, 5 or 3, by chapters")
    parser.add_argument("--without-large", action="store_true", help=f"leave out the {TO:,} chapters")
    parser.add_argument("--without-live", action="store_true", help="leave out the time from a save to its page")
    parser.add_argument("--saves", type=int, default=20, help="of how many saves the median is taken")
    parser.add_argument("--write", action="store_true", help="write the page docs/performance.md as well")
    chosen = parser.parse_args(arguments)
    if not hasattr(os, "wait4"):
        print("This system does not tell what a process cost. On Windows, run it in WSL.", file=sys.stderr)
        return 2
    interpreters = Interpreters(environment_python("build"), environment_python("bench"), bench_hugo())
    # Before anything is measured, so that the load average is not caused by the measuring.
    machine = describe_machine(interpreters)
    measured = _measure(chosen, interpreters)
    page = render_page(measured, machine, date.today(), _left_out(chosen))
    print(page, end="")
    if chosen.write:
        PAGE.write_text(page, encoding="utf-8")
    return int(not all(each.met for each in verdicts(measured)))


def _measure(chosen, interpreters):
    measured = Measured()
    for count in chosen.chapters:
        runs = chosen.runs or (9 if count < 100 else 5 if count < 1000 else 3)
        _progress(f"Measuring {count:,} chapters, {runs} runs")
        measured.runs[count] = runs
        with tempfile.TemporaryDirectory() as folder:
            found = measure_builds(Path(folder), count, runs, interpreters)
        measured.costs |= found
        for (_, step, program), cost in found.items():
            _progress(f"  {step}, {program}: {seconds(cost.wall_s)}")
    if not chosen.without_large:
        _progress(f"Measuring {TO:,} chapters")
        with tempfile.TemporaryDirectory() as folder:
            measured.growth = measure_growth(Path(folder), interpreters)
        _progress(f"  cold, {OURS}: {seconds(measured.growth.large.wall_s)}")
    if not chosen.without_live:
        options = argparse.Namespace(saves=chosen.saves, pause=0.5, browser=False)
        for count in (count for count in chosen.chapters if count in live.MOST):
            _progress(f"Measuring {count:,} chapters, {chosen.saves} saves")
            measured.served[count], _ = live.save_times(count, interpreters.build, interpreters.hugo, options)
    return measured


def measure_builds(folder, count, runs, interpreters):
    """Return the medians of every program in every step, by chapters, step and program.

    The programs take turns, so that a busy machine slows all of them; a first run of each is not counted.
    """
    sites = _sites(folder, count, PROGRAMS)
    found = {}
    for number in range(runs + 1):
        for step in STEPS:
            for program, site in sites.items():
                if step == COLD:
                    make_cold(site)
                elif step == EDITED:
                    edit(site, number)
                found.setdefault((count, step, program), []).append(
                    cost_of(command_for(program, step, interpreters), site)
                )
        found.setdefault((count, UNCHANGED, START), []).append(cost_of([interpreters.build, "-c", "pass"], folder))
    return {key: median_cost(costs[1:]) for key, costs in found.items()}


def measure_growth(folder, interpreters):
    """Measure our own cold build of many chapters, between two cold builds of fewer."""
    small, large = (_sites(folder / str(count), count, [OURS])[OURS] for count in (FROM, TO))
    costs = []
    for site in (small, large, small):
        make_cold(site)
        costs.append(cost_of(command_for(OURS, COLD, interpreters), site))
    return Growth(median_cost([costs[0], costs[2]]), costs[1])


def _sites(folder, count, programs):
    # In a separate process: memory that this one holds would be counted towards whatever it starts.
    sample = folder / "sample"
    command = [sys.executable, "-m", "scripts.bench_modes.sample_site", str(sample), str(count)]
    subprocess.run(command, cwd=ROOT, check=True)
    sites = {program: folder / f"site-for-{program}" for program in programs}
    for program, site in sites.items():
        write_site_for(program, sample, site)
    return sites


def _left_out(chosen):
    left_out = [f"{count:,} chapters" for count in CHAPTERS if count not in chosen.chapters]
    left_out += [f"{TO:,} chapters"] * chosen.without_large
    return left_out + ["from a save to the page served"] * chosen.without_live


def _progress(what):
    """Print the progress of a long run, so that the figures of an interrupted one are not lost."""
    print(what, file=sys.stderr, flush=True)
