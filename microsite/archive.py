"""Pack a site into one zip file, for a web host or as a record of what was public; byte-for-byte reproducible."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from microsite.problems import Location, OutputRefused, Problem, why_not_written
from microsite.publish_plan import sha256

#: The comments at the very end of the zip files, which say what kind of file they are.
PACKAGE, RECORD, REVIEW = b"microsite package", b"microsite record", b"microsite review pack"
SUMS, MANIFEST = "SHA256SUMS.txt", "manifest.json"
#: The earliest time that a zip file can have; the real times of files differ from one computer to the next.
_TIME = (1980, 1, 1, 0, 0, 0)
_FILE_MODE, _MADE_ON_UNIX = 0o100644, 3


class Change(Struct, frozen=True, kw_only=True):
    """What changed, and on which day."""

    date: str
    what: str


class PublishedFile(Struct, frozen=True, kw_only=True):
    """A file of the site."""

    path: str
    size_bytes: int
    sha256: str


class Manifest(Struct, frozen=True, kw_only=True):
    """What a record contains, and when and how it was made."""

    format: int = 1
    title: str
    organisation: str
    #: The site's address on the web; empty if it is not known.
    site_address: str
    #: The moment that the pages are for, with its offset from UTC, and the site's time zone.
    as_of: str
    time_zone: str
    status: str
    made_with: str
    #: Whether the person who made the record says that people could read the site as it is here.
    public: bool = False
    #: What has changed since the start, the newest last.
    changes: tuple[Change, ...]
    files: tuple[PublishedFile, ...]


def package(site: Mapping[str, bytes], sheet: str) -> bytes:
    """Pack a site for the people who look after the web server.

    Args:
        site: the files to publish, by path.
        sheet: what to do with them.
    """
    files = {"READ-ME-FIRST.txt": sheet.encode(), **{f"site/{path}": content for path, content in site.items()}}
    return _zipped(files, PACKAGE)


def record(site: Mapping[str, bytes], texts: Mapping[str, str], report: str, manifest: Manifest) -> bytes:
    """Pack a site as a record of what was public.

    Args:
        site: the files to publish, by path.
        texts: the words of each page, by its path.
        report: what was found wrong with the site, as JSON.
        manifest: describes the record.
    """
    written = msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1)
    files = {
        MANIFEST: written,
        "report.json": f"{report}\n".encode(),
        **{f"site/{path}": content for path, content in site.items()},
        **{f"text/{path.removesuffix('.html')}.txt": text.encode() for path, text in texts.items()},
    }
    return _zipped(files, RECORD)


def review_pack(files: Mapping[str, bytes]) -> bytes:
    """Pack the review pack that partners are sent; it has the same files as the folder."""
    return _zipped(files, REVIEW, with_sums=False)


def listed_files(site: Mapping[str, bytes]) -> tuple[PublishedFile, ...]:
    """Describe each file of a site, by path."""
    return tuple(
        PublishedFile(path=path, size_bytes=len(content), sha256=sha256(content))
        for path, content in sorted(site.items())
    )


def write_archive(content: bytes, file: Path, *, replaces: bool, kind: bytes = PACKAGE) -> None:
    """Write a file in one step; leave it alone if it has the same content already.

    Args:
        content: from `package` or `record`, or another file that ends with its kind.
        file: where to write it.
        replaces: whether another file of that kind may be replaced; a record never is.
        kind: the bytes at the very end of files that may be replaced.

    Raises:
        OutputRefused: something else has that name, or the system does not allow it.
    """
    try:
        before = file.read_bytes() if file.is_file() else b""
        if before == content:
            return
        if file.is_symlink() or (file.exists() and not (replaces and before.endswith(kind))):
            raise OutputRefused(_in_the_way(file))
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.new")
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as error:
        raise OutputRefused(_cannot_write(file, error)) from error


def _zipped(files: Mapping[str, bytes], comment: bytes, *, with_sums: bool = True) -> bytes:
    """Put files into a zip, with their checksums."""
    sums = "".join(f"{sha256(content)}  {path}\n" for path, content in sorted(files.items()))
    listed = {SUMS: sums.encode()} if with_sums else {}
    return stored_zip(sorted({**files, **listed}.items()), comment)


def stored_zip(files: Iterable[tuple[str, bytes]], comment: bytes = b"") -> bytes:
    """Put files into a zip, uncompressed, since two programs compress the same content in different ways.

    Args:
        files: the files by path, in the order in which to store them.
        comment: the comment at the end of the zip file.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.comment = comment
        for path, content in files:
            entry = zipfile.ZipInfo(path, _TIME)
            entry.create_system, entry.external_attr = _MADE_ON_UNIX, _FILE_MODE << 16
            archive.writestr(entry, content)
    return made.getvalue()


def _in_the_way(file: Path) -> Problem:
    message = f"There is already something else called {file.name}. We do not write over it."
    advice = "Move it to another folder, or give another name after --to."
    return Problem.error("ZIP-001", message, Location(file=str(file)), advice)


def _cannot_write(file: Path, error: OSError) -> Problem:
    message = f"We cannot write the file: {why_not_written(error)}."
    advice = "Close programs that have it open, check that the disk has space, and use the command again."
    return Problem.error("ZIP-002", message, Location(file=str(file)), advice)
