"""Turns what changed between two versions of a text into options of the component `text_changes`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from microsite.compare.changes import BREAK, Action, Change, ChapterChanges, Comparison, Piece, What
from microsite.compare.passages import ChapterText, Passage
from microsite.model.addresses import anchor_of_changes
from microsite.render.words import Words

Options = dict[str, Any]
_TAGS: dict[Action, str] = {"kept": "", "inserted": "ins", "deleted": "del"}
#: Which changes are counted, in the order they are listed.
COUNTED: tuple[What, ...] = ("added", "removed", "reworded", "reshaped", "moved")
#: A passage of which less than this share was kept, in this many pieces or more, is shown as before and after.
_FEWEST_KEPT, _MOST_PIECES = 0.5, 9


class ComparisonView:
    """Describes what changed."""

    def __init__(self, comparison: Comparison, words: Words, *, prefix: str = "") -> None:
        """Take what changed, and the interface's words.

        Args:
            comparison: what changed.
            words: the interface's words.
            prefix: the prefix of ids, if there are several comparisons on a page.
        """
        self._comparison = comparison
        self._prefix = prefix
        self._words = words
        self._titles = {
            (side, text.name): text.title
            for chapter in comparison.chapters
            for side, text in (("old", chapter.old), ("new", chapter.new))
            if text is not None
        }

    @property
    def changed(self) -> list[ChapterChanges]:
        """The chapters that changed."""
        return [each for each in self._comparison.chapters if each.is_changed]

    @property
    def headline(self) -> str:
        """How many chapters changed, out of all chapters in either version."""
        changed, words = self.changed, self._words
        if not changed:
            return words("comparison.none")
        every = len(self._comparison.chapters)
        return words("comparison.chapters", changed=words.number(len(changed)), all=words.number(every))

    def options(self, href_of: Callable[[ChapterText], str] = lambda _: "", *, level: int = 2) -> Options:
        """Return the options of the component.

        Args:
            href_of: returns the address of a chapter in the new version; empty for no link.
            level: the level of the chapters' headings.
        """
        return {
            "level": level,
            "chapters": [
                self._chapter(chapter, href_of) for chapter in self._comparison.chapters if chapter.is_changed
            ],
        }

    def summary(self) -> list[Options]:
        """Return each changed chapter with a summary of its changes, for the component `text_changes_in_short`."""
        return [
            {"title": chapter.title, "href": f"#{self._anchor(chapter)}", "said": self.description_of(chapter)}
            for chapter in self._comparison.chapters
            if chapter.is_changed
        ]

    def unchanged(self) -> list[Options]:
        """Return each chapter that did not change."""
        return [
            {"title": chapter.title, "anchor": self._anchor(chapter)}
            for chapter in self._comparison.chapters
            if not chapter.is_changed
        ]

    def description_of(self, chapter: ChapterChanges) -> str:
        """Describe the changes in a chapter, with numbers."""
        words = self._words
        if chapter.old is None or chapter.new is None:
            return words("comparison.chapter.added" if chapter.old is None else "comparison.chapter.removed")
        counts = self.counts_of(chapter.counts)
        if not counts and chapter.is_changed:
            return words("comparison.addresses")
        return " ".join(f"{each}." for each in counts) or words("comparison.chapter.kept")

    def counts_of(self, counts: Mapping[What, int]) -> list[str]:
        """Say how many passages were added, removed and so on."""
        return [self._count(what, counts[what]) for what in COUNTED if counts.get(what)]

    def _count(self, what: What, number: int) -> str:
        words = self._words
        amount = words.amount("passages", number)
        return words("comparison.count", what=words(f"comparison.what.{what}"), amount=amount)

    def _chapter(self, chapter: ChapterChanges, href_of: Callable[[ChapterText], str]) -> Options:
        changes = list(chapter.changes)
        if chapter.old and chapter.new and changes[0].what == "kept" and changes[0].first.kind == "title":
            changes = changes[1:]  # The title is shown as the heading.
        elif chapter.old is None or chapter.new is None:
            changes = changes[1:] if changes[0].first.kind == "title" else changes
        return {
            "anchor": self._anchor(chapter),
            "title": chapter.title,
            "href": href_of(chapter.new) if chapter.new else "",
            "read": self._words("comparison.read_now", chapter=chapter.title),
            "said": self.description_of(chapter),
            "blocks": [block for group in _groups(changes) for block in self._blocks(group)],
        }

    def _anchor(self, chapter: ChapterChanges) -> str:
        if chapter.new:
            return f"{self._prefix}{anchor_of_changes(chapter.new.name)}"
        return f"{self._prefix}site-removed-{chapter.old.name}" if chapter.old else ""

    def _blocks(self, group: Sequence[Change]) -> Iterator[Options]:
        """Yield a block for consecutive changes of one kind; an unchanged heading above a change is not folded away."""
        first = group[0]
        if first.what == "kept" and not first.addresses_changed:
            heading = group[-1] if group[-1].first.kind == "heading" else None
            folded = group[:-1] if heading else group
            if folded:
                yield self._block(folded, self._count("kept", len(folded)), folded=True)
            if heading:
                yield self._block([heading], "", folded=False)
        else:
            yield self._block(group, self._label(first), folded=first.what == "gone")

    def _block(self, group: Sequence[Change], label: str, *, folded: bool) -> Options:
        passages = [passage for change in group for passage in self._passages(change)]
        return {"what": group[0].what, "label": label, "folded": folded, "passages": passages}

    def _label(self, change: Change) -> str:
        words, what = self._words, change.what
        if what in ("moved", "gone"):
            way, side, passage = ("from", "old", change.old[0]) if what == "moved" else ("to", "new", change.new[0])
            title = self._titles[side, passage.chapter]
            label = words(f"comparison.{way}_chapter", chapter=title)
            label = label if change.crosses_chapters else words(f"comparison.{way}_here")
            return words("comparison.also", label=label) if what == "moved" and change.is_reworded else label
        if what == "kept":
            return words("comparison.addresses")
        if len(change.new) > 1 or len(change.old) > 1:
            way, parts = ("divided", change.new) if len(change.new) > 1 else ("joined", change.old)
            label = words(f"comparison.{way}", amount=words.amount("passages", len(parts)))
            only_breaks = all(each.text.strip(f" {BREAK}") == "" for each in change.pieces if each.action != "kept")
            return label if only_breaks else words("comparison.also", label=label)
        return words(f"comparison.what.{what}")

    def _passages(self, change: Change) -> Iterator[Options]:
        if change.what == "gone":
            pieces: Sequence[Piece] = [Piece("deleted", change.old[0].text)]
            yield _passage(change.old[0], pieces)
        elif _is_patchwork(change):
            yield _passage(change.old[0], _only(change.pieces, "inserted", "deleted"), self._words("comparison.before"))
            yield _passage(change.new[0], _only(change.pieces, "deleted", "inserted"), self._words("comparison.now"))
        else:
            yield _passage(change.first, change.pieces)


def _groups(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Group consecutive changes of the same kind."""
    for _, group in groupby(changes, key=_key):
        yield list(group)


