"""Text that is indented by four columns or a tab: a listing for Markdown, and most often words for its author."""

from __future__ import annotations

from collections.abc import Sequence

from microsite.lazy_patterns import lazy_pattern
from microsite.source.container import Container
from microsite.source.leaf_blocks import begins_table
from microsite.source.tree import Block

#: What shows that a line is of a program, of a command or of data.
_CODE = lazy_pattern(
    r"[{};]\s*$|^(?:\$ |#|//|/\*|<[!/?a-z]|@\w|--\w|>>>|\.{3} |\[\w+\]$|[a-z_][\w.-]*: |[a-z_][\w.-]*:$|- [a-z_]+: )"
    r"|^(?:def|class|import|from|function|var|let|const|return|if|for|while|else|elif|sudo|pip|npm|git|cd|python3?)\b"
    r"(?![^=(){};:]*[.?!]$)[^.?!]*(?:[=(){};:/]|$)(?![^=(){};]*[.?!]$)|=>|[=!<>]=|:=|->|&&|\|\||\w\s*=\s*\S|\w\(\)|\\$|::|\w/\w+/\w"
    r"|^(?:```|~~~)|\w\.[a-z_]+\(|[├└]── ?\S",
)
#: Columns that are made of spaces, and lines that are drawn.
_DRAWN = lazy_pattern(r"\S {3,}\S|[|\u2500-\u257f]|[-=+_]{4,}")
_WORD = lazy_pattern(r"[^\W\d_]{2,}|\b[aAI]\b")
_SENTENCE_ENDS = lazy_pattern(r"[.!?:][\"'”’)\]*_]*\s*$")
#: So many words are of a text, even where none begins with a capital letter; fewer may be a command.
LONG = 6
#: Signs that begin a block which is more than words.
_MARKED = ":>`~{=!"
#: What a line may have besides words and still be prose.
_PUNCTUATION = lazy_pattern(r"[^\w\s.,;:!?'\"“”‘’()£€$%&/–—\-*•+@#\[\]…°]")


def looks_like_code(container: Container, at: int) -> bool:
    """Whether the indented lines that begin at one are those of a program."""
    return any(_CODE.search(text.strip()) for text in _region(container, at))


def is_prose(container: Container, at: int) -> bool:
    """Whether the indented lines that begin at one are surely words, or a table: every one of them, to the last."""
    if at < container.prose_until:
        return True
    region = _region(container, at)
    if _is_table(container, at):
        container.notes.repair(container.lines[at], "We read the indented lines as a table, not as code.")
        container.outdent(at, len(region[0]) - len(region[0].lstrip()))
        return True
    if not _are_words([text.strip() for text in region if text.strip()]):
        return False
    container.notes.repair(container.lines[at], "We read the indented lines as ordinary text, not as code.")
    container.prose_until = at + len(region)
    return True


def begins_paragraph(container: Container, at: int) -> bool:
    """Whether a tab begins another paragraph: the line above ends a sentence, and this one begins one."""
    number, text, _ = container.lines[at]
    if container.depth or not container.paragraph or not container.notes.typed:
        return False
    if not container.notes.typed[number - 1].startswith("\t"):
        return False
    words = text.lstrip().lstrip("\"'“‘(*_")
    return words[:1].isupper() and bool(_SENTENCE_ENDS.search(container.paragraph[-1][1]))


def unsure_listing(block: Block) -> bool:
    """Whether a listing that is only indented is something other than a program."""
    lines = [text.strip() for _, text, _ in block.lines if text.strip()]
    return block.kind == "code" and not block.flag and not any(_CODE.search(line) for line in lines)


def _region(container: Container, at: int) -> Sequence[str]:
    """The lines from one on that are indented, and the empty ones between them."""
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
    return begins_table([(number, text.strip(), place) for number, text, place in (first, second)], 0)


def _are_words(lines: Sequence[str]) -> bool:
    if lines[0][0] in _MARKED or any(_CODE.search(line) or _DRAWN.search(line) for line in lines):
        return False
    words = sum(len(_WORD.findall(line)) for line in lines)
    signs = sum(len(_PUNCTUATION.findall(line)) for line in lines)
    begins = any(line.lstrip("\"'“‘(*_[")[:1].isupper() for line in lines)
    ends = any(_SENTENCE_ENDS.search(line) for line in lines)
    if words >= 3:
        return signs * 2 <= words and (begins or ends or words >= LONG)
    return not signs and begins and (words == 2 or (words == 1 and ends))
