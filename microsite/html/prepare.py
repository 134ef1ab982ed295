"""Writes the tree of a chapter as Markdown that Python-Markdown reads as GitHub would.

Lists and tables get the blank line they need, nesting becomes four spaces a level, and what is not Markdown (code
blocks, HTML) is set aside behind tokens, so that nothing in it is taken for markup and no parser has to search for its
end.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, field

from microsite.html.table_text import with_columns
from microsite.lazy_patterns import lazy_pattern
from microsite.source import grammar
from microsite.source.chapter import CLOSE, OPEN, Chapter, read_chapter
from microsite.source.table_rows import rows_of
from microsite.source.tree import Block

_TOKEN = lazy_pattern(f"{OPEN}([0-9]+){CLOSE}")
#: A paragraph that contains only a token, or text between two tokens, and so is not really one.
_BETWEEN_TOKENS = lazy_pattern(f"<p>({OPEN}[0-9]+{CLOSE}(?:(?:(?!</p>)[^{OPEN}])*{OPEN}[0-9]+{CLOSE})?)</p>")
#: Tells other converters to parse Markdown in an element; it would be reported as not allowed.
_MARKDOWN = lazy_pattern(r"\s+markdown(?:=(?:\"[^\"]*\"|\w+)|(?=[\s/>]))")
#: First characters of what `TAKEN_FOR_BLOCK` matches.
_FIRST_SIGNS = frozenset("#>!:*[{-=_")


class Prepared(Struct):
    """A body that Python-Markdown can read, and what was set aside."""

    chapter: Chapter
    text: str = ""
    #: HTML by the number of its token.
    kept: list[str] = field(default_factory=lambda: [])

    @property
    def dropped(self) -> Sequence[tuple[int, str]]:
        """What was dropped because only another site generator understands it: line number and text."""
        return self.chapter.dropped

    @property
    def flattened(self) -> Sequence[int]:
        """Numbers of lines that were nested too deeply and flattened."""
        return self.chapter.flattened


def prepare(body: str) -> Prepared:
    """Prepare the body of a chapter in linear time."""
    prepared = Prepared(read_chapter(body))
    prepared.text = "\n".join(_Writer(prepared.kept).write(prepared.chapter.blocks))
    return prepared


def restore(converted_html: str, prepared: Prepared) -> str:
    """Put back what was set aside."""
    if not prepared.kept:
        return converted_html
    return _TOKEN.sub(lambda match: prepared.kept[int(match[1])], _BETWEEN_TOKENS.sub(r"\1", converted_html))


class _Writer:
    """Writes the blocks of one container: the whole body, a list item, a block quote, a footnote."""

    def __init__(self, kept: list[str], marker: str = "", notes: list[str] | None = None) -> None:
        """Set up an empty container.

        Args:
            kept: collects the HTML that is set aside.
            marker: that of the list item it is in; a list directly below the first words then needs no blank line.
            notes: collects the footnotes of an item, of which Python-Markdown would read only one paragraph; they go
                below the list.
        """
        self.kept = kept
        self.marker = marker
        self.notes: list[str] = [] if notes is None else notes
        self.out: list[str] = []
        #: Index in the output at which the open paragraph begins; -1 if none is open.
        self.paragraph = -1
        #: Whether the previous block needs a blank line after it.
        self.closed = False
        #: Length that the output has if a block quote directly follows another; 0 if there is none before.
        self.quoted = 0

    def write(self, blocks: Sequence[Block]) -> list[str]:
        """Write all blocks, and return the lines."""
        for block in blocks:
            _WRITE[block.kind](self, block)
        return self.out

    def inner(self, block: Block, marker: str = "", notes: list[str] | None = None) -> list[str]:
        """Return the lines of a block's children."""
        return _Writer(self.kept, marker, notes).write(block.children)

    def put(self, text: str) -> None:
        """Begin a new block."""
        if self.out and self.out[-1]:
            self.out.append("")
        self.out.append(text)
        self.end()

    def end(self) -> None:
        """End the previous block."""
        self.paragraph, self.closed = -1, True

    def put_indented(self, lines: Sequence[str]) -> None:
        """Add lines to the block above, indented by four columns; after two blank lines they would be another block."""
        for text in lines:
            if text or self.out[-1]:
                self.out.append(f"    {text}" if text else "")

    def token(self, kept_html: str) -> str:
        """Set a piece of HTML aside, and return the token that stands for it."""
        self.kept.append(kept_html)
        return f"{OPEN}{len(self.kept) - 1}{CLOSE}"

    def text(self, text: str) -> None:
        """Add a line to the open paragraph, or begin one."""
        text = text.lstrip()
        if text[0:1] in _FIRST_SIGNS and grammar.TAKEN_FOR_BLOCK.match(text):
            text = f"\\{text}"
        elif self.marker and self.paragraph >= 0 and (number := grammar.NUMBERED.match(text)):
            text = f"{text[: number.end() - 1]}\\{text[number.end() - 1 :]}"
        if text.endswith("\\") and not text.endswith("\\\\") and text != "\\":
            text = f"{text[:-1]}  "
        if self.paragraph < 0:
            if self.closed and self.out and self.out[-1]:
                self.out.append("")
            self.closed = False
            self.paragraph = len(self.out)
        self.out.append(text)


