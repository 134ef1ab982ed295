"""Finds where the author wrote the words that a rule about rendered pages reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Location, Problem

#: Codes of rules about words that may come from a fact or a chapter.
_OF_WORDS = frozenset({"PAGE-013", "PAGE-014"})
_QUOTED = lazy_pattern("“(.+?)…?”")


def located(problems: Iterable[Problem], files: Mapping[str, bytes]) -> list[Problem]:
    """Relocate problems with words on pages to the line the words come from, without duplicates; leave the others.

    Args:
        problems: what was found, on pages and elsewhere.
        files: the author's own files, by path.
    """
    found = list(problems)
    if not any(problem.code in _OF_WORDS for problem in found):
        return found
    texts = {file: content.decode("utf-8-sig", "replace") for file, content in files.items()}
    return list(dict.fromkeys(_located(problem, texts) if problem.code in _OF_WORDS else problem for problem in found))


def _located(problem: Problem, texts: Mapping[str, str]) -> Problem:
    quoted = _QUOTED.search(problem.message)
    words = quoted[1].split() if quoted else []
    if not words:
        return problem
    pattern = r"\s+".join(map(re.escape, words))
    place = first_place(rf"(?<!\w){pattern}(?!\w)", texts)
    return replace(problem, location=place) if place else problem


def first_place(pattern: str, texts: Mapping[str, str]) -> Location | None:
    """Find the first match of a pattern in the texts of some files; one that wraps is marked to the end of its line."""
    compiled = re.compile(pattern)
    for file, text in texts.items():
        written = compiled.search(text)
        if written:
            line = text.count("\n", 0, written.start()) + 1
            start = text.rfind("\n", 0, written.start()) + 1
            source = text[start:].split("\n", 1)[0].rstrip("\r")
            column = written.start() - start + 1
            length = min(len(written[0]), len(source) - column + 1)
            return Location(file=file, line=line, column=column, source=source, length=length)
    return None
