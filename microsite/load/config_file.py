"""Load a site's `site_config.yaml`, and report files and folders that are mistaken for the ones we read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from microsite import quoted, typed_program
from microsite.load.file_copies import copied_from
from microsite.load.file_names import nfc, readable
from microsite.load.plain_file import load_file
from microsite.load.walk import is_left_behind
from microsite.problems import Location, Problem, SiteUnreadable
from microsite.record import ENGINE

CONFIG = "site_config.yaml"
_HIDDEN = " Windows hides the ending .txt. To see it in File Explorer, choose View, Show, File name extensions."


def load_config(folder: Path) -> bytes:
    """Return the content of site_config.yaml.

    Raises:
        SiteUnreadable: there is no such file, or it cannot be read.
    """
    problems: list[Problem] = []
    if not folder.is_dir():
        there = "is a file, not a folder" if folder.exists() else "does not exist"
        advice = "Give the folder that holds site_config.yaml."
        if not os.path.lexists(folder):
            advice = f"{advice} To begin a new site there, type: {typed_program()} new {quoted(str(folder))}"
        raise SiteUnreadable([Problem.error("FILE-011", f"The folder {there}.", Location(file=str(folder)), advice)])
    content = load_file(folder, CONFIG, folder / CONFIG, problems)
    if content is None:
        raise SiteUnreadable(problems or [_no_site(folder)])
    return content


def _no_site(folder: Path) -> Problem:
    similar = sorted(name for name in os.listdir(folder) if re.fullmatch(r"site.?config.*", name, re.IGNORECASE))
    advice = (
        f"Rename {readable(similar[0])} to {CONFIG}.{_HIDDEN if similar[0].lower().endswith('.txt') else ''}"
        if similar
        else f"To begin a site, type: {typed_program()} new {_offered(folder)} "
        f"– or give the folder that holds {CONFIG}: --site FOLDER"
    )
    return Problem.error(
        "FILE-011", f"This folder is not a site: it has no {CONFIG} in it.", Location(file=CONFIG), advice
    )


def _offered(folder: Path) -> str:
    """The folder to suggest for a new site: this one if it is empty, else a new one outside the program's own."""
    if not any(not is_left_behind(name, "") for name in os.listdir(folder)):
        return quoted(str(folder))
    in_program = Path.cwd().resolve().is_relative_to(Path(ENGINE).resolve())
    return str(Path("..", "our-plan")) if in_program else "our-plan"


def names_beside_config(folder: Path) -> Iterator[Problem]:
    """Report files and folders that look like the site's configuration or folders but are not read."""
    names = sorted(os.listdir(folder))
    for name in names:
        shown = readable(nfc(name))
        is_config = (
            re.fullmatch(r"site[ ._-]?config\.ya?ml(\.txt)?", name, re.IGNORECASE) or copied_from(name) == CONFIG
        )
        if is_config and name != CONFIG and not _same(folder, name, CONFIG):
            message = f"We do not read this file: we only read {CONFIG}."
            advice = "Delete it, or move it out of the folder."
            yield Problem.warning("FILE-010", message, Location(file=shown), advice)
        by_language = re.fullmatch(r"site[ ._-]?config[._-]([a-z]{2,3}(?:[_-][A-Za-z]{2,4})?)\.ya?ml", name)
        if by_language:
            message = f"We do not read this file: we only read {CONFIG}, which has the texts of every language."
            advice = (
                f"Write each text there by language, as in title: {{en-GB: …, {by_language[1]}: …}}. Then delete it."
            )
            yield Problem.warning("FILE-010", message, Location(file=shown), advice)
        right = name.casefold()
        if right in ("content", "theme") and name != right and not (folder / right).exists():
            message = f"We do not read the folder “{shown}”: it must be called {right}, in small letters."
            yield Problem.warning("FILE-018", message, Location(file=shown), f"Rename it to {right}.")


def _same(folder: Path, name: str, other: str) -> bool:
    """Whether two names are the same file, as on a case-insensitive file system."""
    try:
        return (folder / name).samefile(folder / other)
    except OSError:
        return False
