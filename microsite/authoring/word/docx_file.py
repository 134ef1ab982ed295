"""Open a Word file: check that it is one, and read its parts by name, never more than a real document would have."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from pathlib import Path

from microsite.authoring.chosen_file import has_password, how_to_find, is_old_office
from microsite.authoring.word.xml_part import Element, PartUnreadable, children, parse_part
from microsite.problems import Location, OutputRefused, Problem

MEGABYTE = 1_000_000
#: A larger document is refused: it is full of photographs, or was made to fill the disk.
MOST_BYTES = 300 * MEGABYTE
MOST_UNPACKED = 900 * MEGABYTE
LARGEST_XML = 150 * MEGABYTE
LARGEST_PICTURE = 120 * MEGABYTE
MOST_MEMBERS = 10_000
#: XML compresses well, but not a thousandfold.
MOST_PACKED = 1000
_AGAIN = "Open it in Word, and save it again as “Word Document (.docx)”."


class WordRefused(OutputRefused):
    """The document cannot be imported; carries the problem that says why."""


def refused(code: str, file: str, message: str, advice: str) -> WordRefused:
    """Return the refusal of a document."""
    return WordRefused(Problem.error(code, message, Location(file=file), advice))


class DocxFile:
    """A document's parts, each read on demand and within limits."""

    def __init__(self, content: bytes, name: str) -> None:
        """Open the archive and check it.

        Raises:
            WordRefused: it is not a Word document, or cannot be read.
        """
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            members = self._archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
            raise self._damaged("the end of the file is missing") from None
        self._members = {info.filename.lstrip("/").replace("\\", "/").lower(): info for info in members}
        self._refuse_too_large(members)
        self._refuse_others()
        main = [each for each in self.relations("") if each[0].endswith("/officeDocument")]
        self.main = main[0][1] if main else "word/document.xml"
        if self.main.lower() not in self._members:
            raise self._damaged("the part with its text is missing")

    def _refuse_too_large(self, members: list[zipfile.ZipInfo]) -> None:
        unpacked = sum(info.file_size for info in members)
        packed = sum(info.compress_size for info in members)
        if len(members) > MOST_MEMBERS:
            raise self._too_large(f"{len(members):,} files are packed into it")
        if unpacked > MOST_UNPACKED or (unpacked > 20 * MEGABYTE and unpacked > MOST_PACKED * max(packed, 1)):
            raise self._too_large(f"unpacked, it would be {unpacked // MEGABYTE:,} MB")
        if any(info.flag_bits & 1 for info in members):
            raise refused("WORD-002", self.name, "This document is protected with a password.", _WITHOUT_PASSWORD)

    def _refuse_others(self) -> None:
        names = self._members
        if "word/document.xml" in names or "[content_types].xml" in names:
            kind = next((words for start, words in _OFFICE.items() if any(n.startswith(start) for n in names)), "")
            if kind and not any(n.startswith("word/") for n in names):
                raise not_word(self.name, f"This is {kind}, not a Word document.", _AS_DOCX)
            return
        if "mimetype" in names:
            raise not_word(self.name, "This file (.odt) is from LibreOffice or OpenOffice.", _FROM_ODT)
        if any(n.endswith(".iwa") for n in names):
            raise not_word(self.name, "This is a document of Apple Pages.", "In Pages, choose File > Export To > Word.")
        raise not_word(self.name, "This is a ZIP file, not a Word document.", "Unpack it, and name the .docx in it.")

    def has(self, part: str) -> bool:
        """Whether there is a part of this name."""
        return part.lower() in self._members

    def read(self, part: str, most: int = LARGEST_PICTURE) -> bytes:
        """Return the content of a part.

        Raises:
            WordRefused: it is damaged, or larger than it may be.
            KeyError: there is no such part.
        """
        info = self._members[part.lower()]
        if info.file_size > most:
            raise self._too_large(f"{part} alone would be {info.file_size // MEGABYTE:,} MB")
        try:
            with self._archive.open(info) as packed:
                content = packed.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
            raise self._damaged(f"{part} cannot be unpacked") from None
        if len(content) > most:
            raise self._too_large(f"{part} is larger than it says")
        return content

    def xml(self, part: str) -> Element | None:
        """Parse an XML part; None if the document has no part of this name.

        Raises:
            WordRefused: it is damaged, or not XML that Word would write.
        """
        if not self.has(part):
            return None
        try:
            return parse_part(self.read(part, LARGEST_XML))
        except PartUnreadable as why:
            raise self._damaged(f"{part} cannot be read: {why}") from None

    def relations(self, part: str) -> list[tuple[str, str, str, bool]]:
        """Return a part's relationships: type, target part or address, id, and whether that is outside the file."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: list[tuple[str, str, str, bool]] = []
        for each in children(root, "rel:Relationship"):
            target, outside = each.get("Target", ""), each.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((each.get("Type", ""), target, each.get("Id", ""), outside))
        return found

    def _damaged(self, why: str) -> WordRefused:
        message = f"This document is damaged: {why}."
        advice = f"{_AGAIN} If Word cannot open it, take it from where you got it once more."
        return refused("WORD-005", self.name, message, advice)

    def _too_large(self, why: str) -> WordRefused:
        message = f"This document is larger than we read: {why}."
        advice = "In Word, choose Picture Format > Compress Pictures, or divide the document. Then import it again."
        return refused("WORD-006", self.name, message, advice)


_AS_DOCX = "In Word, choose File > Save As > Word Document (.docx), and import that file."
_FROM_ODT = "In LibreOffice, choose File > Save As > Word 2007–365 (.docx), and import that file."
_WITHOUT_PASSWORD = (
    "Open it in Word with the password. Choose File > Info > Protect Document > Encrypt with Password. Delete the "
    "password, then save the file."
)
_FETCH = "Right-click it and choose “Always keep on this device”, wait until it has arrived, and import it again."
_OFFICE = {"xl/": "an Excel workbook", "ppt/": "a PowerPoint presentation"}
#: How files of other formats begin, and what to say about them.
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "This is a PDF, not a Word document.", "Import the Word document that the PDF was made from."),
    (b"{\\rtf", "This is a Rich Text document (.rtf).", _AS_DOCX),
    (b"<!DOCTYPE html", "This is a web page, not a Word document.", "Download the document itself, and import it."),
    (b"<html", "This is a web page, not a Word document.", "Download the document itself, and import it."),
    (b"<?xml", "This is an XML file, not a Word document.", _AS_DOCX),
)


def not_word(name: str, message: str, advice: str) -> WordRefused:
    """Return the refusal of a file that is not a Word document."""
    return refused("WORD-001", name, message, advice)


def open_docx(file: Path) -> DocxFile:
    """Open a Word document.

    Raises:
        WordRefused: it cannot be read; the problem says why, and what to do.
    """
    name = file.name
    if name.startswith("~$"):
        advice = f"Import the document itself, {name[2:]}, or one whose name ends like that."
        raise not_word(name, "This is a file that Word keeps while a document is open.", advice)
    try:
        if file.is_dir():
            raise not_word(name, "This is a folder.", "Name the document in it, with .docx at the end.")
        size = file.stat().st_size
        if size > MOST_BYTES:
            message = f"This document is larger than we read: it has {size // MEGABYTE:,} MB."
            advice = "In Word, choose Picture Format > Compress Pictures, or divide the document. Then import it again."
            raise refused("WORD-006", name, message, advice)
        content = file.read_bytes()
    except FileNotFoundError:
        advice = how_to_find(file, (".docx",))
        raise refused("WORD-003", str(file), "There is no such file.", advice) from None
    except PermissionError:
        advice = "Close it in Word, check that you may read it, and import it again."
        raise refused("WORD-003", name, "The system does not let us read this file.", advice) from None
    except OSError as error:
        raise refused("WORD-003", name, f"This file cannot be read: {error.strerror or error}.", _FETCH) from None
    _refuse_beginning(content, name)
    return DocxFile(content, name)


def _refuse_beginning(content: bytes, name: str) -> None:
    """Refuse anything that is not a ZIP file, with a message that fits what it is."""
    if not content.strip(b"\0"):
        what = "This file is empty." if not content else "This file has nothing but zeros in it: a copy was cut off."
        raise refused("WORD-004", name, what, _FETCH)
    if is_old_office(content):
        if has_password(content):
            raise refused("WORD-002", name, "This document is protected with a password.", _WITHOUT_PASSWORD)
        raise not_word(name, "This is a document of an old Word (.doc), or another old Office file.", _AS_DOCX)
    if content[:2] == b"PK":
        return
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:32].lower()
    for beginning, message, advice in _BEGINNINGS:
        if start.startswith(beginning.lower()):
            raise not_word(name, message, advice)
    if len(content) < 2048 and (content.startswith(b"version https://git-lfs") or content[:1] in b"{[hv"):
        what = "This is not the document but a short note of where it is kept"
        if b"git-lfs" in content:
            raise refused("WORD-004", name, f"{what} (Git LFS).", "Run: git lfs pull. Then import it again.")
        raise refused("WORD-004", name, f"{what}, as sync programs write it.", _FETCH)
    if len(content) < 1024:
        raise refused("WORD-004", name, f"This file has only {len(content)} bytes, too few for a document.", _FETCH)
    raise not_word(name, "This is not a Word document.", _AS_DOCX)
