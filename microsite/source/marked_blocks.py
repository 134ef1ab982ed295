"""Container blocks behind a marker: block quotes, callouts, footnotes, definitions."""

from __future__ import annotations

from microsite.source import grammar
from microsite.source.container import DEEPEST, Container
from microsite.source.leaf_blocks import begins_table
from microsite.source.tab_tables import begins_rows
from microsite.source.tree import Block, Line, end_of, start_of


def parse_block_quote(container: Container, at: int) -> int:
    """Parse a block quote, or a callout, which is a block quote that begins with `[!NOTE]`."""
    inner, end = _quoted(container, at)
    number = container.lines[at][0]
    if container.depth >= DEEPEST:
        container.notes.flattened.append(number)
        for line in inner:
            container.text(_without_quote_markers(line))
        return end
    callout = grammar.CALLOUT.match(inner[0][1])
    if callout:
        inner[0] = (number, callout[2], inner[0][2] + callout.start(2))
    held = container.inner(inner)
    block = Block("quote", number, start_of(container.lines[at]), end_of(inner[-1]), children=held.blocks)
    block.marker = callout[1] if callout else ""
    if callout or held.filled:
        container.put(block)
    else:
        container.put_hidden(block)
    return end


def _quoted(container: Container, at: int) -> tuple[list[Line], int]:
    """Return the lines of a block quote without their markers, and the index of the line after it."""
    inner: list[Line] = []
    end = at
    while end < container.count:
        number, text, offset = container.lines[end]
        quoted = grammar.QUOTE.match(text)
        if quoted:
            inner.append((number, quoted[1], offset + quoted.start(1)))
        elif text.strip() and inner[-1][1].strip() and not _begins_block(container, end):
            inner.append(grammar.lazy_continuation(container.lines[end]))
        else:
            break
        end += 1
    return inner, end


def _begins_block(container: Container, at: int) -> bool:
    """Whether a line without the marker or indentation of the block above begins another."""
    if grammar.begins_block(container.lines[at][1]) or begins_table(container.lines, at):
        return True
    return begins_rows(container, at)


def _without_quote_markers(line: Line) -> Line:
    number, text, offset = line
    words = text.lstrip("> ")
    return number, words, offset + len(text) - len(words)


def parse_indented(container: Container, at: int, kind: str, marker: str, start: int = 0) -> int:
    """Parse a footnote or a definition with the indented lines that belong to it.

    Args:
        container: the container that it is in.
        at: the index of its first line.
        kind: the kind of the block.
        marker: what precedes its text in the input for Python-Markdown.
        start: where the text begins in the first line.
    """
    number, text, offset = container.lines[at]
    first = text[start:].lstrip()
    inner = [(number, first, offset + len(text) - len(first))]
    end = _collect_lines(container, at, inner)
    block = Block(kind, number, start_of(container.lines[at]), end_of(inner[-1]), marker=marker)
    block.children = container.inner(inner).blocks
    follows = kind == "definition" and (container.paragraph is not None or _is_definition(container))
    after_foreign = container.after_foreign
    container.put(block)
    if follows:
        container.after_foreign = after_foreign
    return end


def _is_definition(container: Container) -> bool:
    return bool(container.blocks) and container.blocks[-1].kind == "definition"


def _collect_lines(container: Container, at: int, inner: list[Line]) -> int:
    """Add the lines that belong to the block of the first line, and return the index of the line after them."""
    end = at + 1
    while end < container.count:
        number, text, offset = container.lines[end]
        if text.startswith("    ") or not text.strip():
            inner.append((number, text[4:], offset + min(4, len(text))))
        elif not inner[-1][1].strip() or _begins_block(container, end) or text[0] in "[:|":
            break
        else:
            inner.append(grammar.lazy_continuation(container.lines[end]))
        end += 1
    while inner and not inner[-1][1].strip() and end > at + 1:
        inner.pop()
        end -= 1
    return max(end, at + 1)
