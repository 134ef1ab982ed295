"""Measure each format of the site with forty chapters, with empty caches: its size, and its time beyond reading it."""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SITE = ROOT / "tests/sites/forty-chapters"
#: Facts that the site lacks and some formats need.
FACTS = """
site_address: https://www.example.org/aldwyn/
ways_to_respond:
  - kind: post
    title: By post
    details: Postage is free.
    post: Freepost ALDWYN
"""
QUESTIONS = "".join(f"- text: What do you think of part {number}?\n" for number in range(1, 9))
#: How many seconds the PDF may take, beyond reading the site.
MOST_S = 3.0


def run(arguments):
    parser = argparse.ArgumentParser(prog="scripts/bench paper", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="of how many runs the median is taken")
    chosen = parser.parse_args(arguments)
    from microsite.command_packages import ensure_packages
    from microsite.paper.kinds import KINDS

    ensure_packages("paper", ["typst", "pikepdf"], "The measurement needs")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        shutil.copytree(SITE, site, ignore=shutil.ignore_patterns("output", ".microsite-cache"))
        config = site / "site_config.yaml"
        known = config.read_text(encoding="utf-8")
        more = "\n".join(
            fact for fact in re.split(r"\n(?=\w)", FACTS.strip()) if f"\n{fact.split(':')[0]}:" not in known
        )
        config.write_text(f"{known.rstrip()}\n{more}\n", encoding="utf-8")
        (site / "content/data").mkdir(exist_ok=True)
        (site / "content/data/questions.yaml").write_text(QUESTIONS, encoding="utf-8")
        bare = statistics.median(_seconds(site, "check")[0] for _ in range(chosen.runs))
        print(f"The site alone is read in {bare:.2f} s. Each format takes, beyond that:\n")
        print("format         seconds       size  pages")
        found = {}
        for kind in KINDS:
            times, size, pages = [], 0, None
            for _ in range(chosen.runs):
                seconds, files = _seconds(site, "paper", kind)
                times.append(seconds)
                size, pages = files
            found[kind] = statistics.median(times) - bare
            print(f"{kind:12}  {found[kind]:8.2f}  {size / 1000:6,.0f} kB  {pages or '':>5}")
    verdict = "met" if found["pdf"] <= MOST_S else "missed"
    print(f"\nTarget of at most {MOST_S:.0f} s for the PDF: {verdict}.")
    return int(verdict == "missed")


def _seconds(site, *command):
    """Return how long a command takes with empty caches, with the size and pages of the paper it makes, if any."""
    shutil.rmtree(site / ".microsite-cache", ignore_errors=True)
    output = site / "paper"
    shutil.rmtree(output, ignore_errors=True)
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *command, "--site", str(site), "--now", "2027-03-01T09:00"],
        check=False,
        capture_output=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    seconds = time.perf_counter() - started
    if done.returncode:
        sys.exit(done.stdout.decode() + done.stderr.decode())
    files = [each for each in output.iterdir() if each.name != ".microsite"] if output.is_dir() else []
    if not files:
        return seconds, (0, None)
    content = files[0].read_bytes()
    pages = None
    if content.startswith(b"%PDF"):
        from microsite.paper.typst_pdf import pages_of_pdf

        pages = pages_of_pdf(content)
    return seconds, (len(content), pages)
