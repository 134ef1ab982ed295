"""Extracts a site's chapters, in each of its languages, from its rendered pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from microsite.compare.passages import ChapterText
from microsite.compare.reading import name_of_page, passages_of_whole, words_of
from microsite.load.public_record import in_language, is_page_of_text, language_of_page, pages_of_chapters


class SiteText(Struct, frozen=True, kw_only=True):
    """The chapters of a site in one language."""

    #: The tag of the language.
    language: str
    chapters: tuple[ChapterText, ...]


def texts_of_pages(pages: Mapping[str, bytes]) -> list[SiteText]:
    """Read the chapters of a site, in the order of the languages' folders.

    Args:
        pages: its pages by path: those with the whole document, and the chapters' own for their summaries.
    """
    found: list[SiteText] = []
    for path in sorted(filter(is_page_of_text, pages)):
        page = pages[path]
        summaries = {name_of_page(each): _summary(pages.get(each, b"")) for each in pages_of_chapters(path, page)}
        chapters = passages_of_whole(page.decode("utf-8", "replace"), summaries)
        found.append(SiteText(language=language_of_page(page), chapters=tuple(chapters)))
    return found


def text_in(texts: Sequence[SiteText], language: str) -> SiteText | None:
    """Return the chapters in a language, or else in the first variant of it, such as `en` for `en-GB`."""
    place = in_language([each.language for each in texts], language)
    return None if place is None else texts[place]


def _summary(page: bytes) -> str:
    from selectolax.lexbor import LexborHTMLParser

    if b'class="lede"' not in page:
        return ""
    return words_of(LexborHTMLParser(page.decode("utf-8", "replace")).css_first(".article__head > .lede"))
