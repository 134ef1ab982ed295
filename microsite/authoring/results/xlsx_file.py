"""Parse an Excel export: the values of one sheet only, and never more than an export would have."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from microsite.authoring.results.table import (
    MEGABYTE,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_UNPACKED,
    Row,
    Table,
    made_table,
    refused,
    rows_named,
)
from microsite.problems import did_you_mean, listed, sentences

MOST_MEMBERS = 2_000
#: XML compresses well, but not a thousandfold.
MOST_PACKED = 1000
_AGAIN = "Open it in Excel, save it again as “Excel Workbook (.xlsx)”, and import that file."
#: Entity declarations, which can turn a few bytes into gigabytes; no program writes them in a workbook.
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def parse_xlsx(content: bytes, file: str, sheet: str = "") -> Table:
    """Parse a table from a workbook.

    Args:
        content: the bytes of the file.
        file: the name of the file, for messages.
        sheet: the name of the sheet to read; empty for the only one that has something in it.

    Raises:
        ExportRefused: it is not a workbook that can be read; the problem never says what is in a cell.
    """
    _refuse_packed(content, file)
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Warnings can quote cells.
        try:
            book: Any = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            found, notes = _sheet(book, file, sheet)
            rows = list(_rows(found))
            empty = _without_value(content, found.title, rows)
        except (MemoryError, KeyboardInterrupt):
            raise
        except (
            OSError,
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
            SyntaxError,
            zlib.error,
            zipfile.BadZipFile,
        ):
            raise refused("SURVEY-001", file, "This workbook is damaged, or not as Excel writes it.", _AGAIN) from None
    if empty:
        named = rows_named([number for number, _ in empty])
        message = f"There are formulas in this file whose results are not stored: {named}."
        advice = f"{_AGAIN} Excel then stores the results."
        raise refused("SURVEY-001", file, message, advice, *empty[0])
    return made_table(file, rows, notes)


def _refuse_packed(content: bytes, file: str) -> None:
    """Check the workbook's ZIP file before anything unpacks it: its size, its names, its XML and any password."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise refused("SURVEY-001", file, "This workbook is damaged: its end is missing.", _AGAIN) from None
    names = {info.filename.lower() for info in members}
    if not any(name.startswith("xl/") for name in names):
        raise refused("SURVEY-001", file, *_other(names))
    unpacked, packed = sum(info.file_size for info in members), sum(info.compress_size for info in members)
    if (
        len(members) > MOST_MEMBERS
        or unpacked > MOST_UNPACKED
        or (unpacked > 20 * MEGABYTE and unpacked > MOST_PACKED * max(packed, 1))
    ):
        what = f"unpacked, it would be {unpacked // MEGABYTE:,} MB"
        what = f"{len(members):,} files are packed into it" if len(members) > MOST_MEMBERS else what
        advice = "Check that it is the export of one survey. Copy its cells into a new workbook, and import that."
        raise refused("SURVEY-001", file, f"This file is larger than we read: {what}.", advice)
    try:
        for info in members:
            if info.flag_bits & 1:
                advice = "Open it in Excel, choose File > Info > Protect Workbook, delete the password, and save it."
                raise refused("SURVEY-001", file, "This workbook is protected with a password.", advice)
            with archive.open(info) as part:
                size, tail = 0, b""
                while piece := part.read(MEGABYTE):
                    size += len(piece)
                    if size > info.file_size or (
                        info.filename.endswith((".xml", ".rels")) and _ENTITIES.search(tail + piece)
                    ):
                        raise refused("SURVEY-001", file, "This workbook is not as Excel writes it.", _AGAIN)
                    tail = piece[-16:]
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        raise refused("SURVEY-001", file, "This workbook is damaged: it cannot be unpacked.", _AGAIN) from None


def _other(names: set[str]) -> tuple[str, str]:
    """Say what a ZIP file is if it is not an Excel workbook, and what to do."""
    if "mimetype" in names:
        return (
            "This file (.ods) is from LibreOffice or OpenOffice.",
            "Save it as Excel 2007–365 (.xlsx), and import that.",
        )
    if any(name.startswith("word/") for name in names):
        return "This is a Word document, not an export of answers.", "Export the answers from the survey."
    if any(name.endswith(".iwa") for name in names):
        return "This is a spreadsheet of Apple Numbers.", "In Numbers, choose File > Export To > Excel."
    return "This is a ZIP file.", "Unpack it, and import the .csv or .xlsx in it."


def _sheet(book: Any, file: str, wanted: str) -> tuple[Any, list[str]]:
    """Choose the sheet: the one asked for, or the only visible one that has rows; with notes on hidden sheets."""
    sheets = [each for each in book.worksheets if hasattr(each, "iter_rows")]
    hidden = [each.title for each in sheets if each.sheet_state != "visible"]
    notes = [f"The hidden sheet “{title}” is not read." for title in hidden]
    if wanted:
        found = next((each for each in sheets if each.title.casefold() == wanted.casefold()), None)
        if found is None:
            titles = [each.title for each in sheets]
            advice = sentences(did_you_mean(wanted, titles), f"There is {listed([f'“{each}”' for each in titles])}.")
            raise refused("SURVEY-001", file, f"There is no sheet “{wanted}” in this workbook.", advice)
        return found, [note for note in notes if f"“{found.title}”" not in note]
    full = [each for each in sheets if each.title not in hidden and _has_rows(each)]
    if len(full) > 1:
        titles = listed([f"“{each.title}”" for each in full], joined="or")
        advice = f'Say which one has the answers, {titles}. Add it to the command: --sheet "{full[0].title}"'
        raise refused("SURVEY-001", file, "Several sheets of this workbook have something in them.", advice)
    if not full:
        raise refused(
            "SURVEY-001", file, "There is nothing in the sheets of this workbook.", _HIDDEN if hidden else _AGAIN
        )
    return full[0], notes


_HIDDEN = "If a sheet is hidden, right-click the name of any sheet in Excel, choose Unhide, and save the file."


def _has_rows(sheet: Any) -> bool:
    return any(not row.empty for row in _rows(sheet, most=100))


def _rows(sheet: Any, most: int = 0) -> Iterator[Row]:
    sheet.reset_dimensions()  # Some files claim to have columns up to XFD.
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if most and number > most:
            return
        full = list(cells[: MOST_COLUMNS + 1])
        while full and full[-1] is None:
            full.pop()
        yield Row(number=number, cells=tuple(_text(cell) for cell in full))
        if number > 2 * MOST_ROWS:
            return


def _text(value: object) -> str:
    """Return a value as a survey would write it in a CSV: days as 2027-04-12, whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, datetime | date | time):
        return value.isoformat(" ", "seconds") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _without_value(content: bytes, title: str, rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the row and column, from 1, of each formula whose result no program has stored."""
    from openpyxl import load_workbook

    if not _has_formulas(content):
        return []
    book: Any = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    sheet: Any = book[title]
    sheet.reset_dimensions()
    found: list[tuple[int, int]] = []
    for row, cells in zip(rows, sheet.iter_rows(), strict=False):
        for at, cell in enumerate(cells):
            if getattr(cell, "data_type", "") == "f" and not row.cell(at):
                found.append((row.number, at + 1))
    return found


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and re.search(rb"<f[ >/]", archive.read(name)):
                return True
    return False
