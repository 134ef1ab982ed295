"""Measure how the time of reading a file grows with its size, for inputs known to slow converters down."""

import argparse
import gc
import math
import time
from concurrent.futures import ProcessPoolExecutor

from microsite.html.chapter import convert_chapter, finish_chapter
from microsite.html.context import Context
from microsite.load.chapters import LONGEST_CHAPTER, parse_chapter
from microsite.load.source_text import SourceText
from microsite.model.links import Destinations
from microsite.model.parse_facts import parse_consultation
from microsite.pipeline import gc_paused
from scripts.bench_modes.torture_families import CONFIGURATION, FAMILIES, family

#: Time may grow with this power of the size; 2 would be four times the time for twice the size.
MOST = 1.2
#: Sizes in characters: doubled from the first to the last, and further while the time is too short to judge.
FIRST, LAST = 16_000, 256_000
#: Seconds: shorter times say nothing, and a longer one says enough.
SHORT_S, LONG_S = 0.05, 4.0
#: How often to measure a family that looks bad before believing it.
REPEATS = 3
DESTINATIONS = Destinations(
    chapters={"01-why.md": "why.html", "02-paths.md": "paths.html"},
    drafts=(),
    unread=(),
    media={"media/a.pdf": 160_000, "media/a.png": 9_000},
    pages=("index.html", "have-your-say.html"),
)
SHORTCUTS = ("survey", "opens", "closes", "priority/1")


def run(arguments):
    parser = argparse.ArgumentParser(prog="scripts/bench torture", description=__doc__)
    parser.add_argument("families", nargs="*", help="parts of the names of families; else all of them")
    parser.add_argument("--processes", type=int, default=2, help="how many families are measured at a time")
    chosen = parser.parse_args(arguments)
    names = [name for name in FAMILIES if not chosen.families or any(part in name for part in chosen.families)]
    if not names:
        parser.error("no family has such a name")
    with ProcessPoolExecutor(chosen.processes) as pool:
        print("exponent    size     time  family")
        exponents = {}
        for name, exponent, size, seconds in pool.map(measure, names):
            exponents[name] = exponent
            print(f"{exponent:8.2f}  {size / 1000:4.0f} kB  {seconds:5.2f} s  {name}", flush=True)
    highest = max(exponents, key=lambda name: exponents[name])
    bad = [name for name, exponent in exponents.items() if exponent > MOST]
    print(f"{len(names)} families. The highest exponent is {exponents[highest]:.2f}, for “{highest}”.")
    print(f"Target of at most {MOST}: {'missed by ' + ', '.join(bad) if bad else 'met'}.")
    return int(bool(bad))


def measure(name):
    """Return a family's name, its exponent, the largest size read, and the time for that."""
    read("a")
    best = (name, math.inf, 0, 0.0)
    for _ in range(REPEATS):
        best = min(best, (name, *_growth(name)), key=lambda each: each[1])
        if best[1] <= MOST - 0.05:
            break
    return best


def read(text):
    """Read a chapter, or a configuration, as the build does."""
    if text.startswith(CONFIGURATION):
        parse_consultation(text.encode(), {})
        return
    source, _ = parse_chapter(SourceText("content/01-why.md", text))
    context = Context(table_label="Table", slug="why", resolve=DESTINATIONS.resolve)
    finish_chapter(convert_chapter(source), source, context, SHORTCUTS)


def _growth(name):
    times = []
    size = FIRST
    while size <= LONGEST_CHAPTER:
        text = family(name, size)
        times.append(_seconds(text) if times and times[-1] > 1 else min(_seconds(text), _seconds(text)))
        if times[-1] > LONG_S or (size >= LAST and times[-1] >= SHORT_S):
            break
        size *= 2
    return _exponent(times), min(size, LONGEST_CHAPTER), times[-1]


def _exponent(times):
    """Return the exponent of growth over the last two doublings; 0 if the times are too short to judge."""
    judged = [each for each in times[-3:] if each >= SHORT_S / 4]
    if times[-1] < SHORT_S or len(judged) < 2:
        return 0.0 if times[-1] < LONG_S else math.inf
    return math.log2(judged[-1] / judged[0]) / (len(judged) - 1)


def _seconds(text):
    gc.collect()
    with gc_paused():  # As a build does.
        started_s = time.process_time()
        read(text)
        return time.process_time() - started_s