def _blank(writer: _Writer, block: Block) -> None:
    writer.out.append("")
    writer.paragraph, writer.closed = -1, False


def _paragraph(writer: _Writer, block: Block) -> None:
    *others, (_, last, _) = block.lines
    for _, text, _ in others:
        writer.text(f"{text.rstrip()}  " if block.flag else text)
    writer.text(last)


def _attributes(writer: _Writer, block: Block) -> None:
    writer.out.append(block.lines[0][1].strip())
    writer.end()


def _heading(writer: _Writer, block: Block) -> None:
    if not block.lines:
        writer.end()
        return
    words = block.lines[0][1]
    if block.flag:
        lines = _Writer(writer.kept)
        for _, text, _ in block.lines:
            lines.text(text)
        words = " ".join(text.strip() for text in lines.out).removeprefix("\\#")
    if words.endswith("#") and not words.endswith("\\#"):
        words = f"{words[:-1]}\\#"  # Trailing hashes would be taken for a closing sequence.
    elif (len(words) - len(words.rstrip("\\"))) % 2:
        words += "\\"  # A line that ends in a backslash would not be a heading.
    writer.put(f"{'#' * block.level} {words}")


def _code(writer: _Writer, block: Block) -> None:
    listing = html.escape("".join(f"{text}\n" for _, text, _ in block.lines), quote=False)
    words = block.marker.strip().strip("{}").split()
    language = re.sub(r"[^\w+#-]", "", words[0].lstrip(".")) if words else ""
    kind = f' class="language-{language}"' if language else ""
    writer.put(writer.token(f"<pre><code{kind}>{listing}</code></pre>"))


def _table(writer: _Writer, block: Block) -> None:
    found = rows_of(block)
    drawn = len(grammar.cells_of(block.lines[1][1].strip(), borders=grammar.has_borders(block.lines[1][1])))
    if block.cells or found.columns > found.named or drawn != found.named or found.joined:
        rows = list(with_columns(block, found))
    else:
        rows = [text.strip() for _, text, _ in block.lines]
    rows = [_with_escaped_pipes(writer, f"\\{row}" if row.startswith("!!!") else row) for row in rows]
    if grammar.cells(rows[1]) == 1:  # Without a pipe in every row, it would not be a table.
        rows = [row if grammar.has_borders(row) else f"| {row} |" for row in rows]
    writer.put(rows[0])
    writer.out += rows[1:]


def _with_escaped_pipes(writer: _Writer, row: str) -> str:
    """Set aside code spans with escaped pipes, so that they show the pipes without the backslashes."""
    if "\\|" not in row or "`" not in row:
        return row

    def kept(code: re.Match[str]) -> str:
        shown = html.escape(code[2].replace("\\|", "|").strip(), quote=False)
        return writer.token(f"<code>{shown}</code>") if "\\|" in code[2] else code[0]

    return grammar.CODE_IN_ROW.sub(kept, row)


