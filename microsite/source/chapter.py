"""Parses a chapter's body into a tree of blocks.

All parsing of a chapter happens here, once: the input for Python-Markdown is written from this tree, the rules about
text look at it, and every problem takes its position from it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from microsite.source import grammar
from microsite.source.admonitions import parse_admonition
from microsite.source.container import DEEPEST, Container, Notes
from microsite.source.elements import unknown_elements
from microsite.source.foreign_blocks import FIRST_SIGNS, begins_titled, parse_foreign_block, parse_titled
from microsite.source.html_blocks import parse_html
from microsite.source.indented_text import is_prose
from microsite.source.inline import Inline
from microsite.source.leaf_blocks import (
    begins_table,
    parse_atx_heading,
    parse_fenced_code,
    parse_indented_code,
    parse_setext_heading,
    parse_table,
)
from microsite.source.line_ends import FEWEST, is_address
from microsite.source.lists import keep_as_text, parse_list
from microsite.source.marked_blocks import parse_block_quote, parse_indented
from microsite.source.mending import Mended, line_starts_of, quoted
from microsite.source.mends import mends_of
from microsite.source.pasted import parse_pasted
from microsite.source.pieces import LONGEST_PIECE
from microsite.source.runs import Run, runs_of
from microsite.source.tree import Block, Line, Repair, walk

#: Private use characters that enclose the tokens in the input for Python-Markdown; removed from an author's text.
OPEN, CLOSE = "\ue000", "\ue001"
_ANGLED = "{} is not an HTML tag, so readers see it as you typed it."
_MARKED = frozenset("<`~#>=!?:[{*_-+|(0123456789")


class Chapter(Struct, frozen=True, kw_only=True, dict=True):
    """A parsed body."""

    #: The author's text, with the repairs within its lines made.
    written: str
    #: The same with tabs expanded; all offsets in the tree are offsets in it.
    body: str
    blocks: tuple[Block, ...]
    #: What is dropped because only another site generator understands it: line number and text.
    dropped: tuple[tuple[int, str], ...]
    #: Numbers of lines that were nested too deeply and flattened.
    flattened: tuple[int, ...]
    #: Where it was read differently from how it was typed: start and end in the body, and what was done.
    noted: tuple[tuple[int, int, str], ...] = ()
    #: The repairs within lines; None if there are none.
    mended: Mended | None = None

    @cached_property
    def shown(self) -> tuple[Block, ...]:
        """All blocks in document order, except footnotes that repeat a name, and everything in them."""
        return tuple(walk(self.blocks, without=self._repeated_footnotes))

    @cached_property
    def _repeated_footnotes(self) -> frozenset[int]:
        return _repeated_footnotes(self.blocks) if self.body.count("[^") > 1 else frozenset()

    @cached_property
    def references(self) -> dict[str, str]:
        """Addresses by link label, in lower case."""
        lines = (block.lines[0][1] for block in self.shown if block.kind == "reference")
        found = (match for line in lines if (match := grammar.REFERENCE.match(line)))
        return {match["name"].strip().lower(): match["angled"] or match["plain"] or "" for match in found}

    @cached_property
    def notes(self) -> frozenset[str]:
        """The names of the footnotes."""
        markers = (block.marker for block in self.shown if block.kind == "footnote")
        return frozenset(marker.strip()[2:-2] for marker in markers)

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Abbreviations that the chapter itself defines: `*[NHS]: National Health Service`."""
        lines = (block.lines[0][1] for block in self.shown if block.kind == "abbreviation")
        return frozenset(line[2 : line.index("]")] for line in lines)

    @cached_property
    def unknown_elements(self) -> frozenset[str]:
        """Names of elements unknown to HTML that have both a start tag and an end tag in the chapter."""
        return unknown_elements(self.body)

    @cached_property
    def runs(self) -> list[Run]:
        """The runs of text in document order."""
        return runs_of(self.body, self.blocks, without=self._repeated_footnotes)

    @cached_property
    def inline(self) -> Inline:
        """The links, pictures, tags and code spans within the text."""
        return Inline(self.body, self.runs, self.references, self.notes, self.unknown_elements)

    @cached_property
    def markdown_runs(self) -> list[Run]:
        """The runs of Markdown that are no longer than what people write, with their inline markup parsed."""
        assert self.inline
        return [run for run in self.runs if run.kind != "html" and len(run.text) <= LONGEST_PIECE]

    @cached_property
    def repairs(self) -> tuple[Repair, ...]:
        """What was read differently from how it was typed, in the order of the text."""
        angled = ((start, end, _ANGLED.format(quoted(self.body[start:end]))) for start, end in self.inline.angled)
        noted = (*self.noted, *angled) if "<" in self.body else self.noted
        found = [(*self.line_and_column(start), end - start, message) for start, end, message in noted]
        if self.mended:
            typed = self.mended
            found += [(*typed.line_and_column(mend.start), mend.end - mend.start, mend.message) for mend in typed.made]
        return tuple(Repair(line, column, max(1, length), message) for line, column, length, message in sorted(found))

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of each line of the body."""
        return line_starts_of(self.body)

    @cached_property
    def typed_lines(self) -> list[str]:
        """The lines as they were typed, with their tabs."""
        return self.written.split("\n")

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset in what the author wrote, both counted from 1."""
        line = bisect_right(self.line_starts, offset)
        column = offset - self.line_starts[line - 1]
        if self.written is not self.body:
            column = _typed_column(self.typed_lines[line - 1], column)
        if self.mended:
            return self.mended.line_and_column(self.mended.original_offset(self._typed_starts[line - 1] + column))
        return line, column + 1

    def typed_offset(self, offset: int) -> int:
        """Convert an offset in the body to one in the text with its tabs."""
        if self.written is self.body:
            return offset
        line = bisect_right(self.line_starts, offset)
        column = offset - self.line_starts[line - 1]
        return self._typed_starts[line - 1] + _typed_column(self.typed_lines[line - 1], column)

    @cached_property
    def _typed_starts(self) -> list[int]:
        return line_starts_of(self.written)


