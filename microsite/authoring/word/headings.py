"""Find the headings that the author meant: those with a style, and short bold paragraphs that only look like one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from microsite.authoring.word.document import Block, Paragraph, Remark, Table
from microsite.problems import short

#: A bold line with more words is an emphasised sentence, not a heading.
MOST_WORDS = 12
LONGEST_HEADING = 200
_NUMBER = re.compile(
    r"(?:(?:chapter|section|part|appendix|annex)\s+)?([0-9]{1,2}(?:\.[0-9]{1,2})*)[.)]?\s", re.IGNORECASE
)


def find_headings(blocks: Sequence[Block], choice: str) -> int:
    """Turn short bold paragraphs into headings, and close gaps between levels.

    Args:
        blocks: the whole document, which is changed in place.
        choice: `styles` for only headings with a style, `bold` for only bold paragraphs, `both` for both.

    Returns:
        The number of bold paragraphs that became headings.
    """
    for block in blocks:
        if isinstance(block, Paragraph) and (choice == "bold" or block.boxed or len(block.text) > LONGEST_HEADING):
            if block.level and len(block.text) > LONGEST_HEADING:
                text = "This has the style of a heading, but is as long as a paragraph. It became text."
                block.remarks.append(Remark(kind="changed", text=text))
            block.level = 0
    promoted = _promote(blocks) if choice != "styles" else 0
    _close_gaps(blocks)
    return promoted


def _promote(blocks: Sequence[Block]) -> int:
    found = [
        (at, block)
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and _looks_like_heading(block) and _is_above_text(blocks, at)
    ]
    has_styles = any(isinstance(block, Paragraph) and block.level for block in blocks)
    sizes = sorted({_size(block) for _, block in found}, reverse=True)[:3]
    counts = Counter(block.text.strip().casefold() for _, block in found)
    for at, block in found:
        above = _level_above(blocks, at)
        number = _NUMBER.match(f"{block.label.text if block.label else ''} {block.text}".strip() + " ")
        if has_styles:
            block.level = above + 1 if above else 1
        elif number:
            block.level = number[1].count(".") + 1
        else:
            block.level = sizes.index(_size(block)) + 1 if _size(block) in sizes else 3
        if counts[block.text.strip().casefold()] > 1:
            block.level += 1  # A line that is repeated is not a chapter's title.
        if has_styles:
            block.level += 100  # So that `_level_above` skips it for the next one.
    for _, block in found:
        block.level -= 100 if has_styles else 0
        block.remarks.append(Remark(kind="changed", text=f"The bold line “{short(block.text)}” became a heading."))
    return len(found)


def _looks_like_heading(block: Paragraph) -> bool:
    if block.level or block.boxed or block.is_caption:
        return False
    if block.label is not None and block.label.is_bullet:
        return False
    words = block.text.strip()
    spans = [span for span in block.spans if span.kind == "text" and span.text.strip()]
    if not words or not spans or not all(span.bold for span in spans) or len(words.split()) > MOST_WORDS:
        return False
    if any(span.kind in ("break", "picture", "note") or span.address for span in block.spans):
        return False
    return words[-1] not in ".,;:!…" and any(sign.isalpha() for sign in words) and "@" not in words


def _is_above_text(blocks: Sequence[Block], at: int) -> bool:
    """Whether a table or ordinary text follows within the next two blocks."""
    for following in blocks[at + 1 : at + 3]:
        if isinstance(following, Table):
            return True
        if not following.has_content:
            continue
        if following.level or not _looks_like_heading(following):
            return not following.level
    return False


def _level_above(blocks: Sequence[Block], at: int) -> int:
    for block in reversed(blocks[:at]):
        if isinstance(block, Paragraph) and 0 < block.level < 100:
            return block.level
    return 0


def _size(block: Paragraph) -> int:
    return max((span.size for span in block.spans if span.kind == "text" and span.text.strip()), default=0)


def _close_gaps(blocks: Sequence[Block]) -> None:
    """Renumber levels so that none is skipped."""
    open_levels: list[int] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or not block.level:
            continue
        while open_levels and open_levels[-1] >= block.level:
            open_levels.pop()
        open_levels.append(block.level)
        if block.level != len(open_levels):
            text = f"The level of the heading “{short(block.text)}” changed from {block.level} to {len(open_levels)}."
            block.remarks.append(Remark(kind="changed", text=text))
        block.level = len(open_levels)
