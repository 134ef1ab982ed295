"""Parse a CSV export, whatever encoding, separator and line endings the survey service chose."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from microsite.authoring.results.table import MOST_BYTES, MOST_ROWS, Row, Table, made_table, refused

SEPARATORS = ",;\t|"
#: How many rows to look at to tell which separator a file uses.
SAMPLE = 50
#: How many different cells to remember.
_MOST_KNOWN = 20_000
_AS_UTF8 = "Open it in Excel, choose File > Save As > CSV UTF-8 (Comma delimited), and import that file."
_AGAIN = "Export the answers again, as an Excel workbook (.xlsx) if you can, and import that file."


class _BrokenQuotes(Exception):
    """A row's quotation marks do not match up; the row is counted from 1."""

    def __init__(self, row: int) -> None:
        super().__init__()
        self.row = row


def parse_csv(content: bytes, file: str) -> Table:
    """Parse a table from the bytes of a CSV file.

    Args:
        content: the bytes of the file.
        file: the name of the file, for messages.

    Raises:
        ExportRefused: it is not a table; the problem says where, but never what is there.
    """
    text = _decoded(content, file)
    separator, text = _separator(text)
    try:
        return made_table(file, _rows(text, separator))
    except _BrokenQuotes as broken:
        message = f"In row {broken.row:,}, a quotation mark is missing, or there is one too many."
        raise refused(
            "SURVEY-001", file, f"{message} So we cannot tell where a cell ends.", _AGAIN, broken.row
        ) from None


def _decoded(content: bytes, file: str) -> str:
    encoding = "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif len(content) > 3 and not any(content[1:400:2]):
        encoding = "utf-16-le"
    elif len(content) > 3 and not any(content[0:400:2]):
        encoding = "utf-16-be"
    for each in (encoding, "cp1252") if encoding == "utf-8-sig" else (encoding,):
        try:
            text = content.decode(each)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refused("SURVEY-001", file, "This file has characters in it that are not text.", _AS_UTF8) from None


def _separator(text: str) -> tuple[str, str]:
    """Return the separator, and the text without the `sep=` line in which Excel declares it."""
    if text[:4].lower() == "sep=" and text[4:5] in SEPARATORS and text[5:6] in "\r\n":
        return text[4], text[5:].lstrip("\r\n")
    best, separator = (0.0, 0), ","
    for each in SEPARATORS:
        widths: list[int] = []
        try:
            for row in _rows(text, each):
                widths += [len(row.cells)] if not row.empty else []
                if len(widths) == SAMPLE:
                    break
        except _BrokenQuotes:
            pass
        width = widths[0] if widths else 0
        alike = sum(each == width for each in widths) / len(widths) if width > 1 else 0
        if (alike, width) > best:
            best, separator = (alike, width), each
    return separator, text


def _rows(text: str, separator: str) -> Iterator[Row]:
    csv.field_size_limit(MOST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number, line = 0, 0
    # Most cells have one of a few texts; keep each text only once.
    known: dict[str, str] = {}
    try:
        for cells in reader:
            number += 1
            yield Row(
                number=number,
                cells=tuple(known.setdefault(cell, cell.strip()) for cell in cells),
                in_one_line=reader.line_num == line + 1,
            )
            line = reader.line_num
            if len(known) > _MOST_KNOWN:
                known.clear()
            if number > 2 * MOST_ROWS:
                return
    except csv.Error:
        raise _BrokenQuotes(number + 1) from None
