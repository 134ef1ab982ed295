"""Load an export: from where it is, never from inside the site's folder, and only if it is a table."""

from __future__ import annotations

import os
from pathlib import Path

from microsite import quoted, typed_program
from microsite.authoring.chosen_file import has_password, how_to_find, is_old_office
from microsite.authoring.results.csv_file import parse_csv
from microsite.authoring.results.table import MEGABYTE, MOST_BYTES, Table, refused

_FETCH = "Right-click it and choose “Always keep on this device”, wait until it has arrived, and import it again."
_EXPORT = "Export the answers from the survey as .csv or .xlsx, and import that file."
_AS_XLSX = "Open it in Excel, choose File > Save As > Excel Workbook (.xlsx), and import that file."
#: How files begin that are not tables, and what to say about them.
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"%pdf", "This is a PDF, not a table of answers.", _EXPORT),
    (b"{\\rtf", "This is a text document, not a table of answers.", _EXPORT),
    (b"<!doctype", "This is a web page, not a table of answers.", _EXPORT),
    (b"<html", "This is a web page, not a table of answers.", _EXPORT),
    (b"<?xml", "This is an XML file, not a table of answers.", _EXPORT),
    (b"{", "This is JSON, not a table of answers.", _EXPORT),
    (b"version https://git-lfs", "This is a note of where the file is kept, not the file.", "Run: git lfs pull"),
)


def refuse_place(path: Path, site: Path) -> None:
    """Refuse an export inside the site's folder, where it could be published or passed on with the site.

    Raises:
        ExportRefused: it is inside.
    """
    top = Path(os.path.abspath(site))
    inside = Path(os.path.abspath(path)).is_relative_to(top) or path.resolve().is_relative_to(top.resolve())
    if inside:
        message = "This file is in the folder of the site. People’s answers must not be there."
        moved = site.parent / path.name if site.name else Path("..", path.name)
        where = f" --site {quoted(str(site))}" if site.name else ""
        command = f"{typed_program()} results import {quoted(str(moved))}{where}"
        advice = f"Move it out, into the folder above the site’s. Then type: {command}"
        raise refused("SURVEY-002", path.name, message, advice)


def load_export(path: Path, site: Path, sheet: str = "") -> Table:
    """Load an export.

    Args:
        path: where it is.
        site: the site's folder, which it must not be in.
        sheet: the sheet of a workbook; empty for the only one.

    Raises:
        ExportRefused: it cannot be read as a table, or is in the site's folder.
        SetUpFailed: the package that reads workbooks is not installed and cannot be downloaded.
    """
    refuse_place(path, site)
    content = _content(path)
    name = path.name
    if content[:2] == b"PK":
        from microsite.authoring.results.xlsx_file import parse_xlsx
        from microsite.command_packages import ensure_packages

        ensure_packages("results", ["openpyxl"], "Excel workbooks need")
        return parse_xlsx(content, name, sheet)
    if sheet:
        raise refused("SURVEY-001", name, "This file has no sheets.", "Leave out --sheet and the word after it.")
    if is_old_office(content):
        if has_password(content):
            advice = "Open it in Excel, choose File > Info > Protect Workbook, delete the password, and save it."
            raise refused("SURVEY-001", name, "This workbook is protected with a password.", advice)
        raise refused("SURVEY-001", name, "This is a workbook of an old Excel (.xls).", _AS_XLSX)
    start = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for beginning, message, advice in _BEGINNINGS:
        if start.startswith(beginning):
            raise refused("SURVEY-001", name, message, advice)
    return parse_csv(content, name)


def _content(path: Path) -> bytes:
    name = path.name
    try:
        if path.is_dir():
            raise refused("SURVEY-001", name, "This is a folder.", "Name the file with the answers in it.")
        size = path.stat().st_size
        if size > MOST_BYTES:
            message = f"This file is larger than we read: it has {size // MEGABYTE:,} MB."
            advice = "Check that it is the export of one survey. Delete what is not."
            raise refused("SURVEY-001", name, message, advice)
        content = path.read_bytes()
    except FileNotFoundError:
        advice = how_to_find(path, (".csv", ".xlsx"))
        raise refused("SURVEY-001", str(path), "There is no such file.", advice) from None
    except PermissionError:
        advice = "Close it in Excel, check that you may read it, and import it again."
        raise refused("SURVEY-001", name, "The system does not let us read this file.", advice) from None
    except OSError as error:
        raise refused("SURVEY-001", name, f"This file cannot be read: {error.strerror}.", _FETCH) from None
    if not content.strip(b"\0\xef\xbb\xbf \t\r\n"):
        raise refused("SURVEY-001", name, "There is nothing in this file.", _FETCH if not content else _EXPORT)
    return content