def _key(change: Change) -> tuple[object, ...]:
    ways = (change.old[0].chapter, change.new[0].chapter) if change.what in ("moved", "gone") else ()
    several = len(change.old), len(change.new)
    is_reworded = change.what == "moved" and change.is_reworded
    alone = id(change) if max(several) > 1 else 0
    return change.what, *ways, is_reworded, change.what == "kept" and change.addresses_changed, alone


def _is_patchwork(change: Change) -> bool:
    """Whether so little was kept, in so many pieces, that a marked-up version would be unreadable."""
    if change.what not in ("reworded", "moved") or len(change.pieces) < _MOST_PIECES:
        return False
    letters = {"kept": 0, "deleted": 0, "inserted": 0}
    for each in change.pieces:
        letters[each.action] += len(each.text)
    return letters["kept"] < _FEWEST_KEPT * max(
        letters["kept"] + letters["deleted"], letters["kept"] + letters["inserted"]
    )


def _only(pieces: Sequence[Piece], without: str, action: Any) -> list[Piece]:
    """Return one of the two wordings as a single piece; `without` is the action that belongs to the other."""
    return [Piece(action, "".join(each.text for each in pieces if each.action != without))]


def _passage(passage: Passage, pieces: Sequence[Piece], label: str = "") -> Options:
    return {
        "kind": passage.kind,
        "label": label,
        "pieces": [_piece(each.action, text) for each in pieces for text in _at_breaks(each.text)],
    }


def _piece(action: Action, text: str) -> Options:
    """Return a piece; spaces around inserted or deleted words are kept outside the element that marks them."""
    breaks = text == BREAK
    words = "" if breaks else text if action == "kept" else text.strip(" ")
    before, _, after = text.partition(words) if words else ("" if breaks else text, "", "")
    return {
        "action": action,
        "tag": _TAGS[action],
        "before": before,
        "text": words,
        "after": after,
        "breaks": breaks,
    }


def _at_breaks(text: str) -> Iterator[str]:
    """Split a text so that each break is a part of its own."""
    for number, part in enumerate(text.split(BREAK)):
        if number:
            yield BREAK
        if part:
            yield part
