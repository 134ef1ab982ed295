"""HTML blocks: kept verbatim, or split into tags and the Markdown between them."""

from __future__ import annotations

import re

from microsite.lazy_patterns import lazy_pattern
from microsite.source import grammar
from microsite.source.container import DEEPEST, Container
from microsite.source.leaf_blocks import opened_fence
from microsite.source.tree import Block, Line, block_of, end_of

#: Block-level tags at the start of a line; the first group holds them all.
_BEFORE = lazy_pattern(rf"((?:\s*{grammar.ANY_BLOCK_TAG.pattern})*)\s*", re.IGNORECASE)
#: Comments at the start of a line that end on it.
_COMMENTS = lazy_pattern(r"^(?:\s*<!--(?:(?!-->).)*-->)+")


def parse_html(container: Container, at: int, text: str) -> int:
    """Parse an HTML block, up to a blank line; if it contains Markdown, only the tags are kept verbatim."""
    verbatim = grammar.VERBATIM.match(text)
    if verbatim:
        return _parse_verbatim(container, at, f"</{verbatim[1].lower()}")
    if grammar.COMMENT.match(text):
        return _parse_comment(container, at)
    if not grammar.begins_html(text):
        return at
    end = _end_of_chunk(container, at)
    chunk = container.lines[at:end]
    written = "\n".join(line for _, line, _ in chunk)
    for tag in grammar.ANY_BLOCK_TAG.finditer(written):
        container.open_tags = max(0, container.open_tags + (-1 if tag[1] else 1))
    block = block_of("html", chunk)
    if container.depth < DEEPEST and grammar.LOOKS_LIKE_MARKDOWN.search(written):
        block.children = _parts(container, chunk)
        if any(child.kind != "markdown" or child.flag for child in block.children):
            container.put(block)
        else:
            container.blocks.append(block)
    else:
        block.before = written
        container.put(block)
    return end


def _end_of_chunk(container: Container, at: int) -> int:
    """Return the index of the line after an HTML block; a blank line in a fenced code block does not end it."""
    end, fence = at, ""
    while end < container.count and (fence or container.lines[end][1].strip()):
        fence = opened_fence(fence, container.lines[end][1])
        end += 1
    return end


def _parts(container: Container, chunk: list[Line]) -> list[Block]:
    """Split each line's tags from the Markdown between them."""
    made: list[Block] = []
    waiting: list[Line] = []
    fence = ""
    for line in chunk:
        number, text, offset = line
        was, fence = fence, opened_fence(fence, text)
        start, end = (0, len(text)) if was or fence else _between_tags(text)
        before, words, after = text[:start].strip(), text[start:end].rstrip(), text[end:].strip()
        if not before and not after:
            waiting.append(line)
            continue
        between = (number, words, offset + start)
        waiting += [between] if words and not before else []
        _read(container, waiting, made)
        waiting = []
        if before and words and after and not grammar.begins_block(words):
            block = Block("tagged", number, offset, offset + len(text), (between,), before=before, after=after)
            made.append(block)
            continue
        if before:
            made.append(Block("tags", number, offset, offset + start, before=before))
            waiting = [between] if words else []
        if after:
            _read(container, waiting, made)
            waiting = []
            made.append(Block("tags", number, offset + end, offset + len(text), after=after))
    _read(container, waiting, made)
    return made


def _between_tags(line: str) -> tuple[int, int]:
    """Return the span between the block-level tags at both ends of a line."""
    before = _BEFORE.match(line)
    start = before.end() if before and before[1] else 0
    end = len(line)
    while (text := line[:end].rstrip()).endswith(">"):
        opening = text.rfind("<")
        if opening < start or not grammar.ANY_BLOCK_TAG.fullmatch(text, opening):
            break
        end = opening
    return start, end


def _read(container: Container, lines: list[Line], made: list[Block]) -> None:
    """Parse what is between tags, without the indentation that its lines share."""
    if not lines:
        return
    indent = min((len(text) - len(text.lstrip()) for _, text, _ in lines if text.strip()), default=0)
    inner = container.inner(
        [(number, text[indent:], offset + min(indent, len(text))) for number, text, offset in lines]
    )
    number, _, offset = lines[0]
    made.append(Block("markdown", number, offset, end_of(lines[-1]), children=inner.blocks, flag=inner.begun))


def _parse_verbatim(container: Container, at: int, end_tag: str) -> int:
    """Keep lines verbatim, up to the one that contains an end tag."""
    end = _line_with(container, at, end_tag)
    if end < 0:
        return at
    block = block_of("html", container.lines[at : end + 1])
    block.before = "\n".join(text for _, text, _ in block.lines)
    container.put(block)
    return end + 1


def _parse_comment(container: Container, at: int) -> int:
    """Drop a comment; what follows it on its last line stays."""
    number, text, offset = container.lines[at]
    line_end = end_of(container.lines[at])
    after = _COMMENTS.sub("", text)
    while after.lstrip().startswith("<!--"):
        end = _line_with(container, at, "-->", after)
        if end < 0:
            after = after.lstrip()
            container.lines[at] = (container.lines[at][0], after, line_end - len(after))
            return at
        line_end = end_of(container.lines[end])
        after = (after if end == at else container.lines[end][1]).partition("-->")[2]
        at, after = end, _COMMENTS.sub("", after)
    container.put_hidden(Block("comment", number, offset, line_end - len(after)))
    if not after.strip():
        return at + 1
    after = after.lstrip()
    container.lines[at] = (container.lines[at][0], after, line_end - len(after))
    return container.parse_block(at)


def _line_with(container: Container, at: int, wanted: str, first: str = "") -> int:
    """Find the first line that contains an end, or -1; an end that no line has is not searched for again."""
    if wanted in container.never_closed:
        return -1
    if wanted in (first or container.lines[at][1]).lower():
        return at
    for index in range(at + 1, container.count):
        if wanted in container.lines[index][1].lower():
            return index
    container.never_closed.add(wanted)
    return -1
