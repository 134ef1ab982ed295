"""What changed between two versions of a text: the types that a comparison is made of, and how it is applied.

Each chapter is a list of changes in the order of reading. Read with what was removed it gives the old text, and with
what was added the new one:

    kept       the same words
    added      words that the old version does not have
    removed    words that the new version does not have
    reworded   other words in the same place; also a passage that was divided, or passages that were joined
    reshaped   the same words in another form, such as a list in the place of a paragraph
    moved      words that were elsewhere, perhaps reworded as well: it stands where they are now
    gone       where such words were before; it says where they are now
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from microsite.compare.passages import ChapterText, Kind, Passage

What: TypeAlias = Literal["kept", "added", "removed", "reworded", "reshaped", "moved", "gone"]
Action: TypeAlias = Literal["kept", "inserted", "deleted"]
#: Between two passages that were joined, or that one was divided into.
BREAK = "\n"


class Piece(Struct, frozen=True):
    """Words of a passage that were kept, inserted or deleted; `BREAK` in them is where a passage ends."""

    action: Action
    text: str


class Change(Struct, frozen=True, kw_only=True):
    """What became of one passage, or of several that were joined or came from one."""

    what: What
    #: The passages of the old version; none for what was added.
    old: tuple[Passage, ...] = ()
    #: Those of the new version; none for what was removed.
    new: tuple[Passage, ...] = ()
    #: The words, piece by piece: without those inserted they are the old version's, without those deleted the new's.
    pieces: tuple[Piece, ...] = ()
    #: Whether it was moved from one chapter to another.
    crosses_chapters: bool = False

    @property
    def is_reworded(self) -> bool:
        """Whether words of it are others than before; also of what was moved."""
        return bool(self.old and self.new) and any(each.action != "kept" for each in self.pieces)

    @property
    def is_reshaped(self) -> bool:
        """Whether it is another kind of passage than before."""
        return bool(self.old and self.new) and self.old[0].kind != self.new[0].kind

    @property
    def addresses_changed(self) -> bool:
        """Whether its links lead elsewhere, or its pictures are others."""
        return bool(self.old and self.new) and _addresses(self.old) != _addresses(self.new)

    @property
    def first(self) -> Passage:
        """The passage that it is told of: the new one, where there is one."""
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
        """Whether a reader of both versions could tell them apart."""
        return any(each.what != "kept" or each.addresses_changed for each in self.changes)

    @property
    def title(self) -> str:
        """Its title: the new one, where there is one."""
        return self.text.title

    @property
    def text(self) -> ChapterText:
        """The chapter that it is told of."""
        text = self.new or self.old
        assert text is not None
        return text

    @property
    def counts(self) -> Counter[What]:
        """How many changes there are of each kind."""
        return Counter(each.what for each in self.changes)


class Comparison(Struct, frozen=True, kw_only=True):
    """What changed between two versions of a site."""

    #: In the order of the new version; a chapter that was removed stands behind the one that it followed.
    chapters: tuple[ChapterChanges, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything changed, the order of the chapters aside."""
        return any(each.is_changed for each in self.chapters)

    @property
    def counts(self) -> Counter[What]:
        """How many changes there are of each kind."""
        return sum((each.counts for each in self.chapters), Counter[What]())


#: Kind and words of each passage of each chapter, by the chapter's name.
Words: TypeAlias = dict[str, list[tuple[Kind, str]]]


def words_of(texts: Sequence[ChapterText]) -> Words:
    """What the passages of some chapters say."""
    return {text.name: [(each.kind, each.text) for each in text.passages] for text in texts}


def applied(comparison: Comparison) -> Words:
    """The new version, as the changes that are shown give it."""
    return {
        each.new.name: [*_shown(each.changes, "deleted", "gone")]
        for each in comparison.chapters
        if each.new is not None
    }


def undone(comparison: Comparison) -> Words:
    """The old version, as the changes that are shown give it."""
    return {
        each.old.name: [*_shown(each.changes, "inserted", "moved")]
        for each in comparison.chapters
        if each.old is not None
    }


def _shown(changes: Sequence[Change], without: Action, but: What) -> Iterator[tuple[Kind, str]]:
    """Give the passages of one version."""
    for change in changes:
        passages = change.new if without == "deleted" else change.old
        if change.what != but and passages:
            text = "".join(each.text for each in change.pieces if each.action != without)
            for passage, words in zip(passages, text.split(BREAK), strict=True):
                yield passage.kind, words


def _addresses(passages: Sequence[Passage]) -> list[str]:
    return [address for each in passages for address in each.addresses]
