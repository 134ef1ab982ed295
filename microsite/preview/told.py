"""What the terminal of the preview has been told, so that a save says only what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from microsite.problems import Problem
from microsite.report import counts_text

_Words = tuple[int, str, str, str, str]


class Told:
    """Remembers problems by their words: one that only moved to another line has been told."""

    def __init__(self) -> None:
        """Begin with nothing told."""
        self._told: Counter[_Words] = Counter()
        #: What was found on pages that are drawn later; the next save does not know of it at first.
        self._found_later: Counter[_Words] = Counter()

    def new(self, problems: Sequence[Problem], *, is_complete: bool) -> list[Problem]:
        """Give the problems that have not been told, and remember them.

        Args:
            problems: all that there are now.
            is_complete: whether every page has been looked at.
        """
        left = self._told.copy()
        found: list[Problem] = []
        for problem in problems:
            words = _words(problem)
            if left[words]:
                left[words] -= 1
            else:
                found.append(problem)
        now = Counter(_words(problem) for problem in problems)
        if is_complete:
            self._found_later = self._found_later & now | Counter(_words(problem) for problem in found)
            self._told = now
        else:
            self._told = now | self._found_later
        return found


def told_text(problems: Sequence[Problem], new: Sequence[Problem]) -> str:
    """Say how many problems there are and how many of them are new."""
    counts = counts_text(problems)
    if not counts or len(new) == len(problems):
        return counts or "No problem was found"
    return f"{counts}, {len(new) or 'none'} of them new"


def _words(problem: Problem) -> _Words:
    place = problem.location
    return (problem.severity, problem.code, problem.message, place.file, place.source)
