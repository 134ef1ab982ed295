"""Lists as people type them: directly after a paragraph, nested by any number of spaces, with any marker."""

from __future__ import annotations

import re

from microsite.source import grammar
from microsite.source.container import DEEPEST, Container
from microsite.source.leaf_blocks import begins_table, opened_fence
from microsite.source.tab_tables import begins_rows
from microsite.source.tree import Block, Line, end_of, start_of

#: How many lines below an item to search for the next one.
_NEXT_WITHIN = 40
#: Task list checkboxes, as typed and as shown.
_BOXES = {"[ ] ": "\u2610 ", "[x] ": "\u2611 ", "[X] ": "\u2611 "}


def parse_list(container: Container, at: int) -> int:
    """Parse all items of a list, each with its blocks."""
    position = at
    items: list[Block] = []
    ordered = None
    while position < container.count:
        item = _item(container.lines[position][1])
        if item is None or ordered not in (None, item["marker"] not in "-+*"):
            break
        content, end, parted = _content(container, position, item)
        ordered = item["marker"] not in "-+*"
        number, start, stop = content[0][0], start_of(content[0]), end_of(content[-1])
        block = Block("item", number, start, stop, marker=item["marker"], flag=parted)
        if container.depth >= DEEPEST:
            block.kind, block.lines = "flattened", content
            container.notes.flattened.append(number)
        else:
            block.children = _blocks_in(container, content)
        items.append(block)
        position = end
    if container.depth >= DEEPEST and container.closed:
        container.after_foreign = False
    number, _, offset = container.lines[at]
    container.blocks.append(Block("list", number, max(0, offset), items[-1].end, children=items))
    container.blocks[-1].flag = position < container.count
    container.paragraph, container.closed = None, True
    container.begun = container.filled = True
    return position


def begins_item(text: str) -> bool:
    """Whether a line begins a list item, including one with a letter."""
    return _item(text) is not None


def keep_as_text(container: Container, at: int) -> bool:
    """In an item's first paragraph, keep a line that only looks like an item as text; returns whether it was one."""
    text = container.lines[at][1]
    stripped = text.lstrip()
    if not begins_item(stripped):
        return False
    if text.startswith("    "):
        container.outdent(at, len(text) - len(stripped))
    is_text = _is_text(container.lines, at)
    if is_text:
        container.text(container.lines[at])
    return is_text


def _is_text(lines: list[Line], at: int) -> bool:
    """Whether a number that looks like a marker belongs to the text, as in “pages 3,” above “4) and 5”.

    It begins an item if it is the first of its kind, if the line above ends with a colon, or if a later one follows.
    """
    text = lines[at][1]
    item = _item(text)
    if item is None or item["marker"] in "-+*" or grammar.interrupts(text):
        return False
    mark, sign = item["marker"].strip("().").rjust(9), item["marker"][-1]
    if mark.strip() in ("a", "i") or lines[at - 1][1].rstrip().endswith(":"):
        return False
    below = (_item(line) for _, line, _ in lines[at + 1 : at + 1 + _NEXT_WITHIN])
    return not any(
        each and each["marker"][-1] == sign and each["marker"].strip("().").rjust(9) > mark for each in below
    )


def _blocks_in(container: Container, content: list[Line]) -> list[Block]:
    number, first, offset = content[0]
    if len(content) == 1 and first[:1].isalpha() and not grammar.LETTERED.match(first):
        return [Block("paragraph", number, offset, offset + len(first), content)]  # The usual case.
    box = _BOXES.get(first[:4])
    if not box:
        return container.inner(content, is_item=True).blocks
    content[0] = (number, box + first[4:], offset + 2)
    made = container.inner(content, is_item=True).blocks
    if made and made[0].kind == "paragraph":
        made[0].start += len(box)  # The box is not part of the text.
    return made


def _item(text: str) -> re.Match[str] | None:
    if grammar.RULE.match(text):
        return None
    return grammar.ITEM.match(text) or grammar.LETTERED.match(text)


def _content(container: Container, at: int, item: re.Match[str]) -> tuple[list[Line], int, bool]:
    """Return an item's lines without indentation, the index of the line after it, and whether a blank line follows."""
    gap = len(item["gap"])
    wide = gap if 1 <= gap <= 4 and item["text"] else 1
    column = len(item["indent"]) + len(item["marker"]) + wide
    number, text, offset = container.lines[at]
    first = " " * (gap - wide if gap > 4 else 0) + item["text"]
    content: list[Line] = [(number, first, offset + len(text) - len(first))]
    fence = opened_fence("", first)
    bulleted = item["marker"] in "-+*"
    lettered = not item["marker"][0].isdigit() and not bulleted
    indentation = " " * column
    end = at + 1
    while end < container.count:
        number, text, offset = container.lines[end]
        if not text.strip():
            content.append((number, "", offset))
        elif text.startswith(indentation):
            content.append((number, text[column:], offset + column))
            fence = opened_fence(fence, text[column:])
        elif bulleted and not fence and content[-1][1] and _is_text(container.lines, end):
            content.append(grammar.lazy_continuation(container.lines[end]))
        elif fence or not content[-1][1] or _ends_item(text, lettered) or _begins_table(container, end):
            break
        else:
            content.append(grammar.lazy_continuation(container.lines[end]))
        end += 1
    filled = len(content)
    while filled > 1 and not content[filled - 1][1]:
        filled -= 1
    return content[:filled], end, filled < len(content)


def _begins_table(container: Container, at: int) -> bool:
    return begins_table(container.lines, at) or begins_rows(container, at)


def _ends_item(text: str, lettered: bool) -> bool:
    """Whether an unindented line ends an item's paragraph."""
    return bool(grammar.ITEM.match(text) or grammar.begins_block(text) or (lettered and grammar.LETTERED.match(text)))
