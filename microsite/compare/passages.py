"""What a reader reads of a chapter, as passages: the pieces that two versions are compared by."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

#: What a passage is. A row is a row of a table, its cells parted by `CELL`; an item is one of a list.
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
#: What stands between two cells of a row.
CELL = " | "
#: What stands for the number of a footnote: a new note would change the numbers of all that follow.
NOTE_MARK = "*"


class Passage(Struct, frozen=True, kw_only=True):
    """A heading, a paragraph, an item of a list or the like: the words of one piece of a chapter."""

    #: The `name` of the chapter that it is in.
    chapter: str
    #: Its place in the chapter: the title is 0, and all else is counted from 1.
    number: int
    kind: Kind
    #: The words, with single spaces; never empty.
    text: str
    #: Where its links lead and what its pictures are, in their order.
    addresses: tuple[str, ...] = ()


class ChapterText(Struct, frozen=True, kw_only=True):
    """One chapter of one version of a site."""

    #: Tells it from the other chapters: the name of its page without the ending, as `play`.
    name: str
    title: str
    #: Its place among the chapters, counted from 1; 0 for a page that is no chapter.
    number: int = 0
    #: Names that it had before, as `redirect_from` gives them.
    former_names: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(each.text.split()) for each in self.passages)
