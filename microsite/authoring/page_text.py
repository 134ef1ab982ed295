"""Turn a page of the documentation into plain text for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from microsite import program_name

_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\([^()\s]*\)")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*\)")
_CELLS = re.compile(r"(?<!\\)\|")
_PROGRAM = re.compile(r"(?:python3 |py )?\bbuild\.py\b")
_ITEM = re.compile(r"(\s*)([-*]|\d+\.) +(.*)")


def page_text(markdown: str, width: int) -> str:
    """Return a page as readable plain text: wrapped, without Markdown syntax, code examples unchanged.

    Args:
        markdown: the page.
        width: the longest a line may be, in characters.
    """
    lines = [line for block in _blocks(markdown) for line in (*_block_lines(block, width), "")]
    text = "\n".join(lines).strip("\n")
    return text if program_name() == "build.py" else _PROGRAM.sub(program_name(), text)


def _blocks(markdown: str) -> Iterator[list[str]]:
    """Split a page into headings, paragraphs, list items, tables and code blocks."""
    block: list[str] = []
    fenced = False
    for line in markdown.split("\n"):
        if line.startswith("```"):
            fenced = not fenced
            if block and fenced:
                yield block
                block = []
            block.append(line)
            if not fenced:
                yield block
                block = []
        elif fenced:
            block.append(line)
        elif not line.strip() or line.startswith("#") or (_ITEM.fullmatch(line) and block):
            if block:
                yield block
            block = [line] if line.strip() else []
            if line.startswith("#"):
                yield block
                block = []
        else:
            block.append(line)
    if block:
        yield block


def _block_lines(block: list[str], width: int) -> list[str]:
    first = block[0]
    if first.startswith("```"):
        return [f"    {line}".rstrip() for line in "\n".join(block[1:-1]).strip("\n").split("\n")]
    if first.startswith("#"):
        words = _plain(first.lstrip("# "))
        return [words, ("=" if first.startswith("# ") else "-") * min(len(words), width)]
    if first.startswith("|"):
        rows = [
            [_plain(cell.strip().replace("\\|", "|")) for cell in _CELLS.split(line.strip().strip("|"))]
            for line in block
        ]
        rows = [row for row in rows if not all(set(cell) <= set("-: ") for cell in row)]
        return [line for row in rows for line in _wrapped(": ".join(cell for cell in row if cell), width, "- ", "  ")]
    item = _ITEM.fullmatch(first)
    if item:
        mark = f"{item[1]}{item[2]} "
        return _wrapped(
            _plain(" ".join([item[3], *(line.strip() for line in block[1:])])), width, mark, " " * len(mark)
        )
    return _wrapped(_plain(" ".join(line.strip() for line in block)), width, "", "")


def _wrapped(text: str, width: int, first: str, others: str) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )


def _plain(text: str) -> str:
    """Return a line without Markdown: links as their text, code in quotation marks."""
    parts = re.split(r"(``.+?``|`[^`]+`)", _LINK.sub(r"\1", _PICTURE.sub(r"(Picture: \1)", text)))
    return "".join(
        f"“{part.strip('`').strip()}”" if part.startswith("`") else re.sub(r"\*\*|(?<!\w)\*|\*(?!\w)", "", part)
        for part in parts
    )
