"""Remember what the preview has reported in the terminal, so that each save reports only what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from microsite.problems import Problem
from microsite.report import counts_text

_Words = tuple[int, str, str, str, str]


class ReportedProblems:
    """Remembers problems by their words: one that has only moved to another line is not new."""

    def __init__(self) -> None:
        """Begin with nothing reported."""
        self._reported: Counter[_Words] = Counter()
        #: Problems found on pages that are rendered later; the first report after the next save lacks them.
        self._found_later: Counter[_Words] = Counter()

    def new(self, problems: Sequence[Problem], *, is_complete: bool) -> list[Problem]:
        """Return the problems that have not been reported, and remember them.

        Args:
            problems: all problems that there are now.
            is_complete: whether every page has been checked.
        """
        left = self._reported.copy()
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
            self._reported = now
        else:
            self._reported = now | self._found_later
        return found


def new_counts_text(problems: Sequence[Problem], new: Sequence[Problem]) -> str:
    """Say how many problems there are and how many of them are new."""
    counts = counts_text(problems)
    if not counts or len(new) == len(problems):
        return counts or "No problem was found"
    return f"{counts}, {len(new) or 'none'} of them new"


def _words(problem: Problem) -> _Words:
    place = problem.location
    return (problem.severity, problem.code, problem.message, place.file, place.source)
