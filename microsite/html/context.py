"""What the passes over a chapter need to know, and what they find."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


#: Message about a picture that names no file, or whose address was removed.
NO_ADDRESS = "This picture does not name a file."


class Target(Struct, frozen=True):
    """Where an author's link leads once it is published; `problem` says why it leads nowhere."""

    address: str
    problem: str = ""
    advice: str = ""
    #: For a link to a heading of another chapter: that chapter's file and the id.
    chapter: str = ""
    fragment: str = ""
    #: Whether it leads to something that is left out for the time being; its text then stays, without a link.
    held_back: bool = False
    #: A sentence that says what was read differently from how it is written.
    repair: str = ""
    #: For a link to a file: its type and size, such as `PDF, 160 kB`.
    note: str = ""


class Term(Struct, frozen=True, kw_only=True):
    """A glossary term to explain."""

    #: All its forms, not escaped.
    names: tuple[str, ...]
    #: Its meaning in the brackets after it, not escaped; empty if that would be too long.
    short: str
    #: Where the glossary explains it in full.
    address: str


class Heading(Struct, frozen=True, kw_only=True):
    """A heading that the contents list can link to."""

    #: 2 for the highest heading below the page's title, then 3 to 6.
    level: int
    id: str
    #: Plain text, not escaped.
    text: str


class TitleMark(Struct, frozen=True, kw_only=True):
    """A footnote mark after a chapter's title."""

    id: str
    #: The id of the footnote.
    note: str
    number: str


class HeadingLink(Struct, frozen=True, kw_only=True):
    """A link to a heading that has yet to be looked up."""

    #: What the author wrote.
    written: str
    #: The address that is published.
    address: str
    #: File of the chapter that it leads to; empty if that is the chapter it is in.
    chapter: str
    #: The id to look up.
    id: str


class Found(Struct):
    """What the passes found in one chapter."""

    #: The title; empty if neither the front matter nor the text has one.
    title: str = ""
    #: Ids by which a link can refer to the title: its slug, and the ids that its heading was given.
    title_ids: tuple[str, ...] = ()
    #: Footnote marks after the title.
    title_marks: tuple[TitleMark, ...] = ()
    #: Whether `to be supplied` is anywhere in the chapter as it was written.
    lacks_facts: bool = False
    headings: tuple[Heading, ...] = ()
    words: int = 0
    #: The start of the first paragraph.
    first_words: str = ""
    ids: list[str] = field(default_factory=lambda: [])
    #: Ids that had to be renamed: the author's and the new one.
    renamed: list[tuple[str, str]] = field(default_factory=lambda: [])
    #: Ids that could not be part of an address as written: the author's and the one made from it.
    improved: list[tuple[str, str]] = field(default_factory=lambda: [])
    #: Links and pictures that lead nowhere: (as written, problem, hint).
    broken: list[tuple[str, str, str]] = field(default_factory=lambda: [])
    #: Links and pictures that lead somewhere other than they say: as written, with a sentence on where.
    repaired: list[tuple[str, str]] = field(default_factory=lambda: [])
    #: Links to what is left out for the time being: (as written, message, hint).
    held_back: list[tuple[str, str, str]] = field(default_factory=lambda: [])
    #: Links to headings of this chapter and of others.
    to_headings: list[HeadingLink] = field(default_factory=lambda: [])
    #: Links to files, each with the type and size of the file.
    to_files: list[tuple[LexborNode, str]] = field(default_factory=lambda: [])
    #: Pictures on other hosts: (as written, whether it is in a link, whether there is text to show instead).
    remote_pictures: list[tuple[str, bool, bool]] = field(default_factory=lambda: [])
    #: Names of the facts that the text shows, such as `priority/2`.
    shortcuts: list[str] = field(default_factory=lambda: [])


class AddedWords(Struct, frozen=True):
    """The interface's words that appear within chapters."""

    #: By their keys in the file of words.
    by_key: Mapping[str, str] = field(default_factory=lambda: {})
    #: Attributes that state their language if it is not the site's: `lang`, and `dir` if that differs.
    language: tuple[tuple[str, str], ...] = ()
    #: Keys of those that are in the site's language anyway.
    in_site_language: frozenset[str] = frozenset()

    def table(self, number: int) -> str:
        """Name a table that has no caption; on a page that is not a chapter, the number is 0."""
        return self.by_key.get("table.number", "Table {number}").format(number=number or "")


class Context(Struct, frozen=True, kw_only=True):
    """What the passes over one chapter need to know, and where they record what they find; each chapter has its own."""

    #: The title in the front matter, or an empty string.
    title: str = ""
    #: What tables without a caption are called, before their number in the text: `Table 2` for `Table 2.1`.
    table_label: str
    #: Prefix of the chapter's ids on the page with all chapters.
    slug: str
    #: Returns the target of an address as written; the second argument is True for a picture.
    resolve: Callable[[str, bool], Target]
    #: The prefix of each chapter by the address of its page.
    prefixes: Mapping[str, str] = field(default_factory=lambda: {})
    #: The glossary.
    terms: Sequence[Term] = ()
    words: AddedWords = AddedWords()
    found: Found = field(default_factory=Found)
