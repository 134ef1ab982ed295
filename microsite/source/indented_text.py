"""Text indented by four columns or a tab: a code block in Markdown, but usually plain words to its author."""

from __future__ import annotations

from collections.abc import Sequence

from microsite.lazy_patterns import lazy_pattern
from microsite.source.container import Container
from microsite.source.leaf_blocks import begins_table
from microsite.source.tree import Block

#: Evidence that a line belongs to a program, a command or data.
_CODE = lazy_pattern(
    r"[{};]\s*$|^(?:\$ |#|//|/\*|<[!/?a-z]|@\w|--\w|>>>|\.{3} |\[\w+\]$|[a-z_][\w.-]*: |[a-z_][\w.-]*:$|- [a-z_]+: )"
    r"|^(?:def|class|import|from|function|var|let|const|return|if|for|while|else|elif|sudo|pip|npm|git|cd|python3?)\b"
    r"(?![^=(){};:]*[.?!]$)[^.?!]*(?:[=(){};:/]|$)(?![^=(){};]*[.?!]$)|=>|[=!<>]=|:=|->|&&|\|\||\w\s*=\s*\S|\w\(\)|\\$|::|\w/\w+/\w"
    r"|^(?:```|~~~)|\w\.[a-z_]+\(|[├└]── ?\S",
)
#: Columns made of spaces, and drawn lines.
_DRAWN = lazy_pattern(r"\S {3,}\S|[|\u2500-\u257f]|[-=+_]{4,}")
_WORD = lazy_pattern(r"[^\W\d_]{2,}|\b[aAI]\b")
_SENTENCE_ENDS = lazy_pattern(r"[.!?:][\"'”’)\]*_]*\s*$")
#: This many words are text even if none begins with a capital letter; fewer may be a command.
LONG = 6
#: Characters that begin a block other than a paragraph.
_MARKED = ":>`~{=!"
#: Characters that are unusual in prose: anything but letters, digits, white space and common punctuation.
_PUNCTUATION = lazy_pattern(r"[^\w\s.,;:!?'\"“”‘’()£€$%&/–—\-*•+@#\[\]…°]")


def looks_like_code(container: Container, at: int) -> bool:
    """Whether the indented lines from one on look like a program."""
    return any(_CODE.search(text.strip()) for text in _region(container, at))


def is_prose(container: Container, at: int) -> bool:
    """Whether the indented lines from one on are certainly words, every one of them, or a table."""
    if at < container.prose_until:
        return True
    region = _region(container, at)
    if _is_table(container, at):
        container.notes.repair(container.lines[at], "We read the indented lines as a table, not as code.")
        container.outdent(at, len(region[0]) - len(region[0].lstrip()))
        return True
    if not _is_text([text.strip() for text in region if text.strip()]):
        return False
    container.notes.repair(container.lines[at], "We read the indented lines as ordinary text, not as code.")
    container.prose_until = at + len(region)
    return True


def begins_paragraph(container: Container, at: int) -> bool:
    """Whether a tab begins a new paragraph: the line above ends a sentence, and this one begins one."""
    number, text, _ = container.lines[at]
    if container.depth or not container.paragraph or not container.notes.typed:
        return False
    if not container.notes.typed[number - 1].startswith("\t"):
        return False
    words = text.lstrip().lstrip("\"'“‘(*_")
    return words[:1].isupper() and bool(_SENTENCE_ENDS.search(container.paragraph[-1][1]))


def unsure_listing(block: Block) -> bool:
    """Whether a code block is only indented, not fenced, and nothing in it looks like code."""
    lines = [text.strip() for _, text, _ in block.lines if text.strip()]
    return block.kind == "code" and not block.flag and not any(_CODE.search(line) for line in lines)


def _region(container: Container, at: int) -> Sequence[str]:
    """Return the indented lines from one on, with the blank lines among them."""
    lines: list[str] = []
    for index in range(at, container.count):
        text = container.lines[index][1]
        if text.strip() and not text.startswith("    "):
            break
        lines.append(text)
    return lines


def _is_table(container: Container, at: int) -> bool:
    first, second = container.lines[at : at + 2] if at + 1 < container.count else (None, None)
    if first is None or second is None or not second[1].startswith("    "):
        return False
    return begins_table([(number, text.strip(), offset) for number, text, offset in (first, second)], 0)


def _is_text(lines: Sequence[str]) -> bool:
    if lines[0][0] in _MARKED or any(_CODE.search(line) or _DRAWN.search(line) for line in lines):
        return False
    words = sum(len(_WORD.findall(line)) for line in lines)
    signs = sum(len(_PUNCTUATION.findall(line)) for line in lines)
    begins = any(line.lstrip("\"'“‘(*_[")[:1].isupper() for line in lines)
    ends = any(_SENTENCE_ENDS.search(line) for line in lines)
    if words >= 3:
        return signs * 2 <= words and (begins or ends or words >= LONG)
    return not signs and begins and (words == 2 or (words == 1 and ends))
