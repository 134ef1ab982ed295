"""The parts of a chapter as its author wrote it, each with its position in the body.

Markdown and raw HTML produce the same parts: `![words](map.png)` and `<img src="map.png" alt="words">` are both a
`Picture`.
"""

from __future__ import annotations

from msgspec import Struct, field


class Part(Struct, kw_only=True):
    """Anything with a position: `start` and `end` are offsets in the body."""

    start: int
    end: int


class Tag(Part, kw_only=True):
    """A tag of raw HTML."""

    name: str
    closing: bool
    attributes: dict[str, str]


class Code(Part, kw_only=True):
    """A code span; its backticks are part of the span, but not of `text`."""

    text: str


class Picture(Part, kw_only=True):
    """A picture; `alt_text` is None if there is no `alt` at all."""

    alt_text: str | None
    address: str
    title: str
    raw: bool
    attributes: dict[str, str] = field(default_factory=lambda: {})
    link: Link | None = None
    #: Span of the alt text in Markdown.
    inside: tuple[int, int] = (0, 0)


class Link(Part, kw_only=True):
    """A link with its text as people read it: a picture in it contributes its alt text."""

    words: str
    address: str
    title: str
    #: `link`, `raw` for an HTML `a`, or `bare` for an address that is its own text.
    kind: str
    #: Span of its text.
    inside: tuple[int, int] = (0, 0)
    pictures: tuple[Picture, ...] = ()


class Heading(Part, kw_only=True):
    """A heading; `start` is where its text begins."""

    level: int
    words: str
    raw: bool


class Passage(Part, kw_only=True):
    """A run of prose; in `text`, white space is collapsed and each code span is one character that is not a letter."""

    #: `paragraph`, `item`, `cell` or `html`.
    kind: str
    text: str
    quoted: bool = False
    #: The marker of an item.
    marker: str = ""


class Cell(Part, kw_only=True):
    """A cell of a table."""

    words: str
    header: bool
    attributes: dict[str, str] = field(default_factory=lambda: {})


class Table(Part, kw_only=True):
    """A table, row by row."""

    rows: tuple[tuple[Cell, ...], ...]
    raw: bool
    captioned: bool
    #: Whether its cells are separated by tabs.
    tabs: bool = False
    #: Offset of a table nested in it; -1 if there is none.
    nested_at: int = -1
    attributes: dict[str, str] = field(default_factory=lambda: {})
