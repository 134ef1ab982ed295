"""Blocks in the syntax of other programs.

Placeholders for a contents list, divisions between colons, table rows without a delimiter row, and numbered titles
underlined with equals signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.lazy_patterns import lazy_pattern
from microsite.source import grammar
from microsite.source.container import DEEPEST, Container
from microsite.source.leaf_blocks import opened_fence
from microsite.source.mending import quoted
from microsite.source.tree import Block, block_of, end_of, start_of

#: First characters of the lines that are recognised here.
FIRST_SIGNS = frozenset("[{@_\\$*-+1:|")
_CONTENTS = lazy_pattern(
    r"\[\[?_?toc_?\]?\]|\{:? *\.?toc\b[^{}]*\}|\{\{ *toc *\}\}|@\[toc\](?:\([^()]*\))?|\$\{toc\}|__toc__"
    r"|\\tableofcontents",
    re.IGNORECASE,
)
_CONTENTS_BELOW = lazy_pattern(r" *\{: *\.?toc\b[^{}]*\} *", re.IGNORECASE)
_NOTHING = lazy_pattern(r"\*\* +\*\*|__ +__")
_EQUALS = lazy_pattern(r" {0,3}={2,} *$")
_DIVISION = lazy_pattern(
    r" {0,3}:{3,} *(?:\{(?P<braces>[^{}]*)\}|(?P<name>[A-Za-z][\w-]*)(?: *\{(?P<more>[^{}]*)\})?) *"
    r"(?:\[(?P<label>[^\[\]]*)\]|(?P<title>(?:[^:]|:(?!:))*?)) *:* *$"
)
_TITLE = lazy_pattern(r"\b(?:title|name|caption)=(?:\"([^\"]*)\"|'([^']*)'|([^\s{}\"']+))")
_DIVISION_END = lazy_pattern(r" {0,3}:{3,} *$")
#: Other programs' names for our kinds of callout.
CALLOUTS = {
    "note": "NOTE",
    "info": "NOTE",
    "information": "NOTE",
    "seealso": "NOTE",
    "tip": "TIP",
    "hint": "TIP",
    "success": "TIP",
    "important": "IMPORTANT",
    "warning": "WARNING",
    "attention": "WARNING",
    "caution": "CAUTION",
    "danger": "CAUTION",
    "error": "CAUTION",
}


def parse_foreign_block(container: Container, at: int, text: str) -> int:
    """Parse a block in the syntax of another program; returns `at` if there is none."""
    first = text.lstrip()[0]
    if first == ":":
        return _parse_division(container, at, text) if ":::" in text else at
    if first == "|":
        return _parse_rows(container, at)
    if first in "*_" and _NOTHING.fullmatch(text.strip()):
        return _leave_out(container, at, at + 1, f"We took out {quoted(text)}: bold marks with nothing between them.")
    if container.paragraph is None and _CONTENTS.fullmatch(text.strip()) and _stands_alone(container, at):
        return _leave_out(container, at, at + 1, _contents(text))
    if first in "-+*1" and grammar.ITEM.match(text) and _CONTENTS_BELOW.fullmatch(_line(container, at + 1)):
        return _leave_out(container, at, at + 2, _contents(container.lines[at + 1][1]))
    return at


def _line(container: Container, at: int) -> str:
    return container.lines[at][1] if at < container.count else ""


def _contents(text: str) -> str:
    return f"We took out {quoted(text)}: every page has a contents list."


def _stands_alone(container: Container, at: int) -> bool:
    following = _line(container, at + 1)
    return not following.strip() or grammar.begins_block(following)


def _leave_out(container: Container, at: int, end: int, message: str) -> int:
    """Hide some lines, and record that as a repair."""
    number, _, offset = container.lines[at]
    container.notes.repair(container.lines[end - 1], message)
    container.put_hidden(Block("comment", number, offset, end_of(container.lines[end - 1])))
    return end


def begins_titled(container: Container, at: int) -> bool:
    """Whether what looks like a list's first item is a heading, because a line of equals signs is below it."""
    text, below = container.lines[at][1], _line(container, at + 1)
    if container.paragraph is not None or "==" not in below or not _EQUALS.match(below):
        return False
    item = grammar.ITEM.match(text) or grammar.LETTERED.match(text)
    return bool(item and item["text"].strip() and item["marker"] not in "-+*")