def _repeated_footnotes(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the ids of footnotes that repeat a name; nested footnotes come after all others, as on the page."""
    every = [block.marker.strip() for block in walk(blocks) if block.kind == "footnote"]
    if len(set(every)) == len(every):
        return frozenset()
    repeated: set[int] = set()
    names: set[str] = set()
    level = blocks
    while level:
        notes = [block for block in walk(level, within_notes=False) if block.kind == "footnote"]
        for note in notes:
            name = note.marker.strip()
            if name in names:
                repeated.add(id(note))
            names.add(name)
        level = [block for note in notes for block in note.children]
    return frozenset(repeated)


def _typed_column(line: str, column: int) -> int:
    """Convert a column of the body to one of the line as typed, with its tabs and private use characters."""
    shown = left_out = 0
    for typed, character in enumerate(line):
        width = 4 - shown % 4 if character == "\t" else 1
        shown += width
        left_out += character in (OPEN, CLOSE)
        if shown - left_out > column:
            return typed
    return len(line)


@lru_cache(maxsize=16)
def read_chapter(body: str) -> Chapter:
    """Parse the body of a chapter in linear time.

    The latest results are cached: a chapter is prepared, and then inspected by the rules.
    """
    chapter = _read(body)
    mends = [mend.moved(chapter.typed_offset) for mend in mends_of(chapter)]
    if not mends:
        return chapter
    mended = Mended(body, mends)
    return _read(mended.body, mended)


def _read(written: str, mended: Mended | None = None) -> Chapter:
    body = written
    if "\t" in body:
        body = "\n".join(line.expandtabs(4) if "\t" in line else line for line in body.split("\n"))
    if OPEN in body or CLOSE in body:
        body = body.replace(OPEN, "").replace(CLOSE, "")
    lines: list[Line] = []
    at = 0
    for number, text in enumerate(body.split("\n"), 1):
        lines.append((number, text, at))
        at += len(text) + 1
    notes = Notes()
    if "\t" in written:
        notes.typed, notes.starts = written.split("\n"), [offset for _, _, offset in lines]
    blocks = Container(notes, lines, _parse_block).run().blocks
    _keep_address_lines(blocks, notes)
    return Chapter(
        written=written,
        body=body,
        blocks=tuple(blocks),
        dropped=tuple(notes.dropped),
        flattened=tuple(notes.flattened),
        noted=tuple(notes.repairs),
        mended=mended,
    )


def _keep_address_lines(blocks: Sequence[Block], notes: Notes) -> None:
    """Keep the line breaks of postal addresses."""
    for block in walk(blocks):
        if block.kind == "paragraph" and len(block.lines) >= FEWEST and is_address(block):
            block.flag = True
            notes.repair(block.lines[0], f"The {len(block.lines)} lines of the address stay on separate lines.")


def _parse_block(container: Container, at: int) -> int:
    """Parse the block that begins at a line, and return the index of the line after it."""
    number, text, offset = container.lines[at]
    stripped = text.lstrip()
    if not stripped:
        container.blocks.append(Block("blank", number, offset, offset))
        container.paragraph, container.closed, container.after_foreign, container.begun = None, False, False, True
        return at + 1
    found = parse_pasted(container, at, stripped[0])
    if found > at:
        return found
    if container.paragraph is None and text.startswith("    "):
        if not container.open_tags and not container.after_foreign and not is_prose(container, at):
            return parse_indented_code(container, at)
        offset += len(text) - len(stripped)
        text = stripped
        container.lines[at] = (number, text, offset)
    if container.is_in_first_paragraph and keep_as_text(container, at):
        return at + 1
    text = container.lines[at][1]
    found = at
    if stripped[0] in FIRST_SIGNS:
        found = parse_foreign_block(container, at, text)
    if found == at and (stripped[0] in "0123456789(" or stripped[1:2] in ".)") and begins_titled(container, at):
        return parse_titled(container, at)
    if found == at and stripped[0] in _MARKED:
        found = _parse_marked_block(container, at, text, stripped[0])
    if found == at and grammar.LETTERED.match(text) and container.may_begin_list:
        found = parse_list(container, at)
    if found == at and begins_table(container.lines, at):
        found = parse_table(container, at)
    if found == at:
        container.text(container.lines[at])
        found = at + 1
    return found


def _parse_marked_block(container: Container, at: int, text: str, first: str) -> int:
    """Parse a block that its first character gives away; returns `at` if there is none."""
    if first == "<":
        return parse_html(container, at, text)
    if first in "`~":
        return parse_fenced_code(container, at, text)
    if first == "#":
        return parse_atx_heading(container, at, text)
    if first == ">":
        return parse_block_quote(container, at) if grammar.QUOTE.match(text) else at
    if first == "{":
        return _drop_foreign_tags(container, at, text)
    if first in "=-" and container.paragraph is not None and grammar.UNDERLINE.match(text):
        return parse_setext_heading(container, at, first)
    if first in "-_*" and grammar.RULE.match(text):
        return _parse_one_line(container, at, "rule", "---")
    if first in "-+*(0123456789" and grammar.ITEM.match(text):
        return parse_list(container, at) if container.may_begin_list or grammar.interrupts(text) else at
    return _parse_definition(container, at, text, first)


def _parse_definition(container: Container, at: int, text: str, first: str) -> int:
    """Parse a definition (abbreviation, link reference, footnote, term) or an admonition; returns `at` if neither."""
    if first == "*" and grammar.ABBREVIATION.match(text):
        return _parse_one_line(container, at, "abbreviation", text.strip())
    if first == "[" and container.paragraph is None and (found := _parse_link_reference(container, at, text)) > at:
        return found
    if container.depth >= DEEPEST:
        return at
    if first == "[" and grammar.FOOTNOTE.match(text):
        end = text.index(":") + 1
        return parse_indented(container, at, "footnote", f"{text[:end]} ", end)
    if first in "!?":
        return parse_admonition(container, at) if text.lstrip().startswith(("!!!", "???")) else at
    if first != ":" or not container.begun or container.is_in_first_paragraph:
        return at
    definition = grammar.DEFINITION.match(text)
    return parse_indented(container, at, "definition", ":   ", len(definition["marker"])) if definition else at


def _parse_one_line(container: Container, at: int, kind: str, text: str) -> int:
    """Parse a line that is a block of its own."""
    number, written, offset = container.lines[at]
    container.put(Block(kind, number, offset, offset + len(written), ((number, text, offset),)))
    return at + 1


def _parse_link_reference(container: Container, at: int, text: str) -> int:
    """Parse a link reference definition, on one line or two."""
    if grammar.REFERENCE.match(text):
        return _parse_one_line(container, at, "reference", text.strip())
    if grammar.REFERENCE_START.match(text) and at + 1 < container.count:
        whole = f"{text.strip()} {container.lines[at + 1][1].strip()}"
        if grammar.REFERENCE.match(whole):
            return _parse_one_line(container, at, "reference", whole) + 1
    return at


def _drop_foreign_tags(container: Container, at: int, text: str) -> int:
    """Drop tags that only another site generator understands; attributes that belong to a block stay."""
    number, _, offset = container.lines[at]
    if grammar.ATTRIBUTES.match(text):
        if container.paragraph is None:
            container.notes.dropped.append((number, text))
        else:  # They belong to the paragraph, and end it.
            block = Block("attributes", number, offset, offset + len(text), (container.lines[at],))
            container.put_hidden(block)
        return at + 1
    if container.paragraph is None and grammar.NAMED_ATTRIBUTES.match(text):
        container.notes.dropped.append((number, text))
        return at + 1
    tags = grammar.GENERATOR.match(text.lstrip())
    if not tags:
        return at
    words = grammar.GENERATOR.sub("", text).strip()
    container.after_foreign = True
    container.notes.dropped.append((number, tags[0]))
    if words:
        shown = grammar.GENERATOR.sub(lambda match: " " * len(match[0]), text)
        container.lines[at] = (number, words, offset + len(shown.rstrip()) - len(words))
        return _parse_block(container, at)
    return at + 1
