"""Plan the copy of a site to a folder that readers are served from: which files are ours there, and what changes."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from microsite.problems import Location, OutputRefused, Problem

RECORD = ".microsite-published"
ABOUT = "Written by the command “publish”. It tells the next copy which files are its own. Please leave it here."
#: A folder with more files of other people than this is not for one site.
MOST_FILES = 5000
#: How the name of a file begins until all of it is written.
BESIDE = ".microsite-new-"
#: Folders of version control; then what systems leave in every folder that they show.
NEVER_TOUCHED = frozenset({".git", ".svn", ".hg"})
_OF_THE_SYSTEM = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", "System Volume Information", "$RECYCLE.BIN"})


class Record(Struct, kw_only=True, forbid_unknown_fields=True):
    """Which files in a folder are ours."""

    about: str = ABOUT
    #: The SHA-256 of what we wrote, by path; while a copy is under way, of each content that a file may have.
    files: dict[str, list[str]] = {}
    complete: bool = True
    #: Files of other people that have been listed to the user, and stay.
    others: list[str] = []


class Found(Struct, frozen=True):
    """A file in the folder."""

    path: str
    #: The SHA-256 of its content; empty if it cannot be ours, like a link.
    digest: str


class Plan(Struct, frozen=True, kw_only=True):
    """What a copy does to a folder: paths, sorted."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    same: tuple[str, ...]
    #: Files of other people, which stay.
    others: tuple[str, ...]
    #: Those of them that have not been listed to the user yet.
    unknown: tuple[str, ...]
    #: Files of other people that a file of the site replaces.
    replaced: tuple[str, ...]
    #: Files of ours that somebody has changed since and that are not part of the site: they stay.
    altered: tuple[str, ...]
    #: Files of the previous site that are still used by a page that stays.
    used: tuple[str, ...]
    #: Whether the last copy was cut off.
    cut_off: bool
    #: The SHA-256 of each file of the site, by path.
    digests: dict[str, str]
    #: The name of a file in the folder, if it differs from the site's only in capitals or in its Unicode form.
    named: dict[str, str]

    @property
    def does_nothing(self) -> bool:
        """Whether the folder has this very site already."""
        return not (self.new or self.changed or self.removed or self.cut_off)


def plan_copy(site: Mapping[str, str], folder: Path) -> tuple[Plan, Record]:
    """Compare a site with a folder; nothing is written.

    Args:
        site: the SHA-256 of each file of the site, by path.
        folder: need not exist.

    Returns:
        What a copy would do, and the folder's record.

    Raises:
        OutputRefused: something that is not ours is in the way, or the folder cannot be read.
    """
    record = _read_record(folder)
    found = _found(folder, site, record)
    ours = {
        path for path, file in found.items() if file.digest in (_digests(record, path) | _digests(record, file.path))
    }
    named = {path: file.path for path, file in found.items() if path in site and file.path != path}
    gone = sorted(path for path in ours if path not in site)
    blocked = _in_the_way(site, found, gone, folder)
    if blocked:
        raise OutputRefused(
            refused(folder, f"{blocked} is in the way of a file of the site.", f"Move {blocked} to another folder.")
        )
    others = sorted(path for path in found if path not in site and path not in ours)
    altered = [path for path in others if path in record.files]
    used = _still_used(folder, [path for path in others if path.endswith((".html", ".htm"))], gone)
    differing = [path for path in site if path in found and found[path].digest != site[path]]
    return (
        Plan(
            new=tuple(sorted(path for path in site if path not in found)),
            changed=tuple(sorted(differing)),
            removed=tuple(path for path in gone if path not in used),
            same=tuple(sorted(path for path in site if path in found and path not in differing)),
            others=tuple(path for path in others if path not in altered),
            unknown=tuple(path for path in others if path not in record.others and path not in altered),
            replaced=tuple(sorted(path for path in differing if path not in ours)),
            altered=tuple(altered),
            used=tuple(sorted(used)),
            cut_off=not record.complete,
            digests=dict(site),
            named=named,
        ),
        record,
    )


