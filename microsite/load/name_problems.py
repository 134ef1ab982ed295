"""Report file names that are not valid text, that look alike, or that are impossible on another system."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from microsite.lazy_patterns import lazy_pattern
from microsite.load.file_names import escaped, readable
from microsite.problems import Location, Problem

#: Names that Windows reserves for devices, with any extension.
RESERVED = lazy_pattern(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
NOT_ON_WINDOWS = lazy_pattern(r'[<>:"|?*\\\x00-\x1f]|[. ]$')


def names_that_look_alike(here: str, entries: Sequence[tuple[str, os.DirEntry[str]]]) -> Iterator[Problem]:
    """Report files of one folder whose names differ only in how an accent is encoded.

    Args:
        here: the folder.
        entries: what is in it, each with its normalised name.
    """
    by_name: dict[str, list[os.DirEntry[str]]] = defaultdict(list)
    for name, entry in entries:
        by_name[name].append(entry)
    for name, same in by_name.items():
        if len(same) > 1:
            listed = " and ".join(_distinguishable_name(entry) for entry in sorted(same, key=lambda entry: entry.name))
            message = (
                f"The name “{readable(name)}” is there {len(same)} times, with its accents written in different ways."
            )
            advice = f"They are {listed}. Keep one of them, and delete the other or give it a different name."
            yield Problem.error("FILE-015", message, Location(file=readable(f"{here}/{name}")), advice)


def _distinguishable_name(entry: os.DirEntry[str]) -> str:
    try:
        what = "a folder" if entry.is_dir() else f"{entry.stat().st_size:,} bytes"
    except OSError:
        what = "we cannot read it"
    return f"“{escaped(entry.name)}” ({what})"


def undecodable_name(file: str, entry: os.DirEntry[str]) -> Problem:
    """Report a file or folder whose name is not valid text."""
    what = "folder" if entry.is_dir(follow_symlinks=False) else "file"
    message = f"The name of this {what} is not in UTF-8, so it cannot be the name of a page or a file."
    advice = (
        f"Rename the {what}, using letters, digits and hyphens. Such names often come from an old ZIP file or disk."
    )
    return Problem.error("FILE-016", message, Location(file=readable(file)), advice)


def name_problems(names: Mapping[str, bytes]) -> Iterator[Problem]:
    """Report names that are impossible on another system, or are the same file there."""
    by_folded: dict[str, str] = {}
    for file in names:
        name = file.rsplit("/", 1)[-1]
        if RESERVED.fullmatch(name):
            message = f"Windows keeps the name “{name}” for a device."
            yield Problem.error("FILE-007", message, Location(file=file), "Give the file a different name.")
        elif NOT_ON_WINDOWS.search(name):
            message = f"Windows cannot keep a file called “{readable(name)}”."
            advice = "Use letters, digits and hyphens, and no dot or space at the end."
            yield Problem.error("FILE-007", message, Location(file=readable(file)), advice)
        folded = unicodedata.normalize("NFKC", file).casefold()
        other = by_folded.setdefault(folded, file)
        if other != file:
            first, second = name, other.rsplit("/", 1)[-1]
            if first == second:
                first, second = file, other  # Their folders differ.
            message = f"“{first}” and “{second}” are the same file on Windows and macOS."
            yield Problem.error("FILE-008", message, Location(file=file), "Give one of them a different name.")
