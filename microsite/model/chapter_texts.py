"""The text of every chapter that is shown: converted once, and kept as long as nothing that it depends on changes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial

import msgspec
from msgspec import Struct

from microsite.html.context import Context, Heading, Term
from microsite.model.chapter import Body
from microsite.model.links import Destinations
from microsite.model.ordering import Entry
from microsite.problems import Problem
from microsite.store import Store, digest_of


class TextContext(Struct, frozen=True, kw_only=True, dict=True):
    """What the text of a chapter can refer to."""

    destinations: Destinations
    #: The names of the facts that a text can place; None while they are not known.
    shortcuts: frozenset[str] | None
    terms: tuple[Term, ...]
    #: What stands in front of a chapter's ids in the whole document, by the path of its page.
    prefixes: Mapping[str, str]

    @cached_property
    def digest(self) -> bytes:
        """Tells one state of all this from another."""
        names = sorted(self.shortcuts) if self.shortcuts is not None else None
        return digest_of(repr((self.destinations.key, names, self.terms, sorted(self.prefixes.items()))))


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a chapter's text without having it at hand."""

    #: From the front matter or the text; empty where neither says it.
    title: str
    first_words: str
    headings: tuple[Heading, ...]
    words: int
    ids: tuple[str, ...]
    #: Links to headings that have yet to be found: where it stands, the file of the chapter or "", the id.
    to_headings: tuple[tuple[tuple[int, int, int], str, str], ...]
    #: Digests of the safe HTML, as the chapter's own page and as the whole document shows it; empty for no text.
    html: bytes
    html_in_whole: bytes
    problems: tuple[Problem, ...]


class ChapterTexts:
    """Gives the texts of chapters, from the store where they are known."""

    def __init__(self, store: Store, context: TextContext) -> None:
        """Take the store, and what texts can refer to."""
        self.store = store
        self.context = context

    def outline(self, entry: Entry, number: int) -> Outline:
        """Tell what is known of a chapter's text.

        Args:
            entry: the chapter.
            number: its place among those that are shown, from 1.
        """
        key = self._key(entry, number)
        found: Outline | None = self.store.find(key, Outline)
        return found or self._make(entry, number)

    def is_known(self, entry: Entry, number: int) -> bool:
        """Whether nothing has to be converted to give the outline."""
        return self.store.find(self._key(entry, number), Outline) is not None

    def body(self, entry: Entry, number: int, outline: Outline) -> Body:
        """Give a chapter's text, which is read when it is asked for."""
        return Body(outline.html, outline.html_in_whole, partial(self._text, entry, number))

    def _text(self, entry: Entry, number: int, digest: bytes) -> str:
        if not digest:
            return ""
        key = self.store.key("html", digest)
        found: str | None = self.store.find(key, str, in_memory=False)
        if found is None:
            self._make(entry, number)
            found = self.store.find(key, str, in_memory=False)
        return found or ""

    def _key(self, entry: Entry, number: int) -> bytes:
        return self.store.key("chapter text", entry.digest, _title(entry), number, self.context.digest)

    def _make(self, entry: Entry, number: int) -> Outline:
        from microsite.html.chapter import Converted, convert_chapter, finish_chapter

        converted = self.store.get(
            "chapter converted", (entry.digest,), lambda: convert_chapter(entry.source), Converted, in_memory=False
        )
        known = self.context
        context = Context(
            title=_title(entry),
            table_label=f"Table {number}",
            slug=entry.slug,
            resolve=known.destinations.resolve,
            prefixes=known.prefixes,
            terms=known.terms,
        )
        text = finish_chapter(converted, entry.source, context, known.shortcuts)
        outline = Outline(
            title=text.title,
            first_words=text.first_words,
            headings=text.headings,
            words=text.words,
            ids=tuple(sorted(text.ids)),
            to_headings=text.to_headings,
            html=self._kept(text.html),
            html_in_whole=self._kept(text.html_in_whole),
            problems=(*converted.problems, *text.problems),
        )
        self.store.keep(self._key(entry, number), outline)
        return outline

    def _kept(self, html: str) -> bytes:
        if not html:
            return b""
        digest = digest_of(html)
        self.store.keep(self.store.key("html", digest), html, in_memory=False)
        return digest


def _title(entry: Entry) -> str:
    return str(entry.front.title or "")
