"""Read an earlier version of a site, from a zip that `archive` or `package` wrote or from an output folder.

Nothing is unpacked to disk: only the requested pages of a zip are read, each up to a size limit.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path

import msgspec
from msgspec import Struct

from microsite.digests import sha256
from microsite.load.plain_file import LARGEST_FILE_BYTES

#: Limits in bytes: of a zip, of its central directory, and of all pages that are read from it together.
LARGEST_ZIP, LARGEST_LIST, MOST_READ = 2_000_000_000, 10_000_000, 200_000_000
#: Signature of a zip's end record, and the bytes in that record that give the size of the central directory.
_END, _LIST_AT = b"PK\x05\x06", slice(12, 16)
MANIFEST, _SITE = "manifest.json", "site/"


class EarlierVersionUnreadable(Exception):
    """An earlier version cannot be read; has the problem's code, message and advice."""

    def __init__(self, code: str, message: str, advice: str) -> None:
        """Keep the parts of the problem."""
        super().__init__(message)
        self.code, self.message, self.advice = code, message, advice


class _File(Struct, frozen=True):
    path: str
    sha256: str


class Manifest(Struct, frozen=True, kw_only=True):
    """The part of a record's manifest that is needed here."""

    title: str
    organisation: str
    #: The moment that its pages were built for, with its UTC offset.
    as_of: str
    #: Whether it records what the public could read.
    public: bool = False
    files: tuple[_File, ...] = ()


class EarlierPages:
    """The finished pages of an earlier version, read on demand."""

    def __init__(self, paths: Collection[str], manifest: Manifest | None) -> None:
        """Keep the paths of all files and, if there is one, the manifest."""
        self.paths, self.manifest = frozenset(paths), manifest
        self._left = MOST_READ
        self._sums = {each.path: each.sha256 for each in manifest.files} if manifest else {}

    def page(self, path: str) -> bytes:
        """Return a page's content; empty if there is no such page.

        Raises:
            EarlierVersionUnreadable: it is damaged, was changed after the record was made, or is too large.
        """
        if path not in self.paths:
            return b""
        content = self._read(path, min(LARGEST_FILE_BYTES, self._left))
        self._left -= len(content)
        if self.manifest and self._sums.get(path) != sha256(content).hexdigest():
            message = "This record was changed after it was made, or it is damaged."
            raise EarlierVersionUnreadable(
                "CMP-003", message, "Use a copy of it that nobody has unpacked and packed again."
            )
        return content

    def _read(self, path: str, limit: int) -> bytes:
        raise NotImplementedError


def read_zip(file: Path) -> EarlierPages:
    """Open a zip that `archive` or `package` wrote.

    Raises:
        EarlierVersionUnreadable: it is not such a zip, is damaged, or is too large.
    """
    return _ZippedPages(file)


def read_output(folder: Path) -> EarlierPages:
    """Read a folder that a build wrote."""
    return _PagesInFolder(folder)


class _ZippedPages(EarlierPages):
    def __init__(self, file: Path) -> None:
        self._name = file.name
        try:
            self._refuse_large(file)
            self._zip = zipfile.ZipFile(file)
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise self._unreadable("It is no zip file, or it is damaged.") from error
        names = self._zip.namelist()
        super().__init__([name.removeprefix(_SITE) for name in names if name.startswith(_SITE)], None)
        if not self.paths:
            raise self._unreadable("It has no website in it.")
        if MANIFEST in names:
            self._read_manifest()

    def _refuse_large(self, file: Path) -> None:
        """Refuse a zip that would exhaust memory, before opening it."""
        size = file.stat().st_size
        with file.open("rb") as opened:
            opened.seek(max(0, size - 66_000))
            _, found, end = opened.read().rpartition(_END)
        length = int.from_bytes((found + end)[_LIST_AT], "little") if found else 0
        if size > LARGEST_ZIP or length > LARGEST_LIST:
            raise self._unreadable("It is too large.")

    def _read_manifest(self) -> None:
        try:
            manifest = msgspec.json.decode(self._content(MANIFEST, LARGEST_FILE_BYTES), type=Manifest)
        except ValueError as error:  # Also if it is not UTF-8.
            raise self._unreadable("We cannot read its manifest.") from error
        super().__init__(self.paths, manifest)

    def _read(self, path: str, limit: int) -> bytes:
        return self._content(f"{_SITE}{path}", limit)

    def _content(self, name: str, limit: int) -> bytes:
        try:
            with self._zip.open(name) as packed:
                content = packed.read(limit + 1)
        except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
            raise self._unreadable(f"{name} in it cannot be read.") from error
        if len(content) > limit:
            raise self._unreadable(f"{name} in it is too large.")
        return content

    def _unreadable(self, why: str) -> EarlierVersionUnreadable:
        advice = "Name a zip file that the command archive or package has written."
        return EarlierVersionUnreadable("CMP-002", f"We cannot read {self._name}. {why}", advice)


class _PagesInFolder(EarlierPages):
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found = [
            path.relative_to(folder).as_posix() for pattern in ("*.html", "*/*.html") for path in folder.glob(pattern)
        ]
        super().__init__(sorted(found), None)

    def _read(self, path: str, limit: int) -> bytes:
        try:
            with (self._folder / path).open("rb") as file:
                content = file.read(limit + 1)
        except OSError as error:
            advice = "Check that you may open it, and use the command again."
            raise EarlierVersionUnreadable(
                "CMP-002", f"We cannot read {path} in {self._folder.name}.", advice
            ) from error
        if len(content) > limit:
            advice = "Name the folder that a build has written."
            raise EarlierVersionUnreadable(
                "CMP-002", f"We cannot read {path} in {self._folder.name}. It is too large.", advice
            )
        return content
