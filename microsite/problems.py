"""What can be wrong with a site, described so that its author can put it right.

An author's mistake is a `Problem`, a value that is collected with all the others. Exceptions are only for when nothing
can go on:

    MicrositeError              anything raised on purpose
      SiteUnreadable            there is no site to read; carries the problems that say why
      OutputRefused             the output may not or cannot be written; carries the problem
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Self, TypedDict, Unpack

from msgspec import Struct
from msgspec.structs import replace

#: The most problems of one code in one file that are reported.
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
        """The word that a report shows: `error`, `warning`, `hint`, `to be supplied` or `repair`."""
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
        """Return `file`, `file:line` or `file:line:column`, as far as these are known."""
        parts = [self.file, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(parts)


class OptionalFields(TypedDict, total=False):
    """Optional fields of a problem, apart from its code, message, place and advice."""

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
    #: The success criterion of WCAG 2.2 that it concerns, as `1.1.1`.
    criterion: str = ""
    #: Other places that belong to the same problem, each with a few words on why.
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
    def error(
        cls, code: str, message: str, location: Location, advice: str = "", **optional: Unpack[OptionalFields]
    ) -> Self:
        """Make a problem that stops the build."""
        return cls.of(Severity.ERROR, code, message, location, advice, **optional)

    @classmethod
    def warning(
        cls, code: str, message: str, location: Location, advice: str = "", **optional: Unpack[OptionalFields]
    ) -> Self:
        """Make a problem that lets the build go on, unless it is strict."""
        return cls.of(Severity.WARNING, code, message, location, advice, **optional)

    @classmethod
    def hint(
        cls, code: str, message: str, location: Location, advice: str = "", **optional: Unpack[OptionalFields]
    ) -> Self:
        """Make a suggestion."""
        return cls.of(Severity.HINT, code, message, location, advice, **optional)

    @classmethod
    def to_supply(cls, path: str, location: Location, message: str = "") -> Self:
        """Make a problem for a fact that is still `to be supplied`; without a message of its own, name the path."""
        return cls.of(Severity.TO_SUPPLY, "FACT-001", message or f"{path} is to be supplied.", location, path=path)

    @classmethod
    def repair(cls, message: str, location: Location, **optional: Unpack[OptionalFields]) -> Self:
        """Make a note that the pages show something differently from the source, because the meaning is certain."""
        return cls.of(Severity.REPAIR, "TEXT-016", message, location, **optional)

    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        """Return the sort key: by place, then the worst first."""
        place = self.location
        return (place.file, place.line, place.column, -self.severity, self.code, self.message)


class MicrositeError(Exception):
    """Anything that this program raises on purpose."""


class SiteUnreadable(MicrositeError):
    """There is no site to work on."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems that say why."""
        self.problems = sorted_problems(problems)
        super().__init__(self.problems[0].message if self.problems else "the site cannot be read")


class OutputRefused(MicrositeError):
    """The output may not be written, as in a folder with other people's files, or the system does not allow it."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem that says why."""
        self.problem = problem
        super().__init__(problem.message)


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by place, without duplicates."""
    return tuple(sorted(dict.fromkeys(problems), key=Problem.sort_key))


def worst_first(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems in the order in which people fix them: errors, then warnings, then hints, each by place."""
    return sorted(problems, key=lambda problem: (-problem.severity, *problem.sort_key()))


def capped(problems: Iterable[Problem], *, least: Severity = Severity.HINT) -> tuple[Problem, ...]:
    """Keep at most `MOST_ALIKE` problems of one code in one file; the last one kept says how many more there are.

    Args:
        problems: those of one file or of several, in the order in which to keep them.
        least: problems of a lower severity are all kept: repairs and facts to be supplied are counted elsewhere.
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
    """Leave out problems whose code the author has silenced; errors and facts to be supplied always stay.

    Args:
        problems: all problems.
        codes: the codes that are silenced everywhere, in capitals.
        in_files: those that are silenced in single files, by path.
    """
    here = in_files or {}
    return tuple(
        problem
        for problem in problems
        if problem.severity in (Severity.ERROR, Severity.TO_SUPPLY)
        or (problem.code not in codes and problem.code not in here.get(problem.location.file, ()))
    )


def nearest(word: str, allowed: Iterable[str], *, alike: float = 0.6) -> str:
    """Return the allowed word most like this one, or an empty string if none is similar enough."""
    from difflib import get_close_matches  # Imported only here: slow, and most runs have no words to compare.

    by_folded = {choice.casefold(): choice for choice in allowed}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=alike)
    return by_folded[found[0]] if found else ""


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """Return a sentence that suggests the nearest word, or an empty string."""
    near = nearest(word, allowed)
    return f"Did you mean “{near}”?" if near else ""


def sentences(*parts: str) -> str:
    """Join the sentences that are not empty."""
    return " ".join(part for part in parts if part)


def listed(words: Sequence[str], *, joined: str = "and") -> str:
    """Join words with commas, and with “and” or another word before the last."""
    *others, last = words
    return f"{', '.join(others)} {joined} {last}" if others else last


def why_not_written(error: OSError) -> str:
    """Say why the system did not let us write, as the end of a sentence."""
    return "you are not allowed to write there" if isinstance(error, PermissionError) else error.strerror or str(error)


def listed_up_to(words: Sequence[str], most: int = 12) -> str:
    """Join words like `listed`, but only the first of them if there are many."""
    return listed(words if len(words) <= most else [*words[:most], f"{len(words) - most} more"])


def lines_listed(lines: Sequence[int], most: int | None = None) -> str:
    """List lines, only the first of them if there are many: `line 3`, `lines 3, 5 and 7`, `lines 3, 5 and 20 more`."""
    words = [str(line) for line in lines[:most]]
    if len(lines) > len(words):
        words.append(f"{len(lines) - len(words)} more")
    return f"line{'s' if len(lines) > 1 else ''} {listed(words)}"


def short(text: str) -> str:
    """Shorten a text that is too long for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}…"
