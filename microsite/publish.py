"""Copy a site into a folder that readers are served from: what changed, pages last, and removals after them.

Only files that are known to be ours are ever removed or replaced. A record in the folder tells which those are.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from microsite.problems import Location, OutputRefused, Problem
from microsite.progress import say_nothing
from microsite.write import MARKER

RECORD = ".microsite-published"
ABOUT = "Written by “build.py publish”. It tells the next copy which files are its own. Please leave it here."
#: A folder with more files of other people is none for one site.
MOST_FILES = 5000
#: What a file is called until all of it is there.
_BESIDE = ".microsite-new-"
#: Folders of version control, and what systems leave in every folder they show.
_NEVER_TOUCHED = frozenset({".git", ".svn", ".hg"})
_OF_THE_SYSTEM = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", "System Volume Information", "$RECYCLE.BIN"})


class Record(Struct, kw_only=True, forbid_unknown_fields=True):
    """Which files in a folder are ours."""

    about: str = ABOUT
    #: By path, the SHA-256 of the content that we gave it: of each content that it may have while a copy is under way.
    files: dict[str, list[str]] = {}
    complete: bool = True
    #: Files of other people that were shown, and are to stay.
    others: list[str] = []


class Found(Struct, frozen=True):
    """A file in the folder."""

    path: str
    #: The SHA-256 of its content; empty where it cannot be ours, as for a link.
    digest: str


class Plan(Struct, frozen=True, kw_only=True):
    """What a copy does to a folder: paths, sorted."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    same: tuple[str, ...]
    #: Files of other people, which stay.
    others: tuple[str, ...]
    #: Those among them that nobody has seen listed yet.
    unknown: tuple[str, ...]
    #: Files of other people whose place a file of the site takes.
    replaced: tuple[str, ...]
    #: Files of ours that somebody has changed since, and that the site no longer has: they stay.
    altered: tuple[str, ...]
    #: Files of the site before that a page which stays still uses.
    used: tuple[str, ...]
    #: Whether the last copy was cut off.
    cut_off: bool
    #: What each file of the site is called in the folder, where that differs in capitals alone.
    named: dict[str, str]

    @property
    def does_nothing(self) -> bool:
        """Whether the folder has the site already."""
        return not (self.new or self.changed or self.removed or self.cut_off)


def refuse_target(folder: Path, site: Path, parts: Sequence[Path], output: Path) -> None:
    """Make sure that a folder may be published to.

    Args:
        folder: where to publish.
        site: the folder of the site, in which it may lie.
        parts: folders of the site and the program, in which it may not lie.
        output: the folder that builds replace, in which it may not lie either.

    Raises:
        OutputRefused: the folder is not one to publish to; the problem says why.
    """
    resolved = folder.resolve()
    home = Path.home().resolve()
    another = "Choose a folder that is for the published site alone."
    if resolved == Path(resolved.anchor) or home.is_relative_to(resolved):
        raise OutputRefused(_refused(folder, "This folder holds everything, or it is your home folder.", another))
    for part in (site, *parts):
        if part.resolve().is_relative_to(resolved):
            raise OutputRefused(_refused(folder, f"It holds the site itself ({part.name or part}).", another))
    for part in (*parts, output):
        if resolved.is_relative_to(part.resolve()):
            raise OutputRefused(_refused(folder, f"It is in {part.name}/, which belongs to the site.", another))
    if (folder / MARKER).is_file():
        why = "A build made it, and the next build there replaces all of it."
        raise OutputRefused(_refused(folder, why, another))
    if folder.exists() and not folder.is_dir():
        raise OutputRefused(_refused(folder, "There is a file with that name.", another))
    if not folder.parent.is_dir():
        why = f"There is no folder {folder.parent} to put it in."
        advice = "Check the name, and that the drive is connected. Or make the folder first."
        raise OutputRefused(_refused(folder, why, advice))


