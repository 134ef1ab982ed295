"""Blocks that hold no other blocks: listings, headings, tables."""

from __future__ import annotations

import html
import re

from microsite.text import lines as kinds
from microsite.text.blocks import Blocks

#: Code within a text: no more and no fewer back-ticks at its end than at its start.
_CODE = re.compile(r"(?<!`)(`{1,9})(?!`)([^`]+)(?<!`)\1(?!`)")


def take_code(blocks: Blocks, at: int) -> int:
    """Take lines that are indented by four columns as a listing."""
    end = at
    for index in range(at, blocks.count):
        line = blocks.lines[index][1]
        if line.startswith("    "):
            end = index + 1
        elif line.strip():
            break
    listing = "\n".join(line[4:] for _, line in blocks.lines[at:end])
    blocks.keep(blocks.lines[at][0], f"<pre><code>{html.escape(listing, quote=False)}\n</code></pre>")
    return end


def take_fence(blocks: Blocks, at: int, text: str) -> int:
    """Take a listing between lines of three and more back-ticks or tildes; one that is never closed goes to the end."""
    fence = kinds.FENCE.match(text)
    if not fence:
        return at
    indent, mark = len(fence["indent"]), fence["fence"]
    end = at + 1
    while end < blocks.count and not closes(blocks.lines[end][1], mark):
        end += 1
    listing = "".join(f"{_dedented(line, indent)}\n" for _, line in blocks.lines[at + 1 : end])
    words = fence["info"].strip().strip("{}").split()
    language = re.sub(r"[^\w+#-]", "", words[0].lstrip(".")) if words else ""
    kind = f' class="language-{language}"' if language else ""
    blocks.keep(blocks.lines[at][0], f"<pre><code{kind}>{html.escape(listing, quote=False)}</code></pre>")
    return min(end + 1, blocks.count)


def take_heading(blocks: Blocks, at: int, text: str) -> int:
    """Take a heading behind hashes; one without words is left out."""
    found = kinds.HEADING.match(text) or kinds.GLUED_HEADING.match(text)
    if not found:
        return at
    words = (found[2] or "").strip()
    if words:
        blocks.put(blocks.lines[at][0], f"{found[1]} {_not_closing(words)}")
    blocks.paragraph, blocks.closed = -1, True
    return at + 1


def take_underline(blocks: Blocks, at: int, first: str) -> int:
    """Make a heading of the paragraph that a line of `=` or `-` stands under."""
    start = blocks.paragraph
    words = " ".join(text.strip() for _, text in blocks.out[start:]).removeprefix("\\#")
    number = blocks.out[start][0]
    del blocks.out[start:]
    blocks.put(number, f"{'#' if first == '=' else '##'} {_not_closing(words)}")
    blocks.closed = True
    return at + 1


def begins_table(blocks: Blocks, at: int) -> bool:
    """Whether a line and the one below it are the head of a table."""
    if at + 1 >= blocks.count:
        return False
    line, following = blocks.lines[at][1], blocks.lines[at + 1][1]
    if "-" not in following or not ("|" in line or "|" in following):
        return False
    return bool(kinds.DELIMITERS.match(following)) and kinds.cells(line) == kinds.cells(following)


def take_table(blocks: Blocks, at: int) -> int:
    """Take a table, down to an empty line or another block."""
    end = at + 2
    while end < blocks.count and _goes_on(blocks.lines[end][1]):
        end += 1
    rows = [(number, _with_strokes(blocks, text.strip())) for number, text in blocks.lines[at:end]]
    blocks.put(*rows[0])
    blocks.out += rows[1:]
    blocks.closed = True
    return end


def _goes_on(line: str) -> bool:
    if "{:" in line and kinds.ATTRIBUTES.match(line):
        return False
    return bool(line.strip()) and not kinds.begins_block(line)


def _with_strokes(blocks: Blocks, row: str) -> str:
    """Keep code with escaped strokes aside; it shows the strokes and not what escapes them."""
    if "\\|" not in row or "`" not in row:
        return row

    def kept(code: re.Match[str]) -> str:
        shown = html.escape(code[2].replace("\\|", "|").strip(), quote=False)
        return blocks.token(f"<code>{shown}</code>") if "\\|" in code[2] else code[0]

    return _CODE.sub(kept, row)


def closes(line: str, mark: str) -> bool:
    """Whether a line ends a listing that a mark opened."""
    stripped = line.strip()
    return len(stripped) >= len(mark) and not stripped.strip(mark[0]) and len(line) - len(line.lstrip()) < 4


def opened_fence(fence: str, text: str) -> str:
    """The fence that is open after a line; empty for none."""
    if fence:
        return "" if closes(text, fence) else fence
    if "```" not in text and "~~~" not in text:
        return ""
    found = kinds.FENCE.match(text)
    return found["fence"] if found else ""


def _dedented(line: str, indent: int) -> str:
    return line[min(indent, len(line) - len(line.lstrip(" "))) :]


def _not_closing(words: str) -> str:
    """Keep hashes at the end of a heading's words from being taken for its end."""
    return f"{words[:-1]}\\#" if words.endswith("#") and not words.endswith("\\#") else words
