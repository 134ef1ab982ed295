"""Measure the time of `build.py check` as a ratio to the first build of the same site."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.bench_modes.sample_site import write_sample_site

ROOT = Path(__file__).resolve().parent.parent.parent
#: A higher ratio is too slow, from this number of pages on.
MOST, COUNTED_FROM = 0.6, 200


def run(arguments):
    parser = argparse.ArgumentParser(prog="scripts/bench check", description=__doc__)
    parser.add_argument("pages", nargs="?", type=int, default=COUNTED_FROM, help="how many chapters; else 200")
    parser.add_argument("--runs", type=int, default=5, help="of how many runs the median is taken")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        write_sample_site(site, chosen.pages)
        turns = [_turn(site) for _ in range(chosen.runs)]
    build, check, anew = (statistics.median(times) for times in zip(*turns, strict=True))
    ratio = statistics.median(check / build for build, check, _ in turns)
    print("pages  first build    check  ratio  check of a site never built  ratio")
    print(f"{chosen.pages:5,}  {build:9.3f} s  {check:5.3f} s  {ratio:5.2f}  {anew:25.3f} s  {anew / build:5.2f}")
    verdict = "not measured" if chosen.pages < COUNTED_FROM else "met" if ratio <= MOST else "missed"
    print(f"Target of at most {MOST} from {COUNTED_FROM} pages on, of a site that was built before: {verdict}.")
    return int(verdict == "missed")


def _turn(site):
    """Check the site with empty caches, build it and check it again: return build, second check, first check."""
    for made in ("output", ".microsite-cache"):
        shutil.rmtree(site / made, ignore_errors=True)
    anew = _seconds(site, "check")
    return _seconds(site, "build"), _seconds(site, "check"), anew


def _seconds(site, command):
    """Return a command's processor time in seconds, including its start-up; other programs are not counted."""
    before = os.times()
    subprocess.run(
        [sys.executable, str(ROOT / "build.py"), command, "--site", str(site), "--now", "2027-02-01T09:00"],
        check=True,
        capture_output=True,
    )
    after = os.times()
    return (after.children_user - before.children_user) + (after.children_system - before.children_system)
