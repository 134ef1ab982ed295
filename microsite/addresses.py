"""Addresses that readers may have: find where a renamed chapter has gone, and which addresses have disappeared."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from microsite.file_states import is_own_file
from microsite.formats.host_files import is_for_hosts
from microsite.lazy_patterns import lazy_pattern
from microsite.load.chapters import noun_of
from microsite.load.front_matter import front_matter_lines
from microsite.model.chapter import Chapter
from microsite.model.site import Site
from microsite.problems import Location, Problem, listed
from microsite.record import LARGEST_BYTES
from microsite.store_disk import write_privately

FILE = "addresses.json"
_FINGERPRINT = lazy_pattern(r"\.[0-9a-f]{8,}\.\w+$")
_CONTROL = lazy_pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_REDIRECTS = lazy_pattern(r"redirect_from[ \t]*:")


class Page(Struct, frozen=True, array_like=True):
    """What the last build knew about a chapter's page; every field is empty for other pages and for documents."""

    file: str = ""
    title: str = ""
    size_bytes: int = 0
    #: For a page that has disappeared: where its chapter is now.
    now: str = ""


class Changes(Struct, frozen=True, kw_only=True):
    """What has happened to addresses since the last build."""

    #: Ask for `redirect_from` if a chapter was renamed.
    problems: tuple[Problem, ...]
    #: Addresses that have disappeared with no chapter to take their place.
    gone: tuple[str, ...]
    #: What to remember for the next build.
    pages: dict[str, Page]


def known_addresses(store_folder: Path, output: Path) -> dict[str, Page]:
    """Return what the last build published; empty if that is not known."""
    return _read(store_folder).get(_name(store_folder, output), {})


def keep_addresses(store_folder: Path, output: Path, pages: Mapping[str, Page]) -> None:
    """Remember what is published, for the next build."""
    remembered = _read(store_folder)
    name = _name(store_folder, output)
    if remembered.get(name) != pages:
        content = msgspec.json.encode({**remembered, name: dict(pages)}, order="sorted")
        write_privately(store_folder / FILE, content)


def changed_addresses(
    known: Mapping[str, Page], paths: Collection[str], sites: Sequence[Site], contents: Mapping[str, bytes]
) -> Changes:
    """Find out what has happened to the addresses that the last build published.

    Args:
        known: from `known_addresses`.
        paths: every path that is published now.
        sites: the site as it is now, in each language.
        contents: the files of the site, by path.
    """
    folders = {site.folder + text.path: site.folder for site in sites for text in site.texts}
    chapters = {site.folder + text.path: text for site in sites for text in site.texts}
    pages = {path: Page() for path in paths if _is_public(path)}
    for path, chapter in chapters.items():
        pages[path] = Page(chapter.file, str(chapter.title), len(contents.get(chapter.file, b"")))
    free = {path: pages[path] for path in chapters if path not in known}
    inner = sorted({site.folder for site in sites if site.folder})
    old: dict[str, list[str]] = {}
    gone: list[str] = []
    remembered: dict[str, Page] = {}
    for path, page in sorted(known.items()):
        if path in pages:
            continue
        folder = next(each for each in (*inner, "") if path.startswith(each))
        beside = {new: each for new, each in free.items() if folders[new] == folder}
        now = page.now if page.now in chapters else _renamed(page, beside) if page.file else ""
        if not now:
            gone.append(path)
            continue
        old.setdefault(now, []).append(path)
        remembered[path] = Page(page.file, page.title, page.size_bytes, now)
    problems = (
        _missing_redirect(
            [each.removeprefix(folders[now]) for each in paths],
            chapters[now],
            contents.get(chapters[now].file, b"").decode("utf-8-sig", "replace"),
        )
        for now, paths in old.items()
    )
    return Changes(problems=tuple(dict.fromkeys(problems)), gone=tuple(gone), pages={**pages, **remembered})


def _renamed(page: Page, free: Mapping[str, Page]) -> str:
    """Find the new page for one that has disappeared: the only one with its title, else with its length; else empty."""
    titled = [path for path, each in free.items() if each.title == page.title]
    as_long = [path for path, each in free.items() if each.size_bytes == page.size_bytes]
    return titled[0] if len(titled) == 1 else as_long[0] if len(as_long) == 1 else ""


def _missing_redirect(old: Sequence[str], chapter: Chapter, source: str) -> Problem:
    redirects = f"redirect_from: [{', '.join([*chapter.redirect_from, *old])}]"
    lines = source.splitlines() or [""]
    front = front_matter_lines(lines)
    if front is None:
        advice = f"Write three lines at the very top of the file: “---”, then “{redirects}”, then “---” again."
    elif chapter.redirect_from or any(_REDIRECTS.match(line) for line in lines[front.start : front.end]):
        advice = f"Write {redirects} in place of the list that is there."
    else:
        advice = f"Write {redirects} on a line of its own below the first “{lines[front.start].strip()}”."
    was = f"This {noun_of(chapter.file)} was at {listed(old)}, and is now at {chapter.path}."
    message = f"{was} People who go to the old address find nothing there."
    return Problem.warning("CHAP-017", message, Location(file=chapter.file), advice)


def has_fingerprint(path: str) -> bool:
    """Whether a file's name changes with its content, so that nobody keeps its address."""
    return bool(_FINGERPRINT.search(path))


def _is_public(path: str) -> bool:
    """Whether people may have the address of a file, as of pages and documents but not of fingerprinted files."""
    return not has_fingerprint(path) and not path.startswith("assets/") and not is_for_hosts(path)


def _name(store_folder: Path, output: Path) -> str:
    return os.path.relpath(os.path.abspath(output), os.path.abspath(store_folder.parent))


def _read(store_folder: Path) -> dict[str, dict[str, Page]]:
    """Read what is remembered, by the output folder; names that no published file can have are left out."""
    file = store_folder / FILE
    try:
        if not is_own_file(str(file)) or file.stat().st_size > LARGEST_BYTES:
            return {}
        read = msgspec.json.decode(file.read_bytes(), type=dict[str, dict[str, Page]])
    except (OSError, MemoryError, RecursionError, ValueError):
        return {}
    return {
        name: {path: page for path, page in pages.items() if not _CONTROL.search(path)} for name, pages in read.items()
    }
