"""Write files from memory to the output folder: first beside it, then swapped in, so that it is never half built."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from msgspec import Struct

from microsite.problems import Location, OutputRefused, Problem, why_not_written
from microsite.progress import say_nothing
from microsite.replace_files import BEFORE, HalfReplaced, remove_whatever, replace_files
from microsite.store import Store
from microsite.swap import exchange, only_writer, remove, rename, uninterrupted

#: Marks a folder as made by this program; only a marked or empty folder is ever replaced.
MARKER = ".microsite"
MARKER_TEXT = b"This folder is made by microsite. Every build replaces all of it: change the site, not these files.\n"
#: The folder that files are first written to inside an output that cannot be replaced as a whole.
_STAGING = ".new"
#: Errors that mean that the folder cannot be renamed, although its files can be replaced.
_CANNOT_RENAME = frozenset({errno.EBUSY, errno.EXDEV, errno.ENOTSUP})


def refuse_output(output: Path, site: Path, parts: Sequence[Path], *, by_site: bool = True) -> None:
    """Check that a folder may be replaced.

    Args:
        output: the folder.
        site: the site's folder; the output may be inside it.
        parts: folders that must survive; the output may not be inside them either.
        by_site: whether a site is to replace it, rather than something about a site, such as a rehearsal.

    Raises:
        OutputRefused: the folder may not be replaced; the problem says why.
    """
    if output.is_symlink():
        raise _refused(output, "It is a link to another folder.")
    if why := why_not_a_place(output, site, parts):
        raise _refused(output, why)
    if not output.exists():
        return
    if not output.is_dir():
        raise _refused(output, "There is a file with that name.")
    try:
        is_others = any(output.iterdir()) and not (output / MARKER).is_file()
    except OSError as error:
        raise _refused(output, "We may not look into it.", "Allow it, or choose another folder.") from error
    if is_others:
        raise _refused(output, "It holds files that this program did not make.")
    if not by_site and _is_site(output):
        advice = "Choose another folder. The site then stays as it is."
        raise _refused(output, "It holds the site that a build made.", advice)


def why_not_a_place(folder: Path, site: Path, parts: Sequence[Path]) -> str:
    """Say why a folder cannot hold a site's pages, however they get there; empty if it can.

    Args:
        folder: the folder.
        site: the site's folder; the folder may be inside it.
        parts: folders that must survive; the folder may not be inside them either.
    """
    resolved = folder.resolve()
    home = Path.home().resolve()
    if resolved == Path(resolved.anchor) or home.is_relative_to(resolved):
        return "This folder holds everything, or it is your home folder."
    for each in (site, *parts):
        if each.resolve().is_relative_to(resolved):
            return f"It holds the site itself ({each.name or each})."
    for each in parts:
        if resolved.is_relative_to(each.resolve()):
            return f"It is in {each.name}/, which belongs to the site."
    return ""


def refuse_file(file: Path, parts: Sequence[Path]) -> None:
    """Check that a file that is not for readers may be written where it was asked for.

    Args:
        file: the file.
        parts: folders that belong to the site.

    Raises:
        OutputRefused: it would be published, or taken for a part of the site; the problem says which.
    """
    resolved, why = file.resolve(), ""
    made = next((folder for folder in resolved.parents if (folder / MARKER).is_file()), None)
    part = next((each for each in parts if resolved.is_relative_to(each.resolve())), None)
    if made:
        why = f"It would be published, or deleted by the next build: {made.name}/ is what a build makes."
    elif part:
        why = f"{part.name}/ belongs to the site."
    if why:
        advice = f"Give another place after --to, such as {file.name} alone."
        message = f"We do not write the file to this folder. {why}"
        raise OutputRefused(Problem.error("OUT-001", message, Location(file=str(file)), advice))


@runtime_checkable
class InPieces(Protocol):
    """Files that can be written without having each of them in memory as a whole."""

    def pieces(self, path: str) -> Iterable[bytes]:
        """Yield a file piece by piece."""
        ...


#: Size, mtime, ctime, inode number and mode; empty for no file.
State = tuple[int, ...]


class _Written(Struct, frozen=True, array_like=True):
    """A file as an earlier build left it."""

    digest: bytes
    state: State


def write_output(
    files: Mapping[str, bytes],
    output: Path,
    *,
    digest: Callable[[str], bytes] | None = None,
    store: Store | None = None,
    step: Callable[[str], None] = say_nothing,
) -> dict[str, State]:
    """Replace the output folder with these files, all or nothing.

    If killed at any moment, this leaves either the previous site or the new one, and the next build tidies up. Only if
    two folders cannot be exchanged in one step is there a moment with neither: the next build puts the old one back.
    In a folder that cannot be renamed, such as a mount point, the files are replaced one by one.

    Args:
        files: everything to publish, by path.
        output: the folder.
        digest: returns the digest of a file by its path, if that is known without the content.
        store: knows what an earlier build wrote; files that have not changed are linked, not written again.
        step: called with a message while another build has to be waited for.

    Returns:
        The state of each file as it was left; without those that another program has changed since.

    Raises:
        OutputRefused: the system does not allow it; the last good output is left as it was.
    """
    old = output.with_name(f".{output.name}.old")
    digests = {path: digest(path) for path in files} if digest and store else {}
    key = key_of_output(output, store) if store else b""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with only_writer(output, step):
            known: dict[str, _Written] = (store.find(key, dict[str, _Written]) if store and digests else None) or {}
            same = {
                path
                for path, each in digests.items()
                if path in known and known[path].digest == each and known[path].state == _state(f"{output}/{path}")
            }
            _clear_up(output, old)
            if os.path.ismount(output):
                written = _replace_one_by_one(files, output, same)
            else:
                written = _replace_at_once(files, output, old, same)
            # While no other build can write here; what another program has changed by now is left out below.
            left = {path: _state(f"{output}/{path}") for path in files}
    except OSError as error:
        raise OutputRefused(_cannot_write(output, old, error)) from error
    left = {path: state for path, state in left.items() if _without_entry(state) == _without_entry(written[path])}
    if store and digests:
        store.keep(key, {path: _Written(digest=digests[path], state=state) for path, state in left.items()})
    return left


def key_of_output(output: Path, store: Store) -> bytes:
    """Return the key of what the store knows about an output folder."""
    return store.key("output", os.path.abspath(output))


def _replace_at_once(files: Mapping[str, bytes], output: Path, old: Path, same: Collection[str]) -> dict[str, State]:
    """Write all files into a folder beside the output, and swap that in; return the state of each file."""
    new = output.with_name(f".{output.name}.new-{os.getpid()}")
    new.mkdir()  # Fails if it exists: then it is not ours to remove.
    try:
        written = _write_all(files, new, output, same)
        with uninterrupted():
            _swap(new, output, old)
    except OSError as error:
        if error.errno not in _CANNOT_RENAME:
            raise
        return _replace_one_by_one(files, output, same)
    finally:
        remove(new, MARKER)
    return written


def _replace_one_by_one(files: Mapping[str, bytes], output: Path, same: Collection[str]) -> dict[str, State]:
    """Write all files into a folder inside the output, then move each into place; return the state of each file."""
    new = output / _STAGING
    remove_whatever(new)
    new.mkdir(parents=True)
    try:
        written = _write_all(files, new, output, same)
        with uninterrupted():
            replace_files(new, output, files.keys(), MARKER)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return written


def _without_entry(state: State) -> State:
    """Leave out the ctime, which changes when the file gains or loses a hard link."""
    return (*state[:2], *state[3:])


def _state(file: str) -> State:
    """Return what shows whether a file has changed; empty for no file."""
    try:
        found = os.lstat(file)
    except OSError:
        return ()
    if not stat.S_ISREG(found.st_mode):
        return ()
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_mode)


def _clear_up(output: Path, old: Path) -> None:
    """Put the last good output back if a swap was cut off halfway, and remove what killed builds have left."""
    if _is_left_by_us(old) and not output.exists():
        rename(old, output)
    begins = f".{output.name}.new-"
    for beside in output.parent.iterdir():
        is_new = beside.name.startswith(begins) and beside.name[len(begins) :].isdecimal()
        if (is_new or beside == old) and _is_left_by_us(beside):
            remove(beside, MARKER)


def _is_left_by_us(folder: Path) -> bool:
    """Whether a folder has our marker, or is empty, as it is if its removal was cut off at the very end."""
    try:
        return not folder.is_symlink() and ((folder / MARKER).is_file() or not any(folder.iterdir()))
    except OSError:  # It is no folder, or we may not look into it.
        return False


def _write_all(files: Mapping[str, bytes], folder: Path, before: Path, same: Collection[str]) -> dict[str, State]:
    """Write files into a new folder; those that are the same as before are hard links to the earlier files."""
    written: dict[str, State] = {}
    (folder / MARKER).write_bytes(MARKER_TEXT)  # First, so that a half-written folder is known to be ours.
    mode = _state(f"{folder}/{MARKER}")[-1]
    made = {""}
    in_pieces = files if isinstance(files, InPieces) else None
    inside = os.path.realpath(folder)
    for path in files:
        if not f"{os.path.normpath(f'{inside}/{path}')}{os.sep}".startswith(f"{inside}{os.sep}"):
            raise OSError(f"{path} leads out of the output")
        parent = path.rpartition("/")[0]
        if parent not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        if path not in same or not _linked(f"{before}/{path}", f"{folder}/{path}", mode):
            with (folder / path).open("wb") as file:
                file.writelines(in_pieces.pieces(path) if in_pieces else (files[path],))
        written[path] = _state(f"{folder}/{path}")
    return written


def _linked(file: str, target: str, mode: int) -> bool:
    """Hard-link a file; return False if the file system cannot, or if its mode differs and it must be written again."""
    if _state(file)[-1:] != (mode,):
        return False
    try:
        os.link(file, target)
    except OSError:
        return False
    return True


def _swap(new: Path, output: Path, old: Path) -> None:
    """Put a new folder in the place of the output, and remove the previous one."""
    if not output.exists():
        rename(new, output)
    elif exchange(new, output):
        remove(new, MARKER)
    else:
        rename(output, old)
        try:
            rename(new, output)
        except OSError:
            with contextlib.suppress(OSError):
                old.rename(output)
            raise
        remove(old, MARKER)


def _is_site(folder: Path) -> bool:
    """Whether a folder holds a finished site: its summary is there, or in the folder of a language.

    A rehearsal does not count: it has a whole site in the folder of each stage, whose name begins with a number.
    """
    from microsite.formats.summary_json import SUMMARY

    within = (each for each in folder.iterdir() if not each.name[:1].isdecimal())
    return any((each / SUMMARY).is_file() for each in (folder, *within))


_ANOTHER_FOLDER = "Choose an empty folder, one that does not exist yet, or one that an earlier build made."


def _refused(output: Path, why: str, advice: str = _ANOTHER_FOLDER) -> OutputRefused:
    message = f"We do not write the site to this folder. {why}"
    return OutputRefused(Problem.error("OUT-001", message, Location(file=str(output)), advice))


def _cannot_write(output: Path, old: Path, error: OSError) -> Problem:
    reason = why_not_written(error)
    advice = "Close programs that show files from the output folder, check that the disk has space, and build again."
    if error.errno == errno.EROFS or (isinstance(error, PermissionError) and not os.access(output.parent, os.W_OK)):
        advice = "Build to a folder that you can write to: add --output and its name, such as --output ../our-site."
    if old.exists() and not (old / MARKER).is_file():
        reason = f"{old.name} beside it is in the way, and holds files that this program did not make"
        advice = (
            f"Rename {old}, or move it somewhere else, and build again. A build puts the last output there for a "
            "moment."
        )
    left = "The last good output is unchanged."
    if isinstance(error, HalfReplaced):
        left = f"Some files are new, and the ones that they replaced are in {BEFORE}."
    return Problem.error(
        "OUT-002",
        f"We cannot write the site: {reason}. {left}",
        Location(file=str(output)),
        advice,
    )
