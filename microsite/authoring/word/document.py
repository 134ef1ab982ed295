"""A document's content, independent of how Word stores it: paragraphs, tables, and the pieces of text in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from microsite.authoring.word.numbering import Label


class Picture(Struct, frozen=True, kw_only=True):
    """A picture placed in the text."""

    part: str
    alt_text: str = ""
    #: The proportions cropped off: left, top, right, bottom.
    crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    #: Degrees, clockwise.
    turn: int = 0
    mirrored: bool = False
    upside_down: bool = False
    decorative: bool = False


class Span(Struct, kw_only=True):
    """A piece of text with the same formatting throughout, or something placed in the text."""

    #: `text`, `break`, `note`, `picture` or `anchor`.
    kind: str = "text"
    #: The text; for a note its id, for an anchor its name.
    text: str = ""
    bold: bool = False
    italic: bool = False
    struck: bool = False
    #: `superscript`, `subscript` or nothing.
    vertical_align: str = ""
    address: str = ""
    language: str = ""
    size: int = 0
    picture: Picture | None = None

    @property
    def style(self) -> tuple[object, ...]:
        """The formatting that neighbouring pieces must share to be merged."""
        return (self.bold, self.italic, self.struck, self.vertical_align, self.address, self.language)


class Remark(Struct, frozen=True, kw_only=True):
    """Something that the report mentions."""

    #: `changed` for what was done, `check` for what somebody should check.
    kind: str
    text: str


class Paragraph(Struct, kw_only=True):
    """A paragraph; a heading if it has a level."""

    spans: list[Span] = field(default_factory=lambda: [])
    style: str = ""
    #: 1 for the highest level of heading; 0 for text.
    level: int = 0
    label: Label | None = None
    indent: int = 0
    is_caption: bool = False
    #: Whether it comes from a text box, frame or drawing, where nothing counts as a heading.
    boxed: bool = False
    remarks: list[Remark] = field(default_factory=lambda: [])

    @property
    def text(self) -> str:
        """The text only, without notes and pictures."""
        return "".join(
            " " if span.kind == "break" else span.text for span in self.spans if span.kind in ("text", "break")
        )

    @property
    def has_content(self) -> bool:
        """Whether there is anything in it to read or see."""
        return any(
            span.kind in ("picture", "note") or (span.kind == "text" and span.text.strip()) for span in self.spans
        )


class Cell(Struct, kw_only=True):
    """One cell of a table; merged cells are one."""

    blocks: list[Paragraph | Table] = field(default_factory=lambda: [])
    columns: int = 1
    rows: int = 1
    #: The column it begins in, from 0.
    at: int = 0


class Table(Struct, kw_only=True):
    """A table; header rows come first."""

    rows: list[list[Cell]] = field(default_factory=lambda: [])
    header_rows: int = 0
    header_column: bool = False
    remarks: list[Remark] = field(default_factory=lambda: [])


Block = Paragraph | Table


def paragraphs_in(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Yield all paragraphs in order, including those in tables."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs_in(cell.blocks)
