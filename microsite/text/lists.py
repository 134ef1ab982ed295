"""Lists as they are typed: after a paragraph, nested by any number of spaces, marked with anything."""

from __future__ import annotations

import re

from microsite.text import lines as kinds
from microsite.text.blocks import DEEPEST, Blocks, Line
from microsite.text.leaf_blocks import opened_fence

#: Boxes to tick, as they are typed and as they are shown.
_BOXES = {"[ ] ": "\u2610 ", "[x] ": "\u2611 ", "[X] ": "\u2611 "}


def take_list(blocks: Blocks, at: int) -> int:
    """Take all items of a list, each with the blocks in it."""
    position = at
    tight = blocks.in_item and blocks.paragraph == 0
    ordered = None
    while position < blocks.count:
        item = _item(blocks.lines[position][1])
        if item is None or ordered not in (None, item["marker"] not in "-+*"):
            break
        content, end, parted = _content(blocks, position, item)
        loose = False
        if blocks.depth >= DEEPEST:
            _flatten(blocks, content, item["marker"])
        else:
            if ordered is None and not tight and blocks.out and blocks.out[-1][1]:
                blocks.out.append((0, ""))
            loose = _put_item(blocks, blocks.lines[position][0], item["marker"], content)
        ordered = item["marker"] not in "-+*"
        blocks.paragraph = -1
        if (parted or loose) and end < blocks.count:
            blocks.out.append((0, ""))
        position = end
    blocks.closed = True
    return position


def _item(text: str) -> re.Match[str] | None:
    if kinds.RULE.match(text):
        return None
    return kinds.ITEM.match(text) or kinds.LETTERED.match(text)


def _content(blocks: Blocks, at: int, item: re.Match[str]) -> tuple[list[Line], int, bool]:
    """Give the lines of an item without their indentation, the line after it, and whether a gap follows."""
    gap = len(item["gap"])
    wide = gap if 1 <= gap <= 4 and item["text"] else 1
    column = len(item["indent"]) + len(item["marker"]) + wide
    content: list[Line] = [(blocks.lines[at][0], " " * (gap - wide if gap > 4 else 0) + item["text"])]
    fence = opened_fence("", content[0][1])
    lettered = not item["marker"][0].isdigit() and item["marker"] not in "-+*"
    end = at + 1
    while end < blocks.count:
        line, text = blocks.lines[end]
        if not text.strip():
            content.append((line, ""))
        elif text.startswith(" " * column):
            content.append((line, text[column:]))
            fence = opened_fence(fence, text[column:])
        elif fence or not content[-1][1] or _ends_item(text, lettered):
            break
        else:
            content.append((line, kinds.continued(text)))
        end += 1
    filled = len(content)
    while filled > 1 and not content[filled - 1][1]:
        filled -= 1
    return content[:filled], end, filled < len(content)


def _ends_item(text: str, lettered: bool) -> bool:
    """Whether a line that is not indented ends the paragraph of an item."""
    return bool(kinds.ITEM.match(text) or kinds.begins_block(text) or (lettered and kinds.LETTERED.match(text)))


def _put_item(blocks: Blocks, number: int, marker: str, content: list[Line]) -> bool:
    """Put an item, and say whether it has more than one paragraph."""
    first = content[0][1]
    box = _BOXES.get(first[:4])
    if box:
        content[0] = (content[0][0], box + first[4:])
    made = blocks.inner(content, in_item=True).run()
    # A hyphen below a line of text would be taken for the line under a heading.
    shown = "+" if marker in "-+*" else marker
    blocks.out.append((number, f"{shown} {made[0][1] if made else ''}"))
    blocks.put_indented(made[1:])
    return any(not text for _, text in made)


def _flatten(blocks: Blocks, content: list[Line], marker: str) -> None:
    blocks.prepared.flattened.append(content[0][0])
    for index, (number, text) in enumerate(content):
        blocks.text(number, f"{marker[:-1]}\\{marker[-1]} {text}" if not index else text)
