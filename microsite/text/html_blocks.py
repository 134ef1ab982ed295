"""Blocks of HTML: kept as they are, or parted into tags and the Markdown between them."""

from __future__ import annotations

import re

from microsite.text import lines as kinds
from microsite.text.blocks import DEEPEST, Blocks, Line
from microsite.text.leaf_blocks import opened_fence

#: Tags of blocks at the start of a line, of which the first group is all.
_BEFORE = re.compile(rf"((?:\s*{kinds.ANY_BLOCK_TAG.pattern})*)\s*", re.IGNORECASE)
#: Comments at the start of a line, which end on it.
_COMMENTS = re.compile(r"^(?:\s*<!--(?:(?!-->).)*-->)+")
#: Other converters are told by it to read Markdown; it would be reported as not allowed.
_MARKDOWN = re.compile(r"\s+markdown=(?:\"[^\"]*\"|\w+)")


def take_html(blocks: Blocks, at: int, text: str) -> int:
    """Take a block of HTML, to an empty line; with Markdown in it, only the tags are kept as they are."""
    verbatim = kinds.VERBATIM.match(text)
    if verbatim:
        return _take_verbatim(blocks, at, f"</{verbatim[1].lower()}")
    if kinds.COMMENT.match(text):
        return _take_comment(blocks, at)
    if not kinds.BLOCK_TAG.match(text):
        return at
    end = _end_of_chunk(blocks, at)
    chunk = blocks.lines[at:end]
    written = "\n".join(line for _, line in chunk)
    for tag in kinds.ANY_BLOCK_TAG.finditer(written):
        blocks.open_tags = max(0, blocks.open_tags + (-1 if tag[1] else 1))
    if blocks.depth < DEEPEST and kinds.LOOKS_LIKE_MARKDOWN.search(written):
        _take_mixed(blocks, chunk)
    else:
        blocks.keep(chunk[0][0], written)
    return end


def _end_of_chunk(blocks: Blocks, at: int) -> int:
    """The line after a block of HTML; an empty line within a listing is none of its end."""
    end, fence = at, ""
    while end < blocks.count and (fence or blocks.lines[end][1].strip()):
        fence = opened_fence(fence, blocks.lines[end][1])
        end += 1
    return end


def _take_mixed(blocks: Blocks, chunk: list[Line]) -> None:
    """Part the tags of each line from the Markdown between them."""
    waiting: list[Line] = []
    fence = ""
    for number, line in chunk:
        was, fence = fence, opened_fence(fence, line)
        before, words, after = ("", line, "") if was or fence else _parted(line)
        if before or after:
            waiting += [(number, words)] if words and not before else []
            _put_markdown(blocks, waiting)
            waiting = []
            if before and words and after and not kinds.begins_block(words):
                blocks.put(number, f"{blocks.token(before)}{words}{blocks.token(after)}")
                blocks.closed = True
                continue
            if before:
                blocks.keep(number, before)
                waiting = [(number, words)] if words else []
            if after:
                _put_markdown(blocks, waiting)
                waiting = []
                blocks.keep(number, after)
        else:
            waiting.append((number, line))
    _put_markdown(blocks, waiting)


def _parted(line: str) -> tuple[str, str, str]:
    """Give the tags of blocks at both ends of a line, and what stands between them."""
    before = _BEFORE.match(line)
    start = before.end() if before and before[1] else 0
    end = len(line)
    while (text := line[:end].rstrip()).endswith(">"):
        opening = text.rfind("<")
        if opening < start or not kinds.ANY_BLOCK_TAG.fullmatch(text, opening):
            break
        end = opening
    return _MARKDOWN.sub("", line[:start]).strip(), line[start:end].rstrip(), line[end:].strip()


def _put_markdown(blocks: Blocks, lines: list[Line]) -> None:
    """Prepare what stands between tags, of whose indentation only the differences count."""
    if not lines:
        return
    indent = min((len(text) - len(text.lstrip()) for _, text in lines if text.strip()), default=0)
    made = blocks.inner([(number, text[indent:]) for number, text in lines]).run()
    if made:
        blocks.put(*made[0])
        blocks.out += made[1:]
        blocks.closed = True


def _take_verbatim(blocks: Blocks, at: int, end_tag: str) -> int:
    """Keep lines as they are, to the one that holds an end tag."""
    end = _line_with(blocks, at, end_tag)
    if end < 0:
        return at
    blocks.keep(blocks.lines[at][0], "\n".join(line for _, line in blocks.lines[at : end + 1]))
    return end + 1


def _take_comment(blocks: Blocks, at: int) -> int:
    """Leave out a comment; what follows it on its last line stays."""
    after = _COMMENTS.sub("", blocks.lines[at][1])
    while after.lstrip().startswith("<!--"):
        end = _line_with(blocks, at, "-->", after)
        if end < 0:
            blocks.lines[at] = (blocks.lines[at][0], after.lstrip())
            return at
        after = (after if end == at else blocks.lines[end][1]).partition("-->")[2]
        at, after = end, _COMMENTS.sub("", after)
    blocks.paragraph, blocks.closed = -1, True
    if not after.strip():
        return at + 1
    blocks.lines[at] = (blocks.lines[at][0], after.lstrip())
    return blocks.take(at)


def _line_with(blocks: Blocks, at: int, wanted: str, first: str = "") -> int:
    """Find the first line that holds an end; -1 for none. What no line holds is not looked for again."""
    if wanted in blocks.never_closed:
        return -1
    if wanted in (first or blocks.lines[at][1]).lower():
        return at
    for index in range(at + 1, blocks.count):
        if wanted in blocks.lines[index][1].lower():
            return index
    blocks.never_closed.add(wanted)
    return -1
