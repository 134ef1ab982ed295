"""The types that a comparison of two versions of a text consists of, and how to get either version back from it.

Each chapter is a list of changes in reading order. Without the additions it is the old text, without the removals the
new one:

    kept       the same words
    added      words that the old version does not have
    removed    words that the new version does not have
    reworded   different words in the same place; also a passage that was split, or passages that were merged
    reshaped   the same words in another form, such as a list instead of a paragraph
    moved      words that were elsewhere, perhaps reworded as well; in the list where they are now
    gone       the place where moved words were before; it says where they are now
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from microsite.compare.passages import ChapterText, Kind, Passage

What: TypeAlias = Literal["kept", "added", "removed", "reworded", "reshaped", "moved", "gone"]
Action: TypeAlias = Literal["kept", "inserted", "deleted"]
#: Separates passages that were merged, or that one was split into.
BREAK = "\n"


class Piece(Struct, frozen=True):
    """Words of a passage that were kept, inserted or deleted; `BREAK` in them is where a passage ends."""

    action: Action
    text: str


class Change(Struct, frozen=True, kw_only=True):
    """What happened to one passage, or to several that were merged or split from one."""

    what: What
    #: The passages of the old version; none if added.
    old: tuple[Passage, ...] = ()
    #: Those of the new version; none if removed.
    new: tuple[Passage, ...] = ()
    #: The words: all but the inserted pieces make the old version, all but the deleted ones the new.
    pieces: tuple[Piece, ...] = ()
    #: Whether it was moved from one chapter to another.
    crosses_chapters: bool = False

    @property
    def is_reworded(self) -> bool:
        """Whether its words changed; true of reworded moves as well."""
        return bool(self.old and self.new) and any(each.action != "kept" for each in self.pieces)

    @property
    def addresses_changed(self) -> bool:
        """Whether its links lead elsewhere or its pictures were replaced."""
        return bool(self.old and self.new) and _addresses(self.old) != _addresses(self.new)

    @property
    def first(self) -> Passage:
        """The passage that stands for the change: the new one, if there is one."""
        return (self.new or self.old)[0]


class ChapterChanges(Struct, frozen=True, kw_only=True):
    """What changed in one chapter."""

    #: None for a chapter that was added.
    old: ChapterText | None
    #: None for a chapter that was removed.
    new: ChapterText | None
    changes: tuple[Change, ...]

    @property
    def is_changed(self) -> bool:
        """Whether a reader could tell the two versions apart."""
        return any(each.what != "kept" or each.addresses_changed for each in self.changes)

    @property
    def title(self) -> str:
        """Its title: the new one, if there is one."""
        return self.text.title

    @property
    def text(self) -> ChapterText:
        """The chapter: its new version, if there is one."""
        text = self.new or self.old
        assert text is not None
        return text

    @property
    def counts(self) -> Counter[What]:
        """How many changes there are of each kind."""
        return Counter(each.what for each in self.changes)


class Comparison(Struct, frozen=True, kw_only=True):
    """What changed between two versions of a site."""

    #: In the order of the new version; a removed chapter comes after the one that it followed.
    chapters: tuple[ChapterChanges, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything changed, apart from the order of the chapters."""
        return any(each.is_changed for each in self.chapters)

    @property
    def counts(self) -> Counter[What]:
        """How many changes there are of each kind."""
        return sum((each.counts for each in self.chapters), Counter[What]())


#: The kind and words of each passage, by name of the chapter.
Words: TypeAlias = dict[str, list[tuple[Kind, str]]]


def words_of(texts: Sequence[ChapterText]) -> Words:
    """Return the kind and words of each passage, by name of the chapter."""
    return {text.name: [(each.kind, each.text) for each in text.passages] for text in texts}


def new_version(comparison: Comparison) -> Words:
    """Rebuild the new version from the changes."""
    return {
        each.new.name: [*_shown(each.changes, "deleted", "gone")]
        for each in comparison.chapters
        if each.new is not None
    }


def old_version(comparison: Comparison) -> Words:
    """Rebuild the old version from the changes."""
    return {
        each.old.name: [*_shown(each.changes, "inserted", "moved")]
        for each in comparison.chapters
        if each.old is not None
    }


def _shown(changes: Sequence[Change], without: Action, but: What) -> Iterator[tuple[Kind, str]]:
    """Yield the passages of one version."""
    for change in changes:
        passages = change.new if without == "deleted" else change.old
        if change.what != but and passages:
            text = "".join(each.text for each in change.pieces if each.action != without)
            for passage, words in zip(passages, text.split(BREAK), strict=True):
                yield passage.kind, words


def _addresses(passages: Sequence[Passage]) -> list[str]:
    return [address for each in passages for address in each.addresses]
