"""Walk a site's folders, yielding files and reporting what cannot be read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

from microsite.lazy_patterns import lazy_pattern
from microsite.load.file_copies import left_behind_problem
from microsite.load.file_names import is_unicode, nfc, readable
from microsite.load.name_problems import names_that_look_alike, undecodable_name
from microsite.load.plain_file import link_is_safe, load_plain_file, unreadable
from microsite.load.root_files import LEFT_AT_ROOT, ROOT_FOLDER
from microsite.problems import Location, Problem

#: What editors and operating systems leave behind.
LEFT_BEHIND = lazy_pattern(r"\..*|~\$.*|.*~|#.*#|Thumbs\.db|desktop\.ini|__pycache__|.*\.(tmp|swp|bak)", re.IGNORECASE)


def is_left_behind(name: str, folder: str) -> bool:
    """Whether a file is something that an editor or system left behind.

    Args:
        name: its name.
        folder: its folder's path below the site's folder.
    """
    if name.startswith(".") and f"{folder}/".startswith(ROOT_FOLDER):
        return bool(LEFT_AT_ROOT.fullmatch(name))
    return bool(LEFT_BEHIND.fullmatch(name))


def load_tree(folder: Path, name: str, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one of a site's folders, each with its path; none if there is no such folder.

    Args:
        folder: the site's folder.
        name: the name of the folder in it.
        problems: problems found are appended.
    """
    top = folder / name
    if not top.is_dir():
        if os.path.lexists(top):
            problems.append(
                Problem.error(
                    "FILE-004", f"“{name}” is not a folder.", Location(file=name), "Make it a folder, or rename it."
                )
            )
        return
    yield from walk(folder, top, problems, (top.resolve(),), name)


def walk(
    folder: Path, top: Path, problems: list[Problem], above: tuple[Path, ...], here: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the files below a folder, each with its path.

    Args:
        folder: the folder that no symlink may lead out of.
        top: the folder to walk.
        problems: problems found are appended.
        above: the resolved folders from the top down to this one, to detect symlink loops.
        here: the path of `top` in the paths that are yielded.
    """
    try:
        with os.scandir(top) as found:
            there = sorted(((nfc(entry.name), entry) for entry in found), key=itemgetter(0))
    except OSError as error:
        problems.append(unreadable(here, error))
        return
    beside = {name for name, _ in there}
    entries: list[tuple[str, os.DirEntry[str]]] = []
    for name, entry in there:
        if not is_left_behind(entry.name, here):
            entries.append((name, entry))
        elif left := left_behind_problem(readable(f"{here}/{name}"), beside):
            problems.append(left)
    problems.extend(names_that_look_alike(here, entries))
    for name, entry in entries:
        file = f"{here}/{name}"
        if not is_unicode(name):
            problems.append(undecodable_name(file, entry))
            continue
        if entry.is_symlink() and not link_is_safe(folder, Path(entry.path), file, problems):
            continue
        if entry.is_dir():
            real = Path(entry.path).resolve()
            if real in above:
                advice = "Delete the link."
                problems.append(
                    Problem.error("FILE-006", "The link goes round in a circle.", Location(file=file), advice)
                )
            else:
                yield from walk(folder, Path(entry.path), problems, (*above, real), file)
        else:
            content = load_plain_file(entry.path, file, problems)
            if content is not None:
                yield file, content