def plan_copy(site: Mapping[str, str], folder: Path) -> tuple[Plan, Record]:
    """Compare a site with a folder; nothing is written.

    Args:
        site: the SHA-256 of each file of the site, by path.
        folder: need not exist.

    Returns:
        What a copy would do, and the record that the folder has.

    Raises:
        OutputRefused: something is in the way that is not ours to move.
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
            _refused(folder, f"{blocked} is in the way of a file of the site.", f"Move {blocked} to another folder.")
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
            named=named,
        ),
        record,
    )


def copy_site(
    files: Mapping[str, bytes],
    folder: Path,
    plan: Plan,
    record: Record,
    *,
    step: Callable[[str], None] = say_nothing,
) -> None:
    """Do what was planned.

    Cut off at any moment, each file is the one before or the new one, and no page is without what it needs: pages come
    after everything else, the first page after all others; pages that are no more go before what they used.

    Args:
        files: the content of each file of the site.
        folder: is made if it does not exist; the folder around it must.
        plan: what `plan_copy` gave.
        record: likewise.
        step: told which file is being copied.

    Raises:
        OutputRefused: the system did not allow it; the problem says how far it came, and what to do.
    """
    wanted = {path: sha256(content) for path, content in files.items()}
    copied = sorted((*plan.new, *plan.changed), key=lambda path: (path.endswith(".html"), path == "index.html", path))
    done = 0
    try:
        folder.mkdir(exist_ok=True)
        record.complete, record.others = not copied and not plan.removed, list(plan.others)
        for path, digest in wanted.items():
            record.files[path] = sorted({*record.files.get(path, ()), digest})
        _write_record(folder, record)
        for done, path in enumerate(copied):
            step(f"Copying file {done + 1} of {len(copied)}")
            _make_way(folder, path, plan.removed)
            if path in plan.named:
                (folder / plan.named[path]).rename(folder / path)
            _write(folder / path, files[path])
        done = len(copied)
        for path in sorted(plan.removed, key=lambda path: (not path.endswith(".html"), path)):
            if not (folder / path).is_dir():
                with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                    (folder / path).unlink()
            _remove_empty(folder, path)
        _remove_unfinished(folder)
        kept = {path: record.files[path] for path in (*plan.altered, *plan.used)}
        record.files, record.complete = {**kept, **{path: [digest] for path, digest in wanted.items()}}, True
        _write_record(folder, record)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"{_how_far(done, len(copied))} Run the same command again to copy the rest.") from None
    except OSError as error:
        raise OutputRefused(_cut_off(folder, done, len(copied), error)) from error


def sha256(content: bytes) -> str:
    """Give the SHA-256 of a content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _read_record(folder: Path) -> Record:
    file = folder / RECORD
    try:
        return msgspec.json.decode(file.read_bytes(), type=Record) if not file.is_symlink() else Record()
    except FileNotFoundError:
        return Record()
    except (OSError, msgspec.DecodeError):
        why = f"Its file {RECORD} cannot be read, so we cannot tell which files are ours."
        advice = f"Delete {RECORD} and publish again. We then list all files that differ."
        raise OutputRefused(_refused(folder, why, advice)) from None


def _write_record(folder: Path, record: Record) -> None:
    record.files = dict(sorted(record.files.items()))
    content = msgspec.json.format(msgspec.json.encode(record, order="sorted"), indent=1)
    if not (folder / RECORD).is_file() or (folder / RECORD).read_bytes() != content:
        _write(folder / RECORD, content)


def _digests(record: Record, path: str) -> set[str]:
    return set(record.files.get(path, ()))


