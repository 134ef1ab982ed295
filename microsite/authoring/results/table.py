"""An export, whatever file it came in: rows of cells, each referred to only by its position.

A cell is what somebody answered. Nothing here reveals one: rows have no `repr` that would, and a problem names a cell's
position, never its content.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from microsite.problems import Location, MicrositeError, Problem, listed_up_to, sorted_problems

#: A larger file is not the export of a consultation, or was made to exhaust memory.
MEGABYTE = 1_000_000
MOST_BYTES, MOST_UNPACKED = 50 * MEGABYTE, 400 * MEGABYTE
MOST_ROWS, MOST_COLUMNS = 200_000, 1_000
#: How many rows a problem names at most.
MOST_NAMED = 12


class ExportRefused(MicrositeError):
    """The export cannot be counted; carries every problem that says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems."""
        self.problems = sorted_problems(problems)
        super().__init__(self.problems[0].message)


def refused(code: str, file: str, message: str, advice: str, row: int = 0, column: int = 0) -> ExportRefused:
    """Return the refusal of an export for a single reason."""
    return ExportRefused([Problem.error(code, message, Location(file=file, line=row, column=column), advice)])


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Row:
    """One row of an export: its number as a spreadsheet shows it, and its cells, stripped."""

    number: int
    cells: tuple[str, ...]
    #: Whether the row is on one line of the file, or in a workbook, so that no cell can have swallowed another row.
    in_one_line: bool = True

    def cell(self, at: int) -> str:
        """Return the cell in a column, counted from 0; empty if the row has none."""
        return self.cells[at] if at < len(self.cells) else ""

    @property
    def empty(self) -> bool:
        """Whether all its cells are empty."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Table:
    """An export: the name of its file, its rows without the empty ones, and notes on how it was read."""

    file: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def letters(at: int) -> str:
    """Return the name of a column, counted from 0, in a spreadsheet: A, Z, AA."""
    name = ""
    at += 1
    while at:
        at, digit = divmod(at - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def column_at(name: str) -> int:
    """Return the number of a column, from 0, by its letters."""
    at = 0
    for letter in name:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def rows_named(numbers: Sequence[int]) -> str:
    """Name rows, only the first few if there are many: `row 3`, `rows 3, 5 and 20 more`."""
    named = listed_up_to([f"{number:,}" for number in numbers], MOST_NAMED)
    return f"row{'s' if len(numbers) > 1 else ''} {named}"


def made_table(file: str, rows: Iterable[Row], notes: Iterable[str] = ()) -> Table:
    """Return a table, without the empty rows.

    Raises:
        ExportRefused: there are too many rows or columns, or none.
    """
    kept = tuple(row for row in rows if not row.empty)
    widest = max((len(row.cells) for row in kept), default=0)
    if len(kept) > MOST_ROWS or widest > MOST_COLUMNS:
        what = f"{len(kept):,} rows" if len(kept) > MOST_ROWS else f"{widest:,} columns"
        message = f"This file is larger than we read: it has {what}."
        raise refused("SURVEY-001", file, message, "Check that it is the export of one survey. Delete what is not.")
    if len(kept) < 2:
        message = "There are no answers in this file." if kept else "There is nothing in this file."
        advice = "Export the answers from the survey again: all of them, each as a row of its own."
        raise refused("SURVEY-001", file, message, advice)
    return Table(file=file, rows=kept, notes=tuple(notes))
