"""Report problems: as text that a person reads in a terminal, or as JSON for another program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from microsite import typed_program
from microsite.lazy_patterns import lazy_pattern
from microsite.problem_codes import CODES
from microsite.problems import Location, Problem, Severity, lines_listed, worst_first

#: Characters that have no width or change the direction of text: with them, a line could look like another one.
_UNSEEN = lazy_pattern("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
#: A longer line is cut around the place of the problem.
WIDEST_LINE = 100
#: Up to this many problems of one code in one file are each reported in full; of more, only the first.
FEW = 3
#: A group of problems lists at most this many lines with the same words, and this many different words.
MOST_LINES, MOST_MESSAGES = 12, 20


def report_text(problems: Sequence[Problem]) -> str:
    """Return problems one below the other, errors first, each with its place, its line and a marker.

    If several files have problems, those of one file and severity are together below its name and their number. If one
    file has many problems of one code, the first is reported in full, and the others by their places and by what is
    different about them.
    """
    together: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in worst_first(problems):
        together.setdefault((problem.severity, problem.location.file), []).append(problem)
    several_files = len({file for _, file in together}) > 1
    parts: list[str] = []
    for (_, file), own in together.items():
        if several_files:
            parts.append(f"=== {file}: {counts_text(own)}")
        parts += [_group_text(alike) for alike in _grouped(own)]
    return "\n\n".join(parts)


def facts_text(problems: Sequence[Problem]) -> str:
    """List the facts that are to be supplied, one per line."""
    facts = [problem for problem in problems if problem.severity is Severity.TO_SUPPLY]
    width = max((len(str(fact.location)) for fact in facts), default=0)
    return "\n".join(f"  {fact.location!s:<{width}}  {fact.path}" for fact in facts)


def silenced_text(problems: Sequence[Problem]) -> str:
    """Say how many problems of each code are silenced, as `LINK-009 (2), LANG-006 (1)`; empty if there are none."""
    return ", ".join(f"{code} ({number})" for code, number in sorted(codes_of(problems).items()))


def codes_of(problems: Sequence[Problem]) -> Counter[str]:
    """Count the problems of each code."""
    return Counter(problem.code for problem in problems)


def counts_text(problems: Sequence[Problem]) -> str:
    """Say how many problems of each severity there are, as `2 errors, 1 warning`; empty if there are none."""
    counts = Counter(problem.severity for problem in problems)
    words = [
        f"{counts[severity]} {severity.word}{'s' if counts[severity] != 1 else ''}"
        for severity in (Severity.ERROR, Severity.WARNING, Severity.HINT)
        if counts[severity]
    ]
    if counts[Severity.TO_SUPPLY]:
        number = counts[Severity.TO_SUPPLY]
        words.append(f"{number} fact{'s' if number != 1 else ''} to be supplied")
    return ", ".join(words)


def report_json(problems: Sequence[Problem], **further: object) -> str:
    """Return problems as one JSON object; its keys do not change between versions."""
    return json.dumps({**further, "problems": [_as_json(problem) for problem in problems]}, ensure_ascii=True, indent=2)


def _grouped(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Group the problems of one file: many with the same code and severity go together, at the place of the first."""
    alike: dict[tuple[str, Severity], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.code, problem.severity), []).append(problem)
    groups: list[list[Problem]] = []
    for problem in problems:
        group = alike[problem.code, problem.severity]
        if len(group) <= FEW:
            groups.append([problem])
        elif problem is group[0]:
            groups.append(group)
    return groups


def _group_text(alike: Sequence[Problem]) -> str:
    """Report the first problem in full, and below it the lines of the others, with their words if these differ."""
    first, *others = alike
    if not others:
        return _paragraph(first)
    lines = [_paragraph(first), f"  {len(others)} more in this file:"]
    by_words: dict[tuple[str, str], list[int]] = {}
    for other in others:
        by_words.setdefault((other.message, other.advice), []).append(other.location.line)
    for (message, advice), places in list(by_words.items())[:MOST_MESSAGES]:
        own = "" if message == first.message else f": {message}"
        lines.append(f"  - {_lines(places)}{own}")
        if advice and advice != first.advice:
            lines.append(f"    → {advice}")
    rest = [place for _, places in list(by_words.items())[MOST_MESSAGES:] for place in places]
    if rest:
        lines.append(f"  - {_lines(rest)}: {typed_program()} check --json has their words")
    return "\n".join(lines)


def _lines(numbers: Sequence[int]) -> str:
    """List lines, only the first of them if there are many, as `lines 3, 5 and 7`."""
    own = list(dict.fromkeys(number for number in numbers if number))
    return lines_listed(own, MOST_LINES) if own else "once" if len(numbers) == 1 else f"{len(numbers)} times"


def _paragraph(problem: Problem) -> str:
    code = f"{problem.code} {CODES[problem.code]}"
    lines = [f"{problem.location}: {problem.severity.word} {code}", f"  {problem.message}"]
    lines += _excerpt(problem.location)
    for why, place in problem.related:
        lines.append(f"  {why}: {place}")
        lines += _excerpt(place)
    if problem.advice:
        criterion = f" (WCAG {problem.criterion})" if problem.criterion else ""
        lines.append(f"  → {problem.advice}{criterion}")
    return "\n".join(lines)


def _excerpt(place: Location) -> list[str]:
    if not place.line or not place.source.strip():
        return []
    source, column = _UNSEEN.sub("�", place.source.replace("\t", " ")), place.column
    if len(source) > WIDEST_LINE:
        start = max(0, min(column - WIDEST_LINE // 2, len(source) - WIDEST_LINE))
        source = f"{'…' if start else ''}{source[start : start + WIDEST_LINE]}"
        column = column - start + (1 if start else 0)
    length = max(1, min(place.length, len(source) - column + 1))
    gutter = f"{place.line:>5} | "
    return [f"{gutter}{source}", f"{' ' * (len(gutter) - 2)}| {' ' * (column - 1)}{'^' * length}"]


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "name": CODES[problem.code],
        "severity": problem.severity.name.lower(),
        "message": problem.message,
        "hint": problem.advice,
        "criterion": problem.criterion,
        "path": problem.path,
        **_place_as_json(problem.location),
        "related": [{"why": why, **_place_as_json(place)} for why, place in problem.related],
    }


def _place_as_json(place: Location) -> dict[str, object]:
    return {"file": place.file, "line": place.line, "column": place.column, "source": place.source}
