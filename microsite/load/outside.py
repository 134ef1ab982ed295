"""Load what `theme:`, `shared:` and `changes_from:` in site_config.yaml name, inside or outside a site's folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from microsite.load.plain_file import link_is_safe, load_plain_file
from microsite.problems import Location, Problem
from microsite.record import outside_names

#: Walks a folder: yields its files, each with its path, and appends problems to the list.
Walk = Callable[[Path, list[Problem]], Iterator[tuple[str, bytes]]]


class EarlierRecord(Struct, frozen=True, kw_only=True):
    """What is in the record that `changes_from:` names."""

    #: The moment that its pages were built for, with its UTC offset.
    as_of: str
    #: Digest of its pages.
    digest: str
    #: Its pages that have chapters' text, by path.
    pages: Mapping[str, bytes]

    def __repr__(self) -> str:
        """Identify the record without its pages."""
        return f"EarlierRecord({self.as_of}, {self.digest})"


class Outside(Struct, frozen=True, kw_only=True):
    """What a site takes from outside its folder."""

    #: Paths as site_config.yaml names them, with forward slashes; empty if it names none.
    theme: str = ""
    shared: str = ""
    #: The content of the shared file; empty if there is none.
    shared_content: bytes = b""
    changes_from: str = ""
    #: What could be read of the record; None if there is none, or none that may be shown.
    earlier: EarlierRecord | None = None

    def theme_path(self, file: str) -> str:
        """Return a theme file's path as its author knows it."""
        return f"{self.theme}{file[5:]}" if self.theme and file.startswith("theme/") else file

    def with_theme_path(self, problem: Problem) -> Problem:
        """Return a problem with the theme's folder named as in site_config.yaml."""
        if not self.theme or "theme/" not in f"{problem.location.file} {problem.message} {problem.advice}":
            return problem
        message, advice = (text.replace("theme/", f"{self.theme}/") for text in (problem.message, problem.advice))
        location = replace(problem.location, file=self.theme_path(problem.location.file))
        return replace(problem, location=location, message=message, advice=advice)


#: For a site that names none of them.
NO_OUTSIDE = Outside()


def load_outside(
    folder: Path, config: bytes, walk: Walk, problems: list[Problem]
) -> tuple[Outside, dict[str, bytes] | None]:
    """Load what a site names outside its folder.

    Args:
        folder: the site's folder.
        config: the content of its site_config.yaml.
        walk: walks a folder as the site's own folders are walked.
        problems: problems found are appended.

    Returns:
        What was found; and the theme's files, with paths as if they were in theme/, or None if no folder is named.
    """
    names = outside_names(config)
    files: dict[str, bytes] | None = None
    theme = names.get("theme", "")
    if theme == "theme":
        theme = ""
    if theme:
        files = {}
        top = folder / theme
        wrong = _wrong_theme(folder, top, theme)
        if wrong:
            problems.append(_problem(config, "theme", *wrong))
        else:
            files.update(walk(top, problems))
    shared, content = names.get("shared", ""), b""
    if shared:
        found: list[Problem] = []
        path = folder / shared
        if not path.exists() and not path.is_symlink():
            advice = "Put the file there, correct the line, or delete it."
            problems.append(_problem(config, "shared", f"There is no file {shared}.", advice))
        elif link_is_safe(path.parent, path, shared, found):
            content = load_plain_file(str(path), shared, found) or b""
        problems += found
    changes_from, earlier = names.get("changes_from", ""), None
    if changes_from:
        earlier = _earlier(folder, config, changes_from, problems)
    outside = Outside(theme=theme, shared=shared, shared_content=content, changes_from=changes_from, earlier=earlier)
    return outside, files


def _earlier(folder: Path, config: bytes, name: str, problems: list[Problem]) -> EarlierRecord | None:
    """Read the record of what was public."""
    from microsite.load.archived import EarlierVersionUnreadable
    from microsite.load.public_record import read_public_record

    path, found = folder / name, list[Problem]()
    if not path.exists() and not path.is_symlink():
        advice = "Put the record there, correct the line, or delete it."
        problems.append(_problem(config, "changes_from", f"There is no file {name}.", advice))
        return None
    if not link_is_safe(path.parent, path, name, found):
        problems += found
        return None
    try:
        as_of, digest, pages = read_public_record(path)
    except EarlierVersionUnreadable as error:
        problems.append(_problem(config, "changes_from", error.message, error.advice, error.code))
        return None
    return EarlierRecord(as_of=as_of, digest=digest, pages=pages)


def _wrong_theme(folder: Path, top: Path, name: str) -> tuple[str, str] | None:
    if not top.exists() and not top.is_symlink():
        return "There is no such folder.", "Put the folder there, correct the line, or delete it."
    if not top.is_dir():
        return "This is a file, not a folder.", "Name the folder that has site.css, templates or locales in it."
    if top.is_symlink():
        return "This is a link to a folder, not a folder.", "Name the folder itself."
    here, there = folder.resolve(), top.resolve()
    if here.is_relative_to(there) or there.is_relative_to(here / "content"):
        advice = "Name a folder that has nothing in it but the look: site.css, templates and locales."
        return f"The folder {name} is no place for a theme: parts of the site are in it.", advice
    return None


def _problem(config: bytes, key: str, message: str, advice: str, code: str = "FILE-023") -> Problem:
    for number, line in enumerate(config.decode("utf-8-sig", "replace").splitlines(), 1):
        if line.startswith(f"{key}:"):
            column = len(line) - len(line.partition(":")[2].lstrip()) + 1
            length = len(line.rstrip()) - column + 1
            place = Location(file="site_config.yaml", line=number, column=column, source=line, length=max(1, length))
            return Problem.error(code, message, place, advice, path=key)
    return Problem.error(code, message, Location(file="site_config.yaml"), advice, path=key)
