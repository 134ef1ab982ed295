"""Measure the whole build's time as a ratio to what Python-Markdown alone needs for the same chapters."""

import argparse
import cProfile
import pstats
import statistics
import tempfile
import time
from datetime import datetime
from pathlib import Path

from microsite.cli import engine_templates
from microsite.pipeline import make_site
from microsite.write import write_output
from scripts.bench_modes.sample_site import write_sample_site
from scripts.bench_modes.text_share import MOST as MOST_SHARE
from scripts.bench_modes.text_share import measured_share, stock_converter

NOW = datetime(2027, 2, 1, 9)
#: A higher ratio is too slow, from this number of chapters on.
MOST, COUNTED_FROM = 2.0, 100


def run(arguments):
    parser = argparse.ArgumentParser(prog="scripts/bench speed", description=__doc__)
    parser.add_argument("chapters", nargs="*", type=int, default=[12, 100, 1000], help="how many; else 12, 100, 1,000")
    parser.add_argument("--runs", type=int, help="of how many runs the median is taken")
    parser.add_argument("--profile", action="store_true", help="print where one build's time goes instead")
    chosen = parser.parse_args(arguments)
    if chosen.profile:
        return _profile(chosen.chapters[-1])
    print("chapters     size  Markdown alone  whole build  ratio")
    ratios = [
        _measure(count, chosen.runs or (9 if count < 100 else 5 if count < 1000 else 3)) for count in chosen.chapters
    ]
    counted = [(count, ratio) for count, ratio in zip(chosen.chapters, ratios, strict=True) if count >= COUNTED_FROM]
    slow = [f"{count:,}" for count, ratio in counted if ratio > MOST]
    verdict = "not measured" if not counted else f"missed with {', '.join(slow)}" if slow else "met"
    print(f"Target of at most {MOST} from {COUNTED_FROM} chapters on: {verdict}.")
    with tempfile.TemporaryDirectory() as folder:
        write_sample_site(Path(folder), 12)
        share = measured_share(Path(folder) / "content", chosen.runs or 9)
    print(f"Preparing and finishing the text: {share:.2f} of Python-Markdown's own time. ", end="")
    print(f"Target of at most {MOST_SHARE}: {'met' if share <= MOST_SHARE else 'missed'}.")
    return int(bool(slow) or share > MOST_SHARE)


def _measure(count, runs):
    """Take both times in turn, and compare those of the same turn, so that a busy machine slows both."""
    with tempfile.TemporaryDirectory() as folder:
        bodies = write_sample_site(Path(folder) / "site", count)
        makers = stock_converter()
        turns = [
            (_seconds(lambda: _convert(makers, bodies)), _seconds(lambda: _build(Path(folder))))
            for _ in range(runs + 1)
        ]
    alone, whole = (statistics.median(times) for times in zip(*turns[1:], strict=True))
    ratio = statistics.median(whole / alone for alone, whole in turns[1:])
    size = sum(len(body.encode()) for body in bodies) / count
    print(f"{count:8,}  {size / 1000:4.1f} kB  {alone:12.3f} s  {whole:9.3f} s  {ratio:5.2f}", flush=True)
    return ratio


def _convert(makers, bodies):
    for body in bodies:
        makers.reset().convert(body)


def _build(folder):
    build = make_site(folder / "site", engine_templates(), NOW)
    assert not build.has_errors, build.problems[:3]
    write_output(build.files, folder / "output")


def _seconds(work):
    """Return the processor time in seconds, so that other programs are not counted."""
    started_s = time.process_time()
    work()
    return time.process_time() - started_s


def _profile(count):
    with tempfile.TemporaryDirectory() as folder:
        bodies = write_sample_site(Path(folder) / "site", count)
        _convert(stock_converter(), bodies[:3])
        with cProfile.Profile() as profile:
            _build(Path(folder))
    pstats.Stats(profile).sort_stats("tottime").print_stats(35)
    pstats.Stats(profile).sort_stats("cumtime").print_stats("microsite", 45)
    return 0
