"""Leaf blocks, which contain no other blocks: code blocks, headings, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from microsite.lazy_patterns import lazy_pattern
from microsite.source import grammar
from microsite.source.container import Container
from microsite.source.tree import Block, Line, block_of

#: A caption, or a line that ends like a sentence.
_SENTENCE = lazy_pattern(r"^\s*(?:table:\s|[*_]{0,2}(?:source|note)s?:)|\w\w[.!?:][\"'”’)\]*_]*\s*$", re.IGNORECASE)


def parse_indented_code(container: Container, at: int) -> int:
    """Parse lines that are indented by four columns as a code block."""
    end = at
    for index in range(at, container.count):
        text = container.lines[index][1]
        if text.startswith("    "):
            end = index + 1
        elif text.strip():
            break
    lines = [(number, text[4:], offset + 4) for number, text, offset in container.lines[at:end]]
    container.put(block_of("code", container.lines[at:end], lines))
    return end


def parse_fenced_code(container: Container, at: int, text: str) -> int:
    """Parse a fenced code block; one that is never closed runs to the end."""
    fence = grammar.FENCE.match(text)
    if not fence:
        return at
    indent, mark = len(fence["indent"]), fence["fence"]
    end = at + 1
    while end < container.count and not closes(container.lines[end][1], mark):
        end += 1
    after = min(end + 1, container.count)
    lines = [_dedented(line, indent) for line in container.lines[at + 1 : end]]
    block = block_of("code", container.lines[at:after], lines)
    block.marker, block.flag = fence["info"], True
    container.put(block)
    return after


def parse_atx_heading(container: Container, at: int, text: str) -> int:
    """Parse an ATX heading; one without text is not shown."""
    found = grammar.HEADING.match(text) or grammar.GLUED_HEADING.match(text)
    if not found:
        return at
    number, _, offset = container.lines[at]
    words = (found[2] or "").strip()
    if words:
        start = offset + found.start(2)
        line = (number, words, start)
        container.put(Block("heading", number, start, start + len(words), (line,), level=len(found[1])))
    else:
        start = offset + found.end(1)
        container.put_hidden(Block("heading", number, start, start, level=len(found[1])))
    return at + 1


def parse_setext_heading(container: Container, at: int, first: str) -> int:
    """Turn the open paragraph into a setext heading, given the line of `=` or `-` below it."""
    block = container.blocks.pop()
    block.kind, block.level, block.flag = "heading", 1 if first == "=" else 2, True
    container.put(block)
    return at + 1


def begins_table(lines: Sequence[Line], at: int) -> bool:
    """Whether a line and the one below it are a table's header row and delimiter row."""
    if at + 1 >= len(lines):
        return False
    line, following = lines[at][1], lines[at + 1][1]
    if "-" not in following or not ("|" in line or "|" in following):
        return False
    if not grammar.DELIMITERS.match(following):
        return False
    named, drawn = grammar.cells(line), grammar.cells(following)
    return named == drawn or (named > 1 and drawn > 1 and "|" in line and "|" in following)


def parse_table(container: Container, at: int) -> int:
    """Parse a table, down to a blank line or another block."""
    end = at + 2
    while end < container.count and _continues(container.lines[end][1]):
        end += 1
    end = _without_prose(container, at, end)
    container.put(block_of("table", container.lines[at:end]))
    return end


def _without_prose(container: Container, at: int, end: int) -> int:
    """Return the end of a table's rows: a sentence directly below a table of several columns is not a row."""
    if grammar.cells(container.lines[at + 1][1]) < 2:
        return end
    rows = end
    while rows > at + 2 and "|" not in container.lines[rows - 1][1]:
        rows -= 1
    if rows == end or not _SENTENCE.search(container.lines[rows][1]):
        return end
    container.notes.repair(container.lines[rows], "The words right below the table became a paragraph of their own.")
    return rows


def _continues(line: str) -> bool:
    if "{:" in line and grammar.ATTRIBUTES.match(line):
        return False
    if "{" in line and grammar.NAMED_ATTRIBUTES.match(line):
        return False
    return bool(line.strip()) and not grammar.begins_block(line)


def closes(line: str, mark: str) -> bool:
    """Whether a line is the closing fence for an opening one."""
    stripped = line.strip()
    return len(stripped) >= len(mark) and not stripped.strip(mark[0]) and len(line) - len(line.lstrip()) < 4


def opened_fence(fence: str, text: str) -> str:
    """Return the fence that is open after a line; empty if there is none."""
    if fence:
        return "" if closes(text, fence) else fence
    if "```" not in text and "~~~" not in text:
        return ""
    found = grammar.FENCE.match(text)
    return found["fence"] if found else ""


def _dedented(line: Line, indent: int) -> Line:
    number, text, offset = line
    cut = min(indent, len(text) - len(text.lstrip(" ")))
    return number, text[cut:], offset + cut
