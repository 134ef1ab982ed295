"""Run the rules about a chapter's text over any folder of Markdown: `scripts/findings FOLDER [--sample N] [--seed S]`.

Each file is read as a chapter. Every single finding counts, including those that a report joins in one line; a sample
has at most one finding of a rule in each file, so that no file is judged twice.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.rules import RULES
from microsite.html.chapter import convert_chapter
from microsite.load.chapters import ChapterSource, parse_chapter
from microsite.load.source_text import parse_source
from microsite.problem_codes import CODES
from microsite.problems import Problem

#: How many lines to show on either side of a finding.
AROUND = 2
LONGEST_LINE = 240


def findings(file: Path, language: str) -> tuple[int, list[Problem]]:
    """Return the number of words in a file and everything that the rules find in it."""
    source, _ = parse_source(str(file), file.read_bytes())
    if source is None:
        return 0, []
    chapter, _ = parse_chapter(source)
    reading = Reading(chapter, title(chapter))
    known = Known(language=language)
    left = [problem for problem in convert_chapter(chapter).problems if problem.code == "TEXT-017"]
    found = [reading.problem(finding) for rule in RULES for finding in rule(reading, known)]
    return len(reading.text.split()), left + found


def title(chapter: ChapterSource) -> str:
    """Return the title in a chapter's front matter; empty if there is none."""
    entries = chapter.front.entries if chapter.front else []
    return next((value.text for key, value in entries if key.text == "title"), "")


def samples(found: Iterable[Problem], size: int, seed: int) -> Iterator[tuple[str, list[Problem]]]:
    """Yield a sample of each rule's findings: the same for the same seed, at most one from each file."""
    by_rule: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in found:
        by_rule[problem.code].append(problem)
    for code in sorted(by_rule, key=list(CODES).index):
        shuffled = random.Random(f"{seed} {code}").sample(by_rule[code], len(by_rule[code]))
        one_a_file = {problem.location.file: problem for problem in reversed(shuffled) if problem.location}
        yield code, list(reversed(one_a_file.values()))[:size]


def shown(problem: Problem) -> str:
    """Return a finding with the lines around it."""
    place = problem.location
    if place is None:
        return problem.message
    lines = Path(place.file).read_text(encoding="utf-8-sig").split("\n")
    first, last = max(0, place.line - 1 - AROUND), place.line + AROUND
    around = [
        f"{'>' if number == place.line else ' '}{number:5} | {_cut(line, place.column if number == place.line else 1)}"
        for number, line in enumerate(lines[first:last], first + 1)
    ]
    beside = [f"  {what}: line {other.line}" for what, other in problem.related]
    return "\n".join((f"{place.file}:{place.line}:{place.column}", problem.message, *beside, *around, ""))


def _cut(line: str, column: int) -> str:
    """Return the part of a long line around a column."""
    start = max(0, min(column - LONGEST_LINE // 3, len(line) - LONGEST_LINE))
    return (
        f"{'…' if start else ''}{line[start : start + LONGEST_LINE]}{'…' if start + LONGEST_LINE < len(line) else ''}"
    )


def main() -> None:
    """Count the findings by rule, and show a sample of each rule's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en", help="the language of the text, as cy or en-GB (en)")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="show N findings of each rule")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another sample (1)")
    parser.add_argument("--rule", action="append", metavar="CODE", help="show findings of these rules only")
    chosen = parser.parse_args()
    files = sorted(path for path in chosen.folder.rglob("*") if path.suffix.lower() in (".md", ".markdown"))
    words = 0
    found: list[Problem] = []
    with ProcessPoolExecutor() as pool:
        for count, problems in pool.map(partial(findings, language=chosen.language), files, chunksize=20):
            words += count
            found += problems
    print(f"{len(files)} files, {words:,} words\n")
    counts = Counter(problem.code for problem in found)
    inside = Counter(code for code, _ in {(each.code, each.location.file) for each in found if each.location})
    print(f"{'rule':<42}{'findings':>9}{'files':>8}")
    for code in sorted(counts, key=list(CODES).index):
        print(f"{code:<10}{CODES[code]:<32}{counts[code]:>9,}{inside[code]:>8,}")
    for code, problems in samples(found, chosen.sample, chosen.seed) if chosen.sample else ():
        if not chosen.rule or code in chosen.rule:
            print(f"\n## {code} {CODES[code]}\n")
            print("\n".join(map(shown, problems)))


if __name__ == "__main__":
    main()
