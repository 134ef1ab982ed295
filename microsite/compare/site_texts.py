"""The finished pages of a site → its chapters, in each of its languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from microsite.compare.passages import ChapterText
from microsite.compare.reading import passages_of_whole, words_of

#: The page that has all chapters.
WHOLE = "whole-document.html"
_LANGUAGE = re.compile(rb"<html[^>]*?\slang=\"([^\"]+)\"")
_NAMES = re.compile(rb"<article class=\"whole\" aria-labelledby=\"([^\"]+)\"")


class SiteText(Struct, frozen=True, kw_only=True):
    """The chapters of a site in one language."""

    #: The tag of the language.
    language: str
    chapters: tuple[ChapterText, ...]


def is_page_of_text(path: str) -> bool:
    """Whether a page, by its path, is one that all chapters of a language are on."""
    return path == WHOLE or (path.endswith(f"/{WHOLE}") and path.count("/") == 1)


def pages_with_text(page_of: Callable[[str], bytes], whole: Iterable[str]) -> dict[str, bytes]:
    """Give the pages that the chapters of a site are read from.

    Args:
        page_of: gives a page by its path; empty where there is none.
        whole: the paths of the pages that `is_page_of_text`.
    """
    found: dict[str, bytes] = {}
    for path in whole:
        found[path] = page_of(path)
        folder = path.removesuffix(WHOLE)
        beside = {f"{folder}{name.decode()}.html" for name in _NAMES.findall(found[path])}
        found |= {each: page_of(each) for each in sorted(beside)}
    return found


def texts_of_pages(pages: Mapping[str, bytes]) -> list[SiteText]:
    """Read the chapters of a site, in the order of the languages' folders.

    Args:
        pages: its pages by path: those with the whole document, and those of the chapters for their summaries.
    """
    found: list[SiteText] = []
    for path in sorted(filter(is_page_of_text, pages)):
        page, folder = pages[path], path.removesuffix(WHOLE)
        names = [each.decode() for each in _NAMES.findall(page)]
        summaries = {name: _summary(pages.get(f"{folder}{name}.html", b"")) for name in names}
        tag = _LANGUAGE.search(page)
        found.append(
            SiteText(
                language=tag[1].decode() if tag else "",
                chapters=tuple(passages_of_whole(page.decode("utf-8", "replace"), summaries)),
            )
        )
    return found


def text_in(texts: Iterable[SiteText], language: str) -> SiteText | None:
    """Give the chapters in a language; `en` is found for `en-GB`, where there is no other."""
    texts = list(texts)
    same = [each for each in texts if each.language.casefold() == language.casefold()]
    base = language.partition("-")[0].casefold()
    near = [each for each in texts if each.language.partition("-")[0].casefold() == base]
    return (same or near or [None])[0]


def _summary(page: bytes) -> str:
    from selectolax.lexbor import LexborHTMLParser

    if b'class="lede"' not in page:
        return ""
    return words_of(LexborHTMLParser(page.decode("utf-8", "replace")).css_first(".article__head > .lede"))
