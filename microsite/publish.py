"""Copy a site into a folder that readers are served from: changed files first, pages after them, then removals.

Only files known to be ours are ever removed, and only those are replaced unless the author has agreed (`--adopt`). A
record in the folder says which files are ours.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from microsite.problems import Location, OutputRefused, Problem, why_not_written
from microsite.progress import say_nothing
from microsite.publish_plan import BESIDE, NEVER_TOUCHED, RECORD, Plan, Record, refused
from microsite.write import MARKER, why_not_a_place


def refuse_target(folder: Path, site: Path, parts: Sequence[Path], output: Path) -> None:
    """Check that a folder may be published to.

    Args:
        folder: where to publish.
        site: the site's folder; the folder may be inside it.
        parts: folders of the site and the program; the folder may not be inside them.
        output: the folder that builds replace; the folder may not be inside it either.

    Raises:
        OutputRefused: the folder may not be published to; the problem says why.
    """
    another = "Choose a folder that is for the published site alone."
    why = why_not_a_place(folder, site, parts)
    if not why and folder.resolve().is_relative_to(output.resolve()):
        why = f"It is in {output.name}/, which belongs to the site."
    if why:
        raise OutputRefused(refused(folder, why, another))
    if (folder / MARKER).is_file():
        why = "A build made it, and the next build there replaces all of it."
        raise OutputRefused(refused(folder, why, another))
    if folder.exists() and not folder.is_dir():
        raise OutputRefused(refused(folder, "There is a file with that name.", another))
    if not folder.parent.is_dir():
        why = f"There is no folder {folder.parent} to put it in."
        advice = "Check the name, and that the drive is connected. Or make the folder first."
        raise OutputRefused(refused(folder, why, advice))


def copy_site(
    files: Mapping[str, bytes],
    folder: Path,
    plan: Plan,
    record: Record,
    *,
    step: Callable[[str], None] = say_nothing,
) -> None:
    """Carry out a plan.

    If this is cut off at any moment, each file is either the old or the new one, and no page lacks what it needs: pages
    are copied after everything else, the home page last, and old pages are removed before the files that they used.

    Args:
        files: the content of each file of the site.
        folder: is made if it does not exist; its parent must exist.
        plan: from `plan_copy`.
        record: likewise.
        step: called with which file is being copied.

    Raises:
        OutputRefused: the system did not allow it; the problem says how far the copy got, and what to do.
    """
    copied = sorted((*plan.new, *plan.changed), key=lambda path: (path.endswith(".html"), path == "index.html", path))
    done = 0
    try:
        folder.mkdir(exist_ok=True)
        record.complete, record.others = not copied and not plan.removed, list(plan.others)
        for path, digest in plan.digests.items():
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
        record.files, record.complete = {**kept, **{path: [digest] for path, digest in plan.digests.items()}}, True
        _write_record(folder, record)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"{_how_far(done, len(copied))} Run the same command again to copy the rest.") from None
    except OSError as error:
        raise OutputRefused(_cut_off(folder, done, len(copied), error)) from error


def _write_record(folder: Path, record: Record) -> None:
    record.files = dict(sorted(record.files.items()))
    content = msgspec.json.format(msgspec.json.encode(record, order="sorted"), indent=1)
    if not (folder / RECORD).is_file() or (folder / RECORD).read_bytes() != content:
        _write(folder / RECORD, content)


def _make_way(folder: Path, path: str, removed: Sequence[str]) -> None:
    """Remove a file of ours where a folder has to go, and files of ours where a file has to go."""
    for parent in Path(path).parents:
        if parent.as_posix() in removed and (folder / parent).is_file():
            (folder / parent).unlink()
    if (folder / path).is_dir():
        for each in removed:
            if each.startswith(f"{path}/"):
                (folder / each).unlink(missing_ok=True)
                _remove_empty(folder, each)


def _remove_empty(folder: Path, path: str) -> None:
    """Remove the folders above a removed file that are empty."""
    for parent in list(Path(path).parents)[:-1]:
        with contextlib.suppress(OSError):
            (folder / parent).rmdir()


def _remove_unfinished(folder: Path) -> None:
    """Remove temporary files that earlier copies have left."""
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in NEVER_TOUCHED]
        for name in files:
            if name.startswith(BESIDE):
                with contextlib.suppress(OSError):
                    Path(here, name).unlink()


def _write(file: Path, content: bytes) -> None:
    """Write a file by way of a temporary one, so that it is never half there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{BESIDE}{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(file)


def _cut_off(folder: Path, done: int, files: int, error: OSError) -> Problem:
    return Problem.error(
        "PUB-004",
        f"{_how_far(done, files)} The reason: {why_not_written(error)}.",
        Location(file=str(folder)),
        "Check that the drive is connected and has space. Then run the same command again: it copies what is missing.",
    )


def _how_far(done: int, files: int) -> str:
    return f"We stopped after {done} of {files} files. Every page there is whole, but some are older than others."
