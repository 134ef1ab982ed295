"""What a document says, without how Word stores it: paragraphs, tables, and the pieces of text in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from microsite.authoring.word.numbering import Label


class Picture(Struct, frozen=True, kw_only=True):
    """A picture where it stands in the text."""

    part: str
    alt_text: str = ""
    #: The shares that are cut off: left, top, right, bottom.
    crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    #: Degrees, clockwise.
    turn: int = 0
    mirrored: bool = False
    upside_down: bool = False
    decorative: bool = False


class Span(Struct, kw_only=True):
    """A piece of text that looks the same from end to end, or something that stands in the text."""

    #: `text`, `break`, `note`, `picture` or `anchor`.
    kind: str = "text"
    #: The text; of a note its id, of an anchor its name.
    text: str = ""
    bold: bool = False
    italic: bool = False
    struck: bool = False
    #: `superscript`, `subscript` or nothing.
    raised: str = ""
    address: str = ""
    language: str = ""
    size: int = 0
    picture: Picture | None = None

    @property
    def style(self) -> tuple[object, ...]:
        """What makes two pieces of text one."""
        return (self.bold, self.italic, self.struck, self.raised, self.address, self.language)


class Remark(Struct, frozen=True, kw_only=True):
    """Something that the report names."""

    #: `changed` for what was done, `look` for what somebody has to look at.
    kind: str
    text: str


class Paragraph(Struct, kw_only=True):
    """A paragraph; a heading where it has a level."""

    spans: list[Span] = field(default_factory=lambda: [])
    style: str = ""
    #: 1 for the highest level of a heading; 0 for text.
    level: int = 0
    label: Label | None = None
    indent: int = 0
    is_caption: bool = False
    #: Whether it stands in a text box; there, nothing is the title of a chapter.
    boxed: bool = False
    remarks: list[Remark] = field(default_factory=lambda: [])

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(
            " " if span.kind == "break" else span.text for span in self.spans if span.kind in ("text", "break")
        )

    @property
    def has_content(self) -> bool:
        """Whether there is anything for a reader."""
        return any(
            span.kind in ("picture", "note") or (span.kind == "text" and span.text.strip()) for span in self.spans
        )


class Cell(Struct, kw_only=True):
    """One cell of a table, merged ones once."""

    blocks: list[Paragraph | Table] = field(default_factory=lambda: [])
    columns: int = 1
    rows: int = 1
    #: The column in which it begins.
    at: int = 0


class Table(Struct, kw_only=True):
    """A table; rows that are headers come first."""

    rows: list[list[Cell]] = field(default_factory=lambda: [])
    header_rows: int = 0
    header_column: bool = False
    remarks: list[Remark] = field(default_factory=lambda: [])


Block = Paragraph | Table


def paragraphs_in(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """All paragraphs, those in tables included, in their order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs_in(cell.blocks)