def sha256(content: bytes) -> str:
    """Return the SHA-256 of a content in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def refused(folder: Path, why: str, advice: str) -> Problem:
    """Say why nothing is published to a folder, and what to do."""
    return Problem.error("PUB-001", f"We do not publish to this folder. {why}", Location(file=str(folder)), advice)


def _read_record(folder: Path) -> Record:
    file = folder / RECORD
    try:
        return msgspec.json.decode(file.read_bytes(), type=Record) if not file.is_symlink() else Record()
    except FileNotFoundError:
        return Record()
    except (OSError, ValueError):
        why = f"Its file {RECORD} cannot be read, so we cannot tell which files are ours."
        advice = f"Delete {RECORD} and publish again. We then list all files that differ."
        raise OutputRefused(refused(folder, why, advice)) from None


def _digests(record: Record, path: str) -> set[str]:
    return set(record.files.get(path, ()))


def _found(folder: Path, site: Collection[str], record: Record) -> dict[str, Found]:
    """Find every file in the folder, by its path as the site would write it; read only those that may be ours."""
    found: dict[str, Found] = {}
    waiting = [folder] if folder.is_dir() else []
    ours = {path.casefold() for path in (*site, *record.files)}
    try:
        while waiting:
            for entry in os.scandir(waiting.pop()):
                path = Path(entry.path).relative_to(folder).as_posix()
                if entry.name in NEVER_TOUCHED or entry.name in _OF_THE_SYSTEM or path == RECORD:
                    continue
                if entry.name.startswith(BESIDE):
                    continue  # An earlier copy did not finish it.
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                    continue
                name = unicodedata.normalize("NFC", path)
                read = entry.is_file(follow_symlinks=False) and name.casefold() in ours
                found[name] = Found(path=path, digest=sha256(Path(entry.path).read_bytes()) if read else "")
            if len(found) > MOST_FILES + len(ours):
                why = f"It has more than {MOST_FILES:,} files that we did not put there."
                raise OutputRefused(refused(folder, why, "Choose a folder that is for the published site alone."))
    except OSError as error:
        why = f"We cannot read it: {error.strerror}."
        raise OutputRefused(refused(folder, why, "Check that you may read all files in it.")) from error
    return _same_but_capitals(folder, site, found)


def _same_but_capitals(folder: Path, site: Collection[str], found: dict[str, Found]) -> dict[str, Found]:
    """On a file system for which Plan.pdf and plan.pdf are the same file, name it as the site does."""
    by_letters = {path.casefold(): path for path in site}
    named: dict[str, Found] = {}
    for path, file in found.items():
        meant = by_letters.get(path.casefold(), path)
        same = meant != path and meant not in found and (folder / meant).exists()
        named[meant if same else path] = file
    return named


def _in_the_way(site: Mapping[str, str], found: Mapping[str, Found], gone: Sequence[str], folder: Path) -> str:
    """Return the path of something not ours where a file or folder of the site has to go; empty if there is none."""
    for path in sorted(site):
        parents = [parent.as_posix() for parent in Path(path).parents][:-1]
        for parent in parents:
            if (parent in found and parent not in gone) or (folder / parent).is_symlink():
                return parent
        if path in found and not found[path].digest:
            return path
        if (folder / path).is_dir():
            for inside in sorted(found):
                if inside.startswith(f"{path}/") and inside not in gone:
                    return inside
    return ""


def _still_used(folder: Path, pages: Sequence[str], gone: Sequence[str]) -> set[str]:
    """Return those of our old files that are still named in a page that stays."""
    if not pages:
        return set()
    text = "\n".join(_text(folder / page) for page in pages)
    return {path for path in gone if not path.endswith(".html") and path.rpartition("/")[2] in text}


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace") if not file.is_symlink() else ""
    except OSError:
        return ""
