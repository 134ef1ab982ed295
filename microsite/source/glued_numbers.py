"""Lists whose numbers or letters have no space after them: `1.one` above `2.two`."""

from __future__ import annotations

from typing import NamedTuple

from microsite.lazy_patterns import lazy_pattern
from microsite.source import grammar
from microsite.source.container import Container
from microsite.source.tree import Block

_MARKED = lazy_pattern(r"(?P<marker> {0,3}(?P<count>[0-9]{1,3}|[a-z])(?P<sign>[.)]))(?P<gap> *)(?P<words>\S.*)")
#: What is not a word after a number and a full stop, but part of a time or a file name.
_NO_WORDS = frozenset(
    "am pm csv doc docx gif htm html ip jpeg jpg md mp3 mp4 odt pdf png pptx svg txt xls xlsx".split()
)


class _Item(NamedTuple):
    """The start of an item."""

    number: int
    is_letter: bool
    sign: str
    marker: str
    glued: bool


def split_glued_numbers(container: Container, at: int) -> bool:
    """Insert the space after each number of the list that begins at a line; returns whether there is such a list.

    Its lines count from 1 or from a, or from any number that begins a paragraph; some may already have their space.
    """
    first = _item(container.lines[at][1])
    if first is None or (first.number != 1 and container.paragraph is not None):
        return False
    found = _counted(container, at, first)
    glued = [(index, item) for index, item in found if item.glued]
    if len(found) < 2 or not glued:
        return False
    sort = "letters" if first.is_letter else "numbers"
    message = f"These {len(found)} lines are a list. There was no space after their {sort}."
    container.notes.repair(container.lines[glued[0][0]], message)
    if first.is_letter and container.paragraph is not None:
        line = container.lines[at]
        container.blocks.append(Block("blank", line[0], line[2], line[2]))
        container.paragraph = None
    for index, item in glued:
        number, text, offset = container.lines[index]
        container.lines[index] = (number, f"{item.marker} {text[len(item.marker) :]}", offset - 1)
    return True


def _counted(container: Container, at: int, first: _Item) -> list[tuple[int, _Item]]:
    """Return the items that count on from the first, with the indices of their lines."""
    found = [(at, first)]
    blank = False
    for index in range(at + 1, container.count):
        text = container.lines[index][1]
        item = _item(text)
        if item is None:
            if text.strip() and not text.startswith("  ") and (blank or grammar.begins_block(text)):
                break
            blank = not text.strip()
            continue
        last = found[-1][1].number
        if (item.sign, item.is_letter) != (first.sign, first.is_letter) or (
            item.number != last + 1 and not item.number == last == 1
        ):
            break
        found.append((index, item))
        blank = False
    return found


def _item(text: str) -> _Item | None:
    match = _MARKED.match(text)
    if match is None:
        return None
    glued = not match["gap"]
    if glued and not _is_text(match["words"]):
        return None
    count = match["count"]
    number = int(count) if count.isdigit() else ord(count) - ord("a") + 1
    return _Item(number, count.isalpha(), match["sign"], match["marker"], glued)


def _is_text(text: str) -> bool:
    """Whether a number is followed by words rather than by initials, a file name or part of an address."""
    word, *others = text.lstrip("*_“‘\"'[").split(maxsplit=1) or [""]
    if not word[:1].isalpha() or "." in word.rstrip(".") or "@" in word or "/" in word:
        return False
    return bool(others) or (len(word) > 1 and word.lower() not in _NO_WORDS)
