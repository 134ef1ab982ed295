"""Stamp the files in a site's folder at one moment: enough to notice that a file was saved, and cheap."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from pathlib import Path

from microsite.file_states import DEEPEST
from microsite.load.site_files import CONFIG
from microsite.load.walk import is_left_behind
from microsite.record import MOST_OUTSIDE, outside_names

#: Mtime, size, inode number and ctime: a copy with an old time stamp, or a file renamed over another one, differs in at
#: least one of them.
Stamp = tuple[int, int, int, int]
PARTS = (CONFIG, "content", "theme")


def scan(folder: Path, engine_templates: Path) -> dict[str, Stamp]:
    """Stamp every file that a site is made of.

    Args:
        folder: the site's folder.
        engine_templates: the templates that every site shares; their paths begin with `//`.

    Returns:
        Stamps by the path below the site's folder, with forward slashes.
    """
    found: dict[str, Stamp] = {}
    for part in PARTS:
        found.update(_stamps(os.fspath(folder / part), part, frozenset()))
    for part in outside_parts(folder):
        found.update(islice(_stamps(os.fspath(folder / part), part, frozenset()), MOST_OUTSIDE))
    found.update(_stamps(os.fspath(engine_templates), "//templates", frozenset()))
    return found


def outside_parts(folder: Path) -> list[str]:
    """List the paths that a site uses from outside its folder."""
    try:
        return list(outside_names((folder / CONFIG).read_bytes()).values())
    except OSError:
        return []


def rescan(seen: Mapping[str, Stamp], folder: Path, names: Collection[str]) -> dict[str, Stamp] | None:
    """Stamp some files again.

    Args:
        seen: the stamps from before.
        folder: the site's folder.
        names: the paths below it that events have named.

    Returns:
        All stamps, or None if more than those files may have changed: one of them is new, deleted or not a plain file.
    """
    found: dict[str, Stamp] = {}
    for name in names:
        stamped = list(_stamps(os.fspath(folder / name), name, frozenset())) if name in seen else []
        if [file for file, _ in stamped] != [name]:
            return None
        found.update(stamped)
    return {**seen, **found}


def changed_files(before: Mapping[str, Stamp], after: Mapping[str, Stamp]) -> list[str]:
    """List the files that were added, changed or removed, sorted."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def _stamps(path: str, name: str, above: frozenset[tuple[int, int]]) -> Iterator[tuple[str, Stamp]]:
    try:
        state = Path(path).stat()
    except OSError:
        # A broken link counts as a file, since it may be mended.
        if Path(path).is_symlink():
            yield name, (0, 0, 0, 0)
        return
    if not stat.S_ISDIR(state.st_mode):
        yield name, (state.st_mtime_ns, state.st_size, state.st_ino, state.st_ctime_ns)
        return
    yield f"{name}/", (0, 0, 0, 0)
    here = (state.st_dev, state.st_ino)
    if here in above or len(above) > DEEPEST:
        return
    try:
        with os.scandir(path) as entries:
            names = [entry.name for entry in entries if not is_left_behind(entry.name, name)]
    except OSError:
        return
    for each in names:
        yield from _stamps(f"{path}/{each}", f"{name}/{each}", above | {here})
