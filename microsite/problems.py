"""What can be wrong with a site, said so that its author can put it right.

A mistake of the author's is a `Problem`, a value that is collected with all the others. Exceptions are
kept for what cannot go on at all:

    MicrositeError              anything raised on purpose
      SiteUnreadable            there is no site to read; carries the problems that say why
      OutputRefused             the output folder must not be replaced; carries the problem
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Self, TypedDict, Unpack

from msgspec import Struct
from msgspec.structs import replace

#: Of one code in one file, so many problems are told.
MOST_ALIKE = 200


class Severity(IntEnum):
    """How much a problem matters; the higher, the worse."""

    REPAIR = 0
    TO_SUPPLY = 1
    HINT = 2
    WARNING = 3
    ERROR = 4

    @property
    def word(self) -> str:
        """The word a report shows: `error`, `warning`, `hint`, `to be supplied` or `repair`."""
        return "to be supplied" if self is Severity.TO_SUPPLY else self.name.lower()


class Location(Struct, frozen=True, kw_only=True):
    """A place in a file of the site; lines and columns count from 1, and 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0
    #: The text of the line, without its line end.
    source: str = ""
    #: How many characters the marker underlines.
    length: int = 1

    def __str__(self) -> str:
        """`file`, `file:line` or `file:line:column`, as far as they are known."""
        parts = [self.file, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(parts)


class Further(TypedDict, total=False):
    """What may be known of a problem besides its code, message and place."""

    path: str
    criterion: str
    related: tuple[tuple[str, Location], ...]


class Problem(Struct, frozen=True, kw_only=True):
    """One thing that is wrong, where it is, and what to do about it."""

    code: str
    severity: Severity
    message: str
    location: Location
    #: What to do about it.
    advice: str = ""
    #: The keys and item numbers that lead to the value, as `partners[2].name`.
    path: str = ""
    #: The success criterion of WCAG 2.2 that it touches, as `1.1.1`.
    criterion: str = ""
    #: Other places that belong to the same problem, each with a word on why.
    related: tuple[tuple[str, Location], ...] = ()

    @classmethod
    def of(
        cls,
        severity: Severity,
        code: str,
        message: str,
        location: Location,
        advice: str = "",
        *,
        path: str = "",
        criterion: str = "",
        related: tuple[tuple[str, Location], ...] = (),
    ) -> Self:
        """Make a problem whose severity depends on what was found."""
        return cls(
            code=code,
            severity=severity,
            message=message,
            location=location,
            advice=advice,
            path=path,
            criterion=criterion,
            related=related,
        )

    @classmethod
    def error(cls, code: str, message: str, location: Location, advice: str = "", **further: Unpack[Further]) -> Self:
        """Make a problem that stops the build."""
        return cls.of(Severity.ERROR, code, message, location, advice, **further)

    @classmethod
    def warning(cls, code: str, message: str, location: Location, advice: str = "", **further: Unpack[Further]) -> Self:
        """Make a problem that lets the build go on, and fails a strict one."""
        return cls.of(Severity.WARNING, code, message, location, advice, **further)

    @classmethod
    def hint(cls, code: str, message: str, location: Location, advice: str = "", **further: Unpack[Further]) -> Self:
        """Make a suggestion."""
        return cls.of(Severity.HINT, code, message, location, advice, **further)

    @classmethod
    def to_supply(cls, path: str, location: Location, message: str = "") -> Self:
        """Name a fact that is still to be supplied, by its path; in words of its own where the path has none."""
        return cls.of(Severity.TO_SUPPLY, "FACT-001", message or f"{path} is to be supplied.", location, path=path)

    @classmethod
    def repair(cls, message: str, location: Location, **further: Unpack[Further]) -> Self:
        """Say what the pages show in another way than it was written, because what was meant is certain."""
        return cls.of(Severity.REPAIR, "TEXT-016", message, location, **further)

    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        """Order by place, then the worst first."""
        place = self.location
        return (place.file, place.line, place.column, -self.severity, self.code, self.message)


class MicrositeError(Exception):
    """Anything this program raises on purpose."""


class SiteUnreadable(MicrositeError):
    """There is no site to work on."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems that say why."""
        self.problems = sorted_problems(problems)
        super().__init__(self.problems[0].message if self.problems else "the site cannot be read")


class OutputRefused(MicrositeError):
    """The folder given for the output has something in it that is not ours to replace."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem that says why."""
        self.problem = problem
        super().__init__(problem.message)


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Put problems in the order of their places, each of them once."""
    return tuple(sorted(dict.fromkeys(problems), key=Problem.sort_key))


def worst_first(problems: Iterable[Problem]) -> list[Problem]:
    """Put problems in the order in which people mend them: errors, then warnings, then hints, each by their places."""
    return sorted(problems, key=lambda problem: (-problem.severity, *problem.sort_key()))


def capped(problems: Iterable[Problem], *, least: Severity = Severity.HINT) -> tuple[Problem, ...]:
    """Keep so many problems of one code and file as anybody reads; the last that is kept tells how many there are more.

    Args:
        problems: those of one file or of several, in the order in which they are to be kept.
        least: of what matters less, all stay: repairs and facts to be supplied are counted elsewhere.
    """
    kept: list[Problem] = []
    last: dict[tuple[str, str], int] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        key = (problem.location.file, problem.code)
        counts[key] += 1
        if counts[key] <= MOST_ALIKE or problem.severity < least:
            last[key] = len(kept)
            kept.append(problem)
    for key, count in counts.items():
        if count > MOST_ALIKE and kept[last[key]].severity >= least:
            at = last[key]
            more = f"{kept[at].message} There are {count - MOST_ALIKE:,} more of this kind in the file."
            kept[at] = replace(kept[at], message=more)
    return tuple(kept)


def without_silenced(
    problems: Iterable[Problem], codes: Collection[str], in_files: Mapping[str, Collection[str]] | None = None
) -> tuple[Problem, ...]:
    """Leave out warnings and hints whose code the author has silenced; errors always stay.

    Args:
        problems: all problems.
        codes: the codes that are silenced everywhere, in capitals.
        in_files: those that are silenced in one file, by its path.
    """
    here = in_files or {}
    return tuple(
        problem
        for problem in problems
        if problem.severity in (Severity.ERROR, Severity.TO_SUPPLY)
        or (problem.code not in codes and problem.code not in here.get(problem.location.file, ()))
    )


def nearest(word: str, allowed: Iterable[str], *, alike: float = 0.6) -> str:
    """Give the allowed word most like this one, or an empty string when none is so much alike."""
    from difflib import get_close_matches  # Takes longer to import than most runs have words to compare.

    by_folded = {choice.casefold(): choice for choice in allowed}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=alike)
    return by_folded[found[0]] if found else ""


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """Write the sentence that offers the nearest word, or nothing."""
    near = nearest(word, allowed)
    return f"Did you mean “{near}”?" if near else ""


def sentences(*parts: str) -> str:
    """Join the sentences that are not empty."""
    return " ".join(part for part in parts if part)


def listed(words: Sequence[str], *, joined: str = "and") -> str:
    """Write words one after the other, with “and” or another word before the last."""
    *others, last = words
    return f"{', '.join(others)} {joined} {last}" if others else last


def why_not_written(error: OSError) -> str:
    """Say why the system did not let us write, as the end of a sentence."""
    return "you are not allowed to write there" if isinstance(error, PermissionError) else error.strerror or str(error)


def listed_up_to(words: Sequence[str], most: int = 12) -> str:
    """Write words like `listed`, the first of them where they are many."""
    return listed(words if len(words) <= most else [*words[:most], f"{len(words) - most} more"])


def lines_listed(lines: Sequence[int], most: int | None = None) -> str:
    """Name lines, the first of them where they are many: `line 3`, `lines 3, 5 and 7`, `lines 3, 5 and 20 more`."""
    words = [str(line) for line in lines[:most]]
    if len(lines) > len(words):
        words.append(f"{len(lines) - len(words)} more")
    return f"line{'s' if len(lines) > 1 else ''} {listed(words)}"


def short(text: str) -> str:
    """Cut a text that is too long for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}…"