def parse_titled(container: Container, at: int) -> int:
    """Parse a numbered title that is underlined with equals signs."""
    number, text, _ = container.lines[at]
    line = (number, text.strip(), start_of(container.lines[at]))
    block = block_of("heading", (line,))
    block.level, block.flag = 1, True
    container.put(block)
    message = f"{quoted(text)} is a heading, because of the line below it, and not a list."
    container.notes.repair(container.lines[at], message)
    return at + 2


def _parse_rows(container: Container, at: int) -> int:
    """Parse table rows without a delimiter row below the first."""
    number, header, offset = container.lines[at]
    if number < container.notes.no_rows_before or not _is_row(header):
        return at
    columns = grammar.cells(header)
    end = at
    while end < container.count and _is_row(container.lines[end][1]):
        if grammar.cells(container.lines[end][1]) != columns or grammar.DELIMITERS.match(container.lines[end][1]):
            break
        end += 1
    alone = end == container.count or not container.lines[end][1].strip() or grammar.begins_block(_line(container, end))
    if columns < 2 or end - at < 2 or not alone:
        container.notes.no_rows_before = container.lines[end - 1][0] if end > at else number
        return at
    ruler = f"|{'---|' * columns}"
    whole = container.lines[at:end]
    lines = [whole[0], (number, ruler, offset + len(header) - len(ruler)), *whole[1:]]
    container.put(block_of("table", whole, lines))
    container.notes.repair(whole[0], "These rows are a table. The line of hyphens below the first row was missing.")
    return end


def _is_row(line: str) -> bool:
    """Whether a line begins and ends with a pipe, and has more than spaces in between."""
    row = line.rstrip(" ").lstrip(" ")
    return row[:1] == "|" == row[-1:] and row[1:-1].strip() != "" and not line.startswith("    ")


def _parse_division(container: Container, at: int, text: str) -> int:
    """Parse what is between lines of colons: a callout if its kind is known, otherwise just the content."""
    opening = _DIVISION.match(text)
    if not opening or container.depth >= DEEPEST:
        return at
    if container.divisions is None:
        container.divisions = _divisions(container)
    end = container.divisions.get(at)
    if end is None:
        return at
    number, _, offset = container.lines[at]
    inner = list(container.lines[at + 1 : end])
    for start, stop in _titles(opening):
        inner[:0] = [(number, text[start:stop], offset + start), (number, "", offset + stop)]
    held = container.inner(inner) if inner else None
    children = held.blocks if held else []
    callout = CALLOUTS.get(_name_of(opening))
    if callout and children:
        message = f"{quoted(text)} is shown as a note that stands out, just like > [!{callout}]."
        start, stop = start_of(container.lines[at]), end_of(inner[-1])
        container.put(Block("quote", number, start, stop, children=children, marker=callout))
    else:
        message = f"We took out {quoted(text)} and the colons that close it, and kept what is between them."
        container.blocks += (Block("blank", number, offset, offset), *children, Block("blank", number, offset, offset))
        container.paragraph, container.closed = None, True
        container.begun, container.filled = True, container.filled or bool(held and held.filled)
    container.notes.repair(container.lines[at], message)
    return end + 1


def _titles(opening: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield the span of each title in the line that opens a division, in reverse order."""
    for group in ("title", "label"):
        if (opening[group] or "").strip():
            yield opening.span(group)
    for group in ("braces", "more"):
        named = _TITLE.search(opening[group] or "")
        if named and named[named.lastindex or 0].strip():
            start, stop = named.span(named.lastindex or 0)
            yield opening.start(group) + start, opening.start(group) + stop


def _name_of(opening: re.Match[str]) -> str:
    """Return the kind of a division, in lower case: its name, or its first class."""
    name = opening["name"]
    if not name:
        classes = (word[1:] for word in (opening["braces"] or "").split() if word.startswith("."))
        name = next(classes, "")
    return name.lower().removeprefix("callout-").removeprefix("admonition-")


def _divisions(container: Container) -> dict[int, int]:
    """Map the first line of each division in a container to the line that ends it."""
    found: dict[int, int] = {}
    opened: list[int] = []
    fence = ""
    for index, (_, text, _) in enumerate(container.lines):
        was, fence = fence, opened_fence(fence, text)
        if was or fence or ":::" not in text:
            continue
        if _DIVISION_END.match(text):
            if opened:
                found[opened.pop()] = index
        elif _DIVISION.match(text):
            opened.append(index)
    return found
