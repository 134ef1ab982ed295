"""What a chapter is made of, as its author wrote it; each part knows its place in the body.

Markdown and raw HTML give the same parts: `![words](map.png)` and `<img src="map.png" alt="words">` are one thing.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Part:
    """Anything with a place: `start` and `end` are counted in characters from the start of the body."""

    start: int
    end: int


@dataclass(slots=True, kw_only=True)
class Tag(Part):
    """A tag of raw HTML."""

    name: str
    closing: bool
    attributes: dict[str, str]


@dataclass(slots=True, kw_only=True)
class Code(Part):
    """Code within a text, its back-ticks included."""

    text: str


@dataclass(slots=True, kw_only=True)
class Picture(Part):
    """A picture; the alt text is None where none is written at all."""

    alt_text: str | None
    address: str
    title: str
    raw: bool
    attributes: dict[str, str] = field(default_factory=lambda: {})
    link: Link | None = None
    #: Where the alt text begins and ends in Markdown.
    inside: tuple[int, int] = (0, 0)


@dataclass(slots=True, kw_only=True)
class Link(Part):
    """A link with its words as they are read: those of a picture in it are its alt text."""

    words: str
    address: str
    title: str
    #: `link`, `raw`, or `bare` for an address that is its own words.
    kind: str
    #: Where its words begin and end.
    inside: tuple[int, int] = (0, 0)
    pictures: tuple[Picture, ...] = ()


@dataclass(slots=True, kw_only=True)
class Heading(Part):
    """A heading; `start` is where its words begin."""

    level: int
    words: str
    raw: bool


@dataclass(slots=True, kw_only=True)
class Passage(Part):
    """A run of prose: `text` is what is read, white space made single, code as one sign that is no letter."""

    #: `paragraph`, `item`, `cell` or `html`.
    kind: str
    text: str
    quoted: bool = False
    #: The marker of an item.
    marker: str = ""


@dataclass(slots=True, kw_only=True)
class Cell(Part):
    """A cell of a table."""

    words: str
    header: bool
    attributes: dict[str, str] = field(default_factory=lambda: {})


@dataclass(slots=True, kw_only=True)
class Table(Part):
    """A table, row by row."""

    rows: tuple[tuple[Cell, ...], ...]
    raw: bool
    captioned: bool
    #: Where a table stands within it; -1 for nowhere.
    nested_at: int = -1
    attributes: dict[str, str] = field(default_factory=lambda: {})
