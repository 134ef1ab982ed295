"""Blocks that hold other blocks behind a mark: quotations, callouts, footnotes, definitions, notes."""

from __future__ import annotations

from microsite.text import lines as kinds
from microsite.text.blocks import DEEPEST, Blocks, Line


def take_quote(blocks: Blocks, at: int) -> int:
    """Take a quotation, or a callout, which is a quotation that begins with `[!NOTE]`."""
    inner, end = _quoted(blocks, at)
    number = blocks.lines[at][0]
    if blocks.depth >= DEEPEST:
        blocks.prepared.flattened.append(number)
        for line, text in inner:
            blocks.text(line, text.lstrip("> "))
        return end
    callout = kinds.CALLOUT.match(inner[0][1])
    if callout:
        inner[0] = (inner[0][0], callout[2])
    made = _trimmed(blocks.inner(inner).run())
    if callout:
        blocks.put(number, f'!!! {callout[1].lower()} "{callout[1].capitalize()}"')
        blocks.put_indented(made)
    elif made:
        if blocks.quoted and blocks.quoted == len(blocks.out):
            blocks.keep(number, "")  # Two quotations, one below the other, stay two.
        blocks.put(made[0][0], f"> {made[0][1]}")
        blocks.out += [(line, f"> {text}" if text else ">") for line, text in made[1:]]
    blocks.paragraph, blocks.closed = -1, True
    blocks.quoted = len(blocks.out) + 1
    return end


def _quoted(blocks: Blocks, at: int) -> tuple[list[Line], int]:
    """Give the lines of a quotation without their marks, and the line after it."""
    inner: list[Line] = []
    end = at
    while end < blocks.count:
        number, text = blocks.lines[end]
        quoted = kinds.QUOTE.match(text)
        if quoted:
            inner.append((number, quoted[1]))
        elif text.strip() and inner[-1][1].strip() and not kinds.begins_block(text):
            inner.append((number, kinds.continued(text)))
        else:
            break
        end += 1
    return inner, end


def take_indented(blocks: Blocks, at: int, marker: str, start: int = -1, *, whole: bool = False) -> int:
    """Take a footnote, a definition or a note with the indented lines that belong to it.

    Args:
        blocks: the container.
        at: the first line.
        marker: what stands before the text, as the parser is to read it.
        start: where the text begins in the first line; -1 for behind the marker.
        whole: whether the first line is a head of its own and holds no text.
    """
    number, text = blocks.lines[at]
    inner = [] if whole else [(number, text[len(marker) if start < 0 else start :].lstrip())]
    end = _belonging(blocks, at, inner, whole)
    made = blocks.inner(inner, in_item=True).run() if inner else []
    first = "" if whole or not made else made.pop(0)[1]
    if marker.startswith(":"):
        _put_definition(blocks, number, f":   {first}")
    else:
        head = text.strip() if whole else f"{marker.strip()} "
        blocks.put(number, f"{head}{first}".rstrip())
    blocks.put_indented(made)
    blocks.closed = True
    return end


def _belonging(blocks: Blocks, at: int, inner: list[Line], whole: bool) -> int:
    """Add the lines that belong to the block of the first line, and give the line after them."""
    end = at + 1
    while end < blocks.count:
        line, text = blocks.lines[end]
        if text.startswith("    ") or not text.strip():
            inner.append((line, text[4:]))
        elif whole or not inner or not inner[-1][1].strip() or kinds.begins_block(text) or text[0] in "[:":
            break
        else:
            inner.append((line, kinds.continued(text)))
        end += 1
    while inner and not inner[-1][1].strip() and end > at + 1:
        inner.pop()
        end -= 1
    return max(end, at + 1)


def _put_definition(blocks: Blocks, number: int, text: str) -> None:
    """A definition stands straight below its term."""
    if blocks.paragraph >= 0 or (blocks.out and blocks.out[-1][1].startswith(":   ")):
        blocks.out.append((number, text))
        blocks.paragraph = -1
    else:
        blocks.put(number, text)


def _trimmed(lines: list[Line]) -> list[Line]:
    """Leave out the empty lines at both ends."""
    start, end = 0, len(lines)
    while end > start and not lines[end - 1][1]:
        end -= 1
    while start < end and not lines[start][1]:
        start += 1
    return lines[start:end]
