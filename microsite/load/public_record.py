"""A record of what was public → the pages of it that a later text is compared with."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from microsite import program_name
from microsite.digests import blake2b
from microsite.load.archived import EarlierPages, NotReadable, read_zip
from microsite.load.language_words import primary_subtag

#: The page that has all chapters of a language, and how their names are in it.
WHOLE = "whole-document.html"
_NAMES = re.compile(rb"<article class=\"whole\" aria-labelledby=\"([^\"]+)\"")
_LANGUAGE = re.compile(rb"<html[^>]*?\slang=\"([^\"]+)\"")


def read_public_record(file: Path) -> tuple[str, str, dict[str, bytes]]:
    """Read a record, as far as a comparison needs it.

    Returns:
        The moment that its pages are for; what tells it from any other; and its pages with text, by path.

    Raises:
        NotReadable: it is none, or it does not say that it was public.
    """
    if not file.is_file():
        message = "This is a folder, not a record."
        raise NotReadable("CMP-002", message, "Name a zip file that the command archive has written.")
    earlier = read_zip(file)
    if earlier.manifest is None:
        message = "This is no record: it does not say which moment its pages are for."
        raise NotReadable("CMP-002", message, "Name a zip file that the command archive has written.")
    if not earlier.manifest.public:
        message = "This record does not say that people could read it, so we show none of its text."
        advice = (
            f"Name a record that was made with: {program_name()} archive --public. If you have none, delete the line."
        )
        raise NotReadable("CMP-006", message, advice)
    try:
        moment = datetime.fromisoformat(earlier.manifest.as_of)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        message = "This record does not say which moment its pages are for."
        raise NotReadable("CMP-002", message, "Name a zip file that the command archive has written.")
    pages = pages_with_text(earlier)
    digest = blake2b(repr(sorted(pages.items())).encode(), digest_size=16).hexdigest()
    return earlier.manifest.as_of, digest, pages


def pages_with_text(earlier: EarlierPages) -> dict[str, bytes]:
    """Give the pages that the chapters of an earlier version are read from, in each of its languages.

    Raises:
        NotReadable: one of them cannot be read.
    """
    found: dict[str, bytes] = {}
    for path in sorted(filter(is_page_of_text, earlier.paths)):
        page = found[path] = earlier.page(path)
        found |= {each: earlier.page(each) for each in pages_of_chapters(path, page) if each in earlier.paths}
    return found


def is_page_of_text(path: str) -> bool:
    """Whether a page, by its path, is one that all chapters of a language are on."""
    return path == WHOLE or (path.endswith(f"/{WHOLE}") and path.count("/") == 1)


def pages_of_chapters(path: str, page: bytes) -> list[str]:
    """Name the pages of the chapters that are on a page with all of them.

    Args:
        path: that of the page.
        page: what is on it.
    """
    folder = path.removesuffix(WHOLE)
    return sorted({f"{folder}{name.decode()}.html" for name in _NAMES.findall(page)})


def language_of_page(page: bytes) -> str:
    """The tag of the language that a page says it is in; empty where it says none."""
    tag = _LANGUAGE.search(page)
    return tag[1].decode() if tag else ""


def in_language(languages: list[str], wanted: str) -> int | None:
    """Find a language among others, by its place; `en` is found for `en-GB`, where there is no other."""
    folded = [each.casefold() for each in languages]
    if wanted.casefold() in folded:
        return folded.index(wanted.casefold())
    bases = list(map(primary_subtag, languages))
    base = primary_subtag(wanted)
    return bases.index(base) if base in bases else None
