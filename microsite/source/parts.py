"""What a chapter is made of, as its author wrote it; each part knows its place in the body.

Markdown and raw HTML give the same parts: `![words](map.png)` and `<img src="map.png" alt="words">` are one thing.
"""

from __future__ import annotations

from msgspec import Struct, field


class Part(Struct, kw_only=True):
    """Anything with a place: `start` and `end` are counted in characters from the start of the body."""

    start: int
    end: int


class Tag(Part, kw_only=True):
    """A tag of raw HTML."""

    name: str
    closing: bool
    attributes: dict[str, str]


class Code(Part, kw_only=True):
    """Code within a text, its back-ticks included."""

    text: str


class Picture(Part, kw_only=True):
    """A picture; the alt text is None where none is written at all."""

    alt_text: str | None
    address: str
    title: str
    raw: bool
    attributes: dict[str, str] = field(default_factory=lambda: {})
    link: Link | None = None
    #: Where the alt text begins and ends in Markdown.
    inside: tuple[int, int] = (0, 0)


class Link(Part, kw_only=True):
    """A link with its words as they are read: those of a picture in it are its alt text."""

    words: str
    address: str
    title: str
    #: `link`, `raw`, or `bare` for an address that is its own words.
    kind: str
    #: Where its words begin and end.
    inside: tuple[int, int] = (0, 0)
    pictures: tuple[Picture, ...] = ()


class Heading(Part, kw_only=True):
    """A heading; `start` is where its words begin."""

    level: int
    words: str
    raw: bool


class Passage(Part, kw_only=True):
    """A run of prose: `text` is what is read, white space made single, code as one sign that is no letter."""

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
    #: Whether its cells are parted by tabs.
    tabs: bool = False
    #: Where a table is within it; -1 for nowhere.
    nested_at: int = -1
    attributes: dict[str, str] = field(default_factory=lambda: {})
