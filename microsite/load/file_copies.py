"""Find copies that browsers, file managers and sync programs make, and files of which only a backup is left."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Location, Problem

#: How programs name copies; the named group is the name of the original.
_COPY = lazy_pattern(
    r"(?:copy of|kopie von|copie de|copia de) (?P<behind>.+)"
    r"|(?P<name>.+?)(?:"
    r" ?\([0-9]{1,2}\)"  # browsers, Google Drive
    r"| - (?:copy|kopie|copie|copia)(?: ?\(?[0-9]{1,3}\)?)?"  # Windows
    r"| ?\([^()]*(?:conflict|konflikt)[^()]*\)"  # Dropbox, Nextcloud
    r"|[ ._-](?:sync-)?conflict[ ._-]*[0-9].*"  # Syncthing and others
    r"|-(?-i:LAPTOP|DESKTOP)-[a-z0-9]{4,}(?:-[0-9]+)?"  # OneDrive, with a computer's name
    r")",
    re.IGNORECASE,
)
#: Names that count as copies only if the original lies beside them, since people may choose such names.
_PERHAPS_COPY = lazy_pattern(
    r"(?P<name>.+?)(?: copy(?: [0-9]{1,3})?|[ ._-](?:sync-)?conflict.*|-(?:laptop|desktop|pc|win|macbook)[ _-]?.*)",
    re.IGNORECASE,
)
_TEXT_FILE = r"(?:md|markdown|ya?ml)"
_BACKUP = lazy_pattern(rf"#?(?P<name>[^.#~].*\.{_TEXT_FILE})(?:#|\.(?:bak|tmp))", re.IGNORECASE)
_NAMELESS = lazy_pattern(rf"\.{_TEXT_FILE}", re.IGNORECASE)
_IN_THE_CLOUD = lazy_pattern(r"\.(?P<name>.+)\.icloud", re.IGNORECASE)


def copied_from(name: str) -> str:
    """Return the name of the file that this one seems to be a copy of; empty if it is not named like a copy."""
    stem, dot, ending = name.rpartition(".")
    original = ""
    while match := _COPY.fullmatch(stem):  # There are copies of copies.
        stem = original = match["behind"] or match["name"]
    return f"{original}{dot}{ending}" if original else ""


def copies(files: Collection[str]) -> dict[str, str]:
    """Map each file that is a copy of one in the same folder to that original."""
    by_folded = {file.casefold(): file for file in files}
    found: dict[str, str] = {}
    for file in files:
        folder, slash, name = file.rpartition("/")
        perhaps = _PERHAPS_COPY.fullmatch(name.rpartition(".")[0])
        for original in (copied_from(name), f"{perhaps['name']}.{name.rpartition('.')[2]}" if perhaps else ""):
            there = by_folded.get(f"{folder}{slash}{original}".casefold()) if original else None
            if there:
                found[file] = there
    return found


def copy_problems(read: Collection[str], found: dict[str, str]) -> Iterator[Problem]:
    """Report copies of chapters and lists, which are not read, and chapters that are only named like a copy.

    Args:
        read: the paths of all chapters, pages and lists, copies included.
        found: what `copies` found among them.
    """
    for file, original in found.items():
        name, of = file.rsplit("/", 1)[-1], original.rsplit("/", 1)[-1]
        message = f"“{name}” looks like a copy of {of} that a program made. Only one of them can be right."
        advice = (
            f"Compare the two, and delete the one you do not want. If you want both, give “{name}” a different name."
        )
        yield Problem.error("FILE-019", message, Location(file=file), advice)
    for file in read:
        name = file.rsplit("/", 1)[-1]
        original = "" if file in found or file.startswith("content/data/") else copied_from(name)
        if original:
            message = f"“{name}” is named like a copy of {original} that a program made. We still read it."
            advice = f"If you want it, rename it to {original}. Otherwise delete it."
            yield Problem.warning("FILE-019", message, Location(file=file), advice)


def left_behind_problem(file: str, beside: Collection[str]) -> Problem | None:
    """Report a file skipped as a program's leftover if it may be all that is left of a text; None if not.

    Args:
        file: its path.
        beside: the names of everything in its folder.
    """
    name = file.rsplit("/", 1)[-1]
    if name == ".well-known":
        message = f"We do not read the folder “{name}” here."
        return Problem.warning("FILE-018", message, Location(file=file), f"Move it to content/root/{name}.")
    backup, away = _BACKUP.fullmatch(name), _IN_THE_CLOUD.fullmatch(name)
    if away and away["name"] not in beside:
        message = f"{away['name']} is in iCloud and not on this computer, so we do not read it."
        advice = f"Open {away['name']} once, or choose Download Now in Finder."
    elif backup and backup["name"] not in beside:
        message = f"“{name}” is a backup that a program made, and {backup['name']} itself is not there."
        advice = f"If you want its text, rename it to {backup['name']}. Otherwise delete it."
    elif _NAMELESS.fullmatch(name):
        message = f"“{name}” has an ending but no name, so we do not read it."
        advice = f"Give it a name in front of the dot, such as 02-paths{name.lower()}."
    else:
        return None
    return Problem.warning("FILE-020", message, Location(file=file), advice)