def _found(folder: Path, site: Collection[str], record: Record) -> dict[str, Found]:
    """Everything in the folder, by its path as the site would write it; only what may be ours is read."""
    found: dict[str, Found] = {}
    waiting = [folder] if folder.is_dir() else []
    ours = {path.casefold() for path in (*site, *record.files)}
    try:
        while waiting:
            for entry in os.scandir(waiting.pop()):
                path = Path(entry.path).relative_to(folder).as_posix()
                if entry.name in _NEVER_TOUCHED or entry.name in _OF_THE_SYSTEM or path == RECORD:
                    continue
                if entry.name.startswith(_BESIDE):
                    continue  # A copy before this one did not finish it.
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                    continue
                name = unicodedata.normalize("NFC", path)
                read = entry.is_file(follow_symlinks=False) and name.casefold() in ours
                found[name] = Found(path=path, digest=sha256(Path(entry.path).read_bytes()) if read else "")
            if len(found) > MOST_FILES + len(ours):
                why = f"It has more than {MOST_FILES:,} files that we did not put there."
                raise OutputRefused(_refused(folder, why, "Choose a folder that is for the published site alone."))
    except OSError as error:
        why = f"We cannot read it: {error.strerror}."
        raise OutputRefused(_refused(folder, why, "Check that you may read all files in it.")) from error
    return _same_but_capitals(folder, site, found)


def _same_but_capitals(folder: Path, site: Collection[str], found: dict[str, Found]) -> dict[str, Found]:
    """Where a system takes Plan.pdf and plan.pdf for one file, name it as the site does."""
    by_letters = {path.casefold(): path for path in site}
    named: dict[str, Found] = {}
    for path, file in found.items():
        meant = by_letters.get(path.casefold(), path)
        same = meant != path and meant not in found and (folder / meant).exists()
        named[meant if same else path] = file
    return named


def _in_the_way(site: Mapping[str, str], found: Mapping[str, Found], gone: Sequence[str], folder: Path) -> str:
    """Name what is not ours in the place of a file or a folder of the site; empty for nothing."""
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
    """Of the files that the site no longer has, those that a page of other people still names."""
    if not pages:
        return set()
    text = "\n".join(_text(folder / page) for page in pages)
    return {path for path in gone if not path.endswith(".html") and path.rpartition("/")[2] in text}


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace") if not file.is_symlink() else ""
    except OSError:
        return ""


def _make_way(folder: Path, path: str, removed: Sequence[str]) -> None:
    """Remove a file of ours where a folder is to be, and files of ours where a file is to be."""
    for parent in Path(path).parents:
        if parent.as_posix() in removed and (folder / parent).is_file():
            (folder / parent).unlink()
    if (folder / path).is_dir():
        for each in removed:
            if each.startswith(f"{path}/"):
                (folder / each).unlink(missing_ok=True)
                _remove_empty(folder, each)


def _remove_empty(folder: Path, path: str) -> None:
    """Remove the folders that a file was the last in."""
    for parent in list(Path(path).parents)[:-1]:
        with contextlib.suppress(OSError):
            (folder / parent).rmdir()


def _remove_unfinished(folder: Path) -> None:
    """Remove what copies before this one did not finish."""
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in _NEVER_TOUCHED]
        for name in files:
            if name.startswith(_BESIDE):
                with contextlib.suppress(OSError):
                    Path(here, name).unlink()


def _write(file: Path, content: bytes) -> None:
    """Put a whole file in its place in one step."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{_BESIDE}{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(file)


def _refused(folder: Path, why: str, advice: str) -> Problem:
    return Problem.error("PUB-001", f"We do not publish to this folder. {why}", Location(file=str(folder)), advice)


def _cut_off(folder: Path, done: int, files: int, error: OSError) -> Problem:
    why = "you are not allowed to write there" if isinstance(error, PermissionError) else error.strerror or str(error)
    return Problem.error(
        "PUB-004",
        f"{_how_far(done, files)} The reason: {why}.",
        Location(file=str(folder)),
        "Check that the drive is connected and has space. Then run the same command again: it copies what is missing.",
    )


def _how_far(done: int, files: int) -> str:
    return f"We stopped after {done} of {files} files. Every page there is whole, but some are older than others."
