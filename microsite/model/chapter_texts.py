"""Converts the text of every chapter that is shown, and caches it until something that it depends on changes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial

import msgspec
from msgspec import Struct

from microsite.html.context import AddedWords, Context, Heading, HeadingLink, Term, TitleMark
from microsite.model.chapter import Body
from microsite.model.heading_links import MendedLinks, with_addresses
from microsite.model.links import Destinations
from microsite.model.ordering import Entry
from microsite.problems import Problem, capped
from microsite.store import Store, digest_of


class TextContext(Struct, frozen=True, kw_only=True, dict=True):
    """Everything that a chapter's text can refer to."""

    destinations: Destinations
    #: The names of the shortcuts a text can use; None if they are not known.
    shortcuts: frozenset[str] | None
    terms: tuple[Term, ...]
    words: AddedWords
    #: The prefix of a chapter's ids in the whole document, by the path of its page.
    prefixes: Mapping[str, str]

    @cached_property
    def digest(self) -> bytes:
        """Digest of everything that a chapter's text can refer to."""
        names = sorted(self.shortcuts) if self.shortcuts is not None else None
        words = (sorted(self.words.by_key.items()), self.words.language, sorted(self.words.in_site_language))
        return digest_of(repr((self.destinations.key, names, self.terms, words, sorted(self.prefixes.items()))))


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """Summary of a chapter's text: what other pages need to know without loading it."""

    #: From the front matter or the text; empty if neither has one.
    title: str
    title_ids: tuple[str, ...]
    title_marks: tuple[TitleMark, ...]
    first_words: str
    headings: tuple[Heading, ...]
    words: int
    ids: tuple[str, ...]
    #: Links to headings that are still to be resolved, each with its line, column and length.
    to_headings: tuple[tuple[tuple[int, int, int], HeadingLink], ...]
    #: Digests of the safe HTML for the chapter's own page and for the whole document; empty if there is no text.
    html: bytes
    html_in_whole: bytes
    problems: tuple[Problem, ...]


class ChapterTexts:
    """The converted texts of chapters, cached in the store."""

    def __init__(self, store: Store, context: TextContext) -> None:
        """Take the store, and everything that texts can refer to."""
        self.store = store
        self.context = context
        self._shelf = store.shelf("chapter text", (context.digest,), Outline)

    def outline(self, entry: Entry, number: int) -> Outline:
        """Return the outline of a chapter's text, converting the chapter if the store does not have it.

        Args:
            entry: the chapter.
            number: its place among those that are shown, from 1.
        """
        return self._shelf.find(_key(entry, number)) or self._make(entry, number)

    def is_known(self, entry: Entry, number: int) -> bool:
        """Whether the outline is in the store already."""
        return self._shelf.find(_key(entry, number)) is not None

    def body(self, entry: Entry, number: int, outline: Outline, mended: MendedLinks | None = None) -> Body:
        """Return a chapter's text, which is loaded lazily.

        Args:
            entry: the chapter.
            number: its place among those that are shown, from 1.
            outline: its outline.
            mended: links in it whose addresses are to be replaced; None for none.
        """
        text = partial(self._text, entry, number)
        if mended is None:
            return Body(outline.html, outline.html_in_whole, text)
        own = digest_of("own", outline.html, repr(sorted(mended.own.items())))
        in_whole = digest_of("whole", outline.html_in_whole, repr(sorted(mended.in_whole.items())))
        changes = {own: (outline.html, mended.own), in_whole: (outline.html_in_whole, mended.in_whole)}
        return Body(own, in_whole, lambda digest: with_addresses(text(changes[digest][0]), changes[digest][1]))

    def _text(self, entry: Entry, number: int, digest: bytes) -> str:
        if not digest:
            return ""
        key = self.store.key("html", digest)
        found: str | None = self.store.find(key, str, in_memory=False)
        if found is None:
            self._make(entry, number)
            found = self.store.find(key, str, in_memory=False)
        return found or ""

    def _make(self, entry: Entry, number: int) -> Outline:
        from microsite.html.chapter import Converted, convert_chapter, finish_chapter

        converted = self.store.get(
            "chapter converted", (entry.digest,), lambda: convert_chapter(entry.source), Converted, in_memory=False
        )
        known = self.context
        context = Context(
            title=_title(entry),
            table_label=known.words.table(number),
            words=known.words,
            slug=entry.slug,
            resolve=known.destinations.resolve,
            prefixes=known.prefixes,
            terms=known.terms,
        )
        text = finish_chapter(converted, entry.source, context, known.shortcuts)
        outline = Outline(
            title=text.title,
            title_ids=text.title_ids,
            title_marks=text.title_marks,
            first_words=text.first_words,
            headings=text.headings,
            words=text.words,
            ids=tuple(sorted(text.ids)),
            to_headings=text.to_headings,
            html=self._kept(text.html),
            html_in_whole=self._kept(text.html_in_whole),
            problems=capped((*converted.problems, *text.problems)),
        )
        self._shelf.keep(_key(entry, number), outline)
        return outline

    def _kept(self, html: str) -> bytes:
        if not html:
            return b""
        digest = digest_of(html)
        self.store.keep(self.store.key("html", digest), html, in_memory=False)
        return digest


def _key(entry: Entry, number: int) -> bytes:
    return number.to_bytes(4, "big") + entry.digest


def _title(entry: Entry) -> str:
    return str(entry.front.title or "")
