"""Admonitions as other programs write them: `!!! note "Title"` or `??? tip` with indented lines below."""

from __future__ import annotations

import re

from microsite.source import grammar
from microsite.source.container import DEEPEST, Container
from microsite.source.foreign_blocks import CALLOUTS
from microsite.source.mending import quoted
from microsite.source.tree import Block, Line, end_of, start_of

#: Kinds of admonition other than those of callouts.
_KINDS = frozenset(
    "abstract summary tldr todo check done question help faq failure fail missing bug example snippet quote "
    "cite".split()
)
#: Words after the kind that say where to put the note.
_PLACES = frozenset(("inline", "end"))


def parse_admonition(container: Container, at: int) -> int:
    """Parse an admonition and the lines that belong to it; returns `at` if there is none."""
    number, text, _ = container.lines[at]
    head = grammar.ADMONITION.match(text)
    if head is None or container.depth >= DEEPEST:
        return at
    kind, words = head["kind"], head["words"].split()
    class_words = [word for word in words if word not in _PLACES]
    known = kind.lower() in CALLOUTS or kind.lower() in _KINDS
    straight_below = known and (not class_words or kind.islower())
    inner, end, indented = _lines_of_note(container, at, straight_below=straight_below)
    if not indented and not (straight_below and (inner or head["title"])):
        return at
    title = _title(head, kind, class_words, known=known)
    shown = kind.lower() if known or not class_words else "note"
    last = end_of(inner[-1]) if inner else end_of(container.lines[at])
    block = Block("admonition", number, start_of(container.lines[at]), last, marker=f'!!! {shown} "{title}"')
    if inner:
        block.children = container.inner(inner).blocks
    container.put(block)
    _report(container, at, head, inner, indented=indented, left_out=len(class_words) < len(words))
    return end


def _title(head: re.Match[str], kind: str, class_words: list[str], *, known: bool) -> str:
    if head["title"] is not None and not class_words:
        return head["title"]
    words = " ".join((*class_words, *([head["title"]] if head["title"] else ())))
    if not words:
        return kind.capitalize()
    return f"{kind.capitalize()}{':' if known else ''} {words}"


def _lines_of_note(container: Container, at: int, *, straight_below: bool) -> tuple[list[Line], int, bool]:
    """Return a note's lines, the index of the line after them, and whether they are indented or just directly below."""
    first = at + 1
    while first < container.count and not container.lines[first][1].strip():
        first += 1
    if first == container.count:
        return [], at + 1, False
    text = container.lines[first][1]
    width = min(4, len(text) - len(text.lstrip()))
    if (first > at + 1 and width < 4) or not (width or straight_below):
        return [], at + 1, False
    inner: list[Line] = []
    end = at + 1
    indentation = " " * width
    while end < container.count:
        number, text, offset = container.lines[end]
        if text.strip() and not text.startswith(indentation):
            break
        if not text.strip() and width == 0:
            break
        inner.append((number, text[width:], offset + min(width, len(text))))
        end += 1
    while inner and not inner[-1][1].strip():
        inner.pop()
        end -= 1
    return inner, end, width > 0


def _report(
    container: Container, at: int, head: re.Match[str], inner: list[Line], *, indented: bool, left_out: bool
) -> None:
    line = container.lines[at]
    shown = quoted(line[1])
    if head["sign"][0] == "?":
        container.notes.repair(line, f"{shown} is shown as a note that is always open.")
    elif inner and not indented:
        container.notes.repair(
            line, f"The lines below {shown} became the words of the note; they had no spaces in front."
        )
    elif head["words"].strip():
        left = ", without the part that says where to put it" if left_out else ""
        container.notes.repair(line, f"{shown} is shown as a note with a title{left}.")
