"""A chapter's text as passages, the units that two versions are compared by."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

#: What a passage is. A `row` is a table row with its cells separated by `CELL`; an `item` is a list item.
Kind: TypeAlias = Literal[
    "title",
    "summary",
    "heading",
    "paragraph",
    "item",
    "row",
    "caption",
    "quotation",
    "note",
    "term",
    "definition",
    "listing",
    "picture",
]
#: Separates the cells of a row.
CELL = " | "
#: Replaces the number of a footnote, because a new note changes the numbers of all that follow.
NOTE_MARK = "*"


class Passage(Struct, frozen=True, kw_only=True):
    """The words of one block of a chapter: a heading, a paragraph, a list item or the like."""

    #: The `name` of its chapter.
    chapter: str
    #: Its place in the chapter: 0 for the title, then counted from 1.
    number: int
    kind: Kind
    #: The words, with single spaces; never empty.
    text: str
    #: The targets of its links and the files of its pictures, in order.
    addresses: tuple[str, ...] = ()


class ChapterText(Struct, frozen=True, kw_only=True):
    """One chapter of one version of a site."""

    #: The name of its page without the extension, such as `play`; unique among the chapters.
    name: str
    title: str
    #: Its place among the chapters, counted from 1; 0 for a page that is not a chapter.
    number: int = 0
    #: Names that it had before, from `redirect_from`.
    former_names: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(each.text.split()) for each in self.passages)