def _list(writer: _Writer, block: Block) -> None:
    # Python-Markdown does not recognise a list with bracketed markers directly below a bullet's words.
    known = writer.marker not in "-+*" or not block.children[0].marker.startswith("(")
    tight = writer.marker and writer.paragraph == 0 and known
    last = block.children[-1]
    for number, item in enumerate(block.children):
        loose = False
        if item.kind == "flattened":
            for index, (_, text, _) in enumerate(item.lines):
                writer.text(text if index else f"{item.marker[:-1]}\\{item.marker[-1]} {text}")
        else:
            if not number and not tight and writer.out and writer.out[-1]:
                writer.out.append("")
            loose = _put_item(writer, item, last=item is last)
        writer.paragraph = -1
        if (item.flag or loose) and (item is not last or block.flag):
            writer.out.append("")
    writer.closed = True
    if writer.notes and not writer.marker:
        writer.put("")
        writer.out += writer.notes
        writer.notes.clear()


def _put_item(writer: _Writer, item: Block, *, last: bool) -> bool:
    """Write an item, and return whether it is loose."""
    made = writer.inner(item, item.marker, writer.notes)
    loose = not all(made)
    if loose and any(made) and (not made[0] or made[0][0] == ">"):
        made[:0] = [writer.token(""), ""]  # After anything but text, the rest would be a code block.
    # A hyphen below a line of text would be taken for a setext underline.
    shown = "+" if item.marker in "-+*" else item.marker
    if last and not any(made):
        made = [writer.token("")]  # Else the space after the last marker of a footnote is lost, and the item with it.
    writer.out.append(f"{shown} {made[0] if made else ''}")
    writer.put_indented(made[1:])
    return loose


def _quote(writer: _Writer, block: Block) -> None:
    made = _trimmed(writer.inner(block))
    if block.marker:
        writer.put(f'!!! {block.marker.lower()} "{block.marker.capitalize()}"')
        writer.put_indented(made)
    elif made:
        if writer.quoted and writer.quoted == len(writer.out):
            writer.put(writer.token(""))  # Two block quotes, one below the other, stay two.
        writer.put(f"> {made[0]}")
        writer.out += [f"> {text}" if text else ">" for text in made[1:]]
    writer.end()
    writer.quoted = len(writer.out) + 1


def _trimmed(lines: list[str]) -> list[str]:
    """Strip the blank lines from both ends."""
    start, end = 0, len(lines)
    while end > start and not lines[end - 1]:
        end -= 1
    while start < end and not lines[start]:
        start += 1
    return lines[start:end]


def _indented(writer: _Writer, block: Block) -> None:
    made = writer.inner(block)
    if block.kind == "footnote" and writer.marker:
        writer.notes += (f"{block.marker.strip()} {made[0] if made else ''}".rstrip(), *_indented_lines(made[1:]), "")
        writer.end()
        return
    if block.kind == "admonition":
        writer.put(block.marker)
    else:
        first = made.pop(0) if made else ""
        if block.kind == "footnote":
            writer.put(f"{block.marker.strip()} {first}".rstrip())
        elif writer.paragraph >= 0 or (writer.out and writer.out[-1].startswith(block.marker)):
            writer.out.append(f"{block.marker}{first}")  # A definition stands directly below its term.
        else:
            writer.put(f"{block.marker}{first}")
    writer.put_indented(made)
    writer.end()


def _indented_lines(lines: Sequence[str]) -> Iterator[str]:
    return (f"    {text}" if text else "" for text in lines)


def _html(writer: _Writer, block: Block) -> None:
    if block.before:
        writer.put(writer.token(block.before))
    for part in block.children:
        if part.kind == "tags":
            writer.put(writer.token(_MARKDOWN.sub("", part.before) or part.after))
        elif part.kind == "tagged":
            before = writer.token(_MARKDOWN.sub("", part.before).strip())
            writer.put(f"{before}{part.lines[0][1]}{writer.token(part.after)}")
        elif made := writer.inner(part):
            writer.put(made[0])
            writer.out += made[1:]


_WRITE: dict[str, Callable[[_Writer, Block], None]] = {
    "blank": _blank,
    "comment": lambda writer, _: writer.end(),
    "paragraph": _paragraph,
    "attributes": _attributes,
    "rule": lambda writer, block: writer.put(block.lines[0][1]),
    "reference": lambda writer, block: writer.put(block.lines[0][1]),
    "abbreviation": lambda writer, block: writer.put(block.lines[0][1]),
    "heading": _heading,
    "code": _code,
    "table": _table,
    "list": _list,
    "quote": _quote,
    "footnote": _indented,
    "definition": _indented,
    "admonition": _indented,
    "html": _html,
}
