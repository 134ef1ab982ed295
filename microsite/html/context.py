"""What the passes over a chapter are told, and what they find."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


#: What is wrong with a picture that names no file, or whose address was left out.
NO_ADDRESS = "This picture does not name a file."


class Target(Struct, frozen=True):
    """Where a link of an author's leads once it is published; `problem` says why it leads nowhere."""

    address: str
    problem: str = ""
    advice: str = ""
    #: For a link to a heading of another chapter: that chapter's file and the id.
    chapter: str = ""
    fragment: str = ""
    #: Whether it leads to something that is left out for a time; the words then stay without a link.
    held_back: bool = False
    #: What was read otherwise than it is written, as a sentence.
    repair: str = ""
    #: For a link to a file: its type and size, as `PDF, 160 kB`.
    note: str = ""


class Term(Struct, frozen=True, kw_only=True):
    """A word to explain."""

    #: Every form of it, not escaped.
    names: tuple[str, ...]
    #: What is in the brackets behind it, not escaped; empty where it would be too long.
    short: str
    #: Where the glossary explains it at length.
    address: str


class Heading(Struct, frozen=True, kw_only=True):
    """A heading that the contents list can lead to."""

    #: 2 for the highest heading below the page's title, then 3 to 6.
    level: int
    id: str
    #: Plain text, not escaped.
    text: str


class TitleMark(Struct, frozen=True, kw_only=True):
    """The mark of a footnote behind a chapter's title."""

    id: str
    #: The id of the note.
    note: str
    number: str


class HeadingLink(Struct, frozen=True, kw_only=True):
    """A link to a heading that has yet to be found."""

    #: What the author wrote.
    written: str
    #: The address that is published.
    address: str
    #: The file of the chapter that it leads to; empty for the chapter that it is in.
    chapter: str
    #: The id that is looked for.
    id: str


class Found(Struct):
    """What was found in one chapter."""

    #: The title; empty where neither the front matter nor the text says it.
    title: str = ""
    #: Names by which a link can mean the title: its words as an id, and the ids its heading was given.
    title_ids: tuple[str, ...] = ()
    #: Marks of footnotes behind the title.
    title_marks: tuple[TitleMark, ...] = ()
    #: Whether the words for a fact that is to be supplied are anywhere in the chapter as it was written.
    lacks_facts: bool = False
    headings: tuple[Heading, ...] = ()
    words: int = 0
    #: The start of the first paragraph.
    first_words: str = ""
    ids: list[str] = field(default_factory=lambda: [])
    #: Ids that had to be renamed: the author's and the new one.
    renamed: list[tuple[str, str]] = field(default_factory=lambda: [])
    #: Ids that could not be in an address as they are written: the author's and the one made of it.
    improved: list[tuple[str, str]] = field(default_factory=lambda: [])
    #: Links and pictures as written, with what is wrong: (as written, problem, hint).
    broken: list[tuple[str, str, str]] = field(default_factory=lambda: [])
    #: Links and pictures that lead elsewhere than they say, as written, with a sentence on where.
    repaired: list[tuple[str, str]] = field(default_factory=lambda: [])
    #: Links to what is left out for a time, as written, with what to know: (as written, message, hint).
    held_back: list[tuple[str, str, str]] = field(default_factory=lambda: [])
    #: Links to headings of this chapter and of others.
    to_headings: list[HeadingLink] = field(default_factory=lambda: [])
    #: Links to files, each with what is said of the file.
    to_files: list[tuple[LexborNode, str]] = field(default_factory=lambda: [])
    #: Pictures on other hosts, as written, and whether each is in a link.
    remote_pictures: list[tuple[str, bool, bool]] = field(default_factory=lambda: [])
    #: The names of the facts that the text places, as `priority/2`.
    shortcuts: list[str] = field(default_factory=lambda: [])


class AddedWords(Struct, frozen=True):
    """The interface's words that are in chapters."""

    #: By their keys in the file of words.
    by_key: Mapping[str, str] = field(default_factory=lambda: {})
    #: What says which language they are in, where it is not the site's: `lang`, and `dir` where that differs.
    language: tuple[tuple[str, str], ...] = ()
    #: The keys of those that are in the site's language all the same.
    spoken: frozenset[str] = frozenset()

    def table(self, number: int) -> str:
        """Name a table that has no caption; on a page that is no chapter, the number is 0."""
        return self.by_key.get("table.number", "Table {number}").format(number=number or "")


class Context(Struct, frozen=True, kw_only=True):
    """What the passes over one chapter are told, and where they note what they find; each chapter has its own."""

    #: The title that the front matter gives, or an empty string.
    title: str = ""
    #: What the scrolling regions of tables are called, as `Table 2`.
    table_label: str
    #: What is in front of the chapter's ids on the page with all chapters.
    slug: str
    #: Gives the target of an address as written; True for a picture.
    resolve: Callable[[str, bool], Target]
    #: The prefix of each chapter by the address of its page.
    prefixes: Mapping[str, str] = field(default_factory=lambda: {})
    #: The glossary.
    terms: Sequence[Term] = ()
    words: AddedWords = AddedWords()
    found: Found = field(default_factory=Found)
