"""The time of the rules about the chapters' text as a ratio to the time of the build without them."""

import argparse
import statistics
import tempfile
import time
from datetime import datetime
from pathlib import Path

from microsite.checks.content import check_content
from microsite.cli import engine_templates
from microsite.load.site_files import load_site_files
from microsite.model.read_facts import read_facts
from microsite.pipeline import make_site
from microsite.render.pages import fixed_page_names
from microsite.write import write_output
from scripts.bench_modes.sample_site import write_sample_site

NOW = datetime(2027, 2, 1, 9)
#: More than this is too slow.
MOST = 0.6


def run(arguments):
    parser = argparse.ArgumentParser(prog="scripts/bench check", description=__doc__)
    parser.add_argument("chapters", nargs="?", type=int, default=200, help="how many; else 200")
    parser.add_argument("--runs", type=int, default=5, help="of how many runs the median is taken")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        write_sample_site(Path(folder) / "site", chosen.chapters)
        facts, _ = read_facts(load_site_files(Path(folder) / "site"), fixed_page_names())
        turns = [
            (_seconds(lambda: check_content(facts, "en-GB")), _seconds(lambda: _build(Path(folder))))
            for _ in range(chosen.runs + 1)
        ]
    rules, whole = (statistics.median(times) for times in zip(*turns[1:], strict=True))
    ratio = statistics.median(checked / (built - checked) for checked, built in turns[1:])
    print("chapters     rules  whole build  rules to the rest")
    print(f"{chosen.chapters:8,}  {rules:6.3f} s  {whole:9.3f} s  {ratio:17.2f}")
    print(f"Target of at most {MOST}: {'met' if ratio <= MOST else 'missed'}.")
    return int(ratio > MOST)


def _build(folder):
    build = make_site(folder / "site", engine_templates(), NOW)
    assert not build.has_errors, build.problems[:3]
    write_output(build.files, folder / "output")


def _seconds(work):
    """Seconds of the processor: what other programs do at the same time is not counted."""
    started_s = time.process_time()
    work()
    return time.process_time() - started_s
