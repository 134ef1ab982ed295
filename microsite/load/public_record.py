"""Read, from a record of what was public, the pages that a later text is compared with."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from microsite import program_name
from microsite.digests import blake2b
from microsite.load.archived import EarlierPages, EarlierVersionUnreadable, read_zip
from microsite.load.language_words import primary_subtag

#: The whole document of a language, and how the chapters' names appear in it.
WHOLE = "whole-document.html"
_NAMES = re.compile(rb"<article class=\"whole\" aria-labelledby=\"([^\"]+)\"")
_LANGUAGE = re.compile(rb"<html[^>]*?\slang=\"([^\"]+)\"")


def read_public_record(file: Path) -> tuple[str, str, dict[str, bytes]]:
    """Read what a comparison needs from a record.

    Returns:
        The moment that its pages were built for; a digest of the pages; and the pages with text, by path.

    Raises:
        EarlierVersionUnreadable: it is not a record, or does not say that it was public.
    """
    if not file.is_file():
        message = "This is a folder, not a record."
        raise EarlierVersionUnreadable("CMP-002", message, "Name a zip file that the command archive has written.")
    earlier = read_zip(file)
    if earlier.manifest is None:
        message = "This is no record: it does not say which moment its pages are for."
        raise EarlierVersionUnreadable("CMP-002", message, "Name a zip file that the command archive has written.")
    if not earlier.manifest.public:
        message = "This record does not say that people could read it, so we show none of its text."
        advice = (
            f"Name a record that was made with: {program_name()} archive --public. If you have none, delete the line."
        )
        raise EarlierVersionUnreadable("CMP-006", message, advice)
    try:
        moment = datetime.fromisoformat(earlier.manifest.as_of)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        message = "This record does not say which moment its pages are for."
        raise EarlierVersionUnreadable("CMP-002", message, "Name a zip file that the command archive has written.")
    pages = pages_with_text(earlier)
    digest = blake2b(repr(sorted(pages.items())).encode(), digest_size=16).hexdigest()
    return earlier.manifest.as_of, digest, pages


def pages_with_text(earlier: EarlierPages) -> dict[str, bytes]:
    """Return the pages that have an earlier version's text, by path: whole documents and chapters in each language.

    Raises:
        EarlierVersionUnreadable: one of them cannot be read.
    """
    found: dict[str, bytes] = {}
    for path in sorted(filter(is_page_of_text, earlier.paths)):
        page = found[path] = earlier.page(path)
        found |= {each: earlier.page(each) for each in pages_of_chapters(path, page) if each in earlier.paths}
    return found


def is_page_of_text(path: str) -> bool:
    """Whether a path is that of a whole document."""
    return path == WHOLE or (path.endswith(f"/{WHOLE}") and path.count("/") == 1)


def pages_of_chapters(path: str, page: bytes) -> list[str]:
    """Return the paths of the pages of the chapters in a whole document.

    Args:
        path: the whole document's path.
        page: its content.
    """
    folder = path.removesuffix(WHOLE)
    return sorted({f"{folder}{name.decode()}.html" for name in _NAMES.findall(page)})


def language_of_page(page: bytes) -> str:
    """Return the language tag that a page declares; empty if it declares none."""
    tag = _LANGUAGE.search(page)
    return tag[1].decode() if tag else ""


def in_language(languages: list[str], wanted: str) -> int | None:
    """Return a language's index in a list, preferring the same tag to the same language (`en` for `en-GB`)."""
    folded = [each.casefold() for each in languages]
    if wanted.casefold() in folded:
        return folded.index(wanted.casefold())
    bases = list(map(primary_subtag, languages))
    base = primary_subtag(wanted)
    return bases.index(base) if base in bases else None
