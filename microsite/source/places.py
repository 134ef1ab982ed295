"""Finds links, pictures, tags and attributes in the author's file; Python-Markdown does not report positions."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property

from microsite.lazy_patterns import lazy_pattern
from microsite.source import grammar
from microsite.source.chapter import Chapter
from microsite.source.parts import Link, Picture, Tag

#: Line and column, both counted from 1, and length.
Position = tuple[int, int, int]
#: Position of anything that the author did not write.
NOWHERE: Position = (1, 1, 1)
_LIST = lazy_pattern(r"\{:?[^{}\n]*\}")
_IN_LIST = lazy_pattern(r"#(?P<id>[^\s{}#]+)|(?P<name>[\w:-]+)=")
Span = tuple[int, int]


class PositionFinder:
    """Finds the position of each part; asked again for the same one, returns the next, and finally repeats the last."""

    def __init__(self, chapter: Chapter) -> None:
        """Set up for a parsed chapter."""
        self._chapter = chapter
        self._body = chapter.body
        self._asked: Counter[tuple[str, str]] = Counter()

    def link(self, address: str) -> Position:
        """Return the position of a link's or picture's address, with the bracket before it."""
        return self._next("link", address, self._addresses.get(address, ()), bracket=True)

    def address(self, address: str) -> Position:
        """Return the position of an address in a link, picture or tag; failing that, of one with the same scheme."""
        scheme = address.partition(":")[0].lower() + ":"
        return self._next("address", address, self._addresses.get(address) or self._schemes.get(scheme, ()))

    def shortcut(self, name: str) -> Position:
        """Return the position of a link that asks for a fact."""
        return self._next("shortcut", name, self._shortcuts.get(name, ()))

    def tag(self, name: str, number: int = 0) -> Position:
        """Return the position of an element's start tag: the next one, or the one with a number, counted from 1."""
        return self._next("tag", name, self._tags.get(name, ()), number)

    def attribute(self, name: str) -> Position:
        """Return the position of an attribute in a tag or an attribute list."""
        return self._next("attribute", name, self._attributes.get(name, ()))

    def id(self, name: str, number: int) -> Position:
        """Return the position at which an id is given for the nth time, counted from 1."""
        return self._next("id", name, self._ids.get(name, ()), number)

    def _next(self, kind: str, name: str, spans: Sequence[Span], number: int = 0, *, bracket: bool = False) -> Position:
        if not spans:
            return NOWHERE
        number = number or self._asked[kind, name] + 1
        self._asked[kind, name] = number
        start, end = spans[min(number, len(spans)) - 1]
        if bracket and start and self._body[start - 1] == "(":
            start -= 1
        line, column = self._chapter.line_and_column(start)
        return line, column, end - start

    @cached_property
    def _addresses(self) -> dict[str, list[Span]]:
        """Spans of each address."""
        found: defaultdict[str, list[Span]] = defaultdict(list)
        inline = self._chapter.inline
        parts: list[Link | Picture] = [*inline.links, *inline.pictures]
        for part in sorted(parts, key=lambda each: each.start):
            found[part.address].append(self._span_in(part.address, part.start, part.end, part.inside[1]))
        for tag in inline.tags:
            for name, value in tag.attributes.items() if tag.name not in ("a", "img") else ():
                if name in ("src", "data", "href", "cite", "poster"):
                    address = f"https:{value}" if value.startswith("//") else value
                    found[address].append(self._span_in(value, tag.start, tag.end, tag.start))
        return found

    @cached_property
    def _schemes(self) -> dict[str, list[Span]]:
        """Spans of the addresses' schemes, by scheme."""
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for address, spans in self._addresses.items():
            scheme = html.unescape(address).partition(":")[0].strip().lower() + ":"
            found[scheme] += [(start, start + min(len(scheme), end - start)) for start, end in spans]
        return found

    @cached_property
    def _shortcuts(self) -> dict[str, list[Span]]:
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for address, spans in self._addresses.items():
            if address.lower().startswith("show:"):
                found[address[5:].strip().casefold()] += spans
        return found

    @cached_property
    def _tags(self) -> dict[str, list[Span]]:
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for tag in self._chapter.inline.tags:
            if not tag.closing:
                found[tag.name].append((tag.start, tag.start + 1 + len(tag.name)))
        return found

    @cached_property
    def _attributes(self) -> dict[str, list[Span]]:
        """Spans of each attribute's name, with the equals sign after it."""
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for tag in self._chapter.inline.tags:
            for name in tag.attributes:
                at = self._name_in(tag, name)
                found[name].append((at, at + len(name) + (self._body[at + len(name) : at + len(name) + 1] == "=")))
        for match in self._in_lists:
            if match["name"]:
                found[match["name"].lower()].append(match.span())
        return {name: sorted(spans) for name, spans in found.items()}

    @cached_property
    def _ids(self) -> dict[str, list[Span]]:
        """Spans of each id, with the quotes around it or the `#` before it."""
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for tag in self._chapter.inline.tags:
            given = tag.attributes.get("id") or (tag.attributes.get("name", "") if tag.name == "a" else "")
            if given:
                start, end = self._span_in(given, tag.start, tag.end, tag.start)
                quoted = self._body[start - 1] in "\"'" and self._body[end : end + 1] == self._body[start - 1]
                found[given].append((start - 1, end + 1) if quoted else (start, end))
        for match in self._in_lists:
            if match["id"]:
                found[match["id"]].append(match.span())
        return {name: sorted(spans) for name, spans in found.items()}

    @cached_property
    def _in_lists(self) -> list[re.Match[str]]:
        """Ids and attribute names in attribute lists, below a block or within text."""
        if "{" not in self._body:
            return []
        stretches = [(run.start, run.end) for run in self._chapter.runs if "{" in run.text]
        stretches += [(block.start, block.end) for block in self._chapter.shown if block.kind == "attributes"]
        lists = (found for start, end in stretches for found in _LIST.finditer(self._body, start, end))
        return [match for found in lists for match in _IN_LIST.finditer(self._body, found.start(), found.end())]

    def _span_in(self, written: str, start: int, end: int, first: int) -> Span:
        """Return the span of a string in a part, from `first` on if that is in it; the whole part if it is changed."""
        at = self._body.find(written, first if start <= first < end else start, end)
        if at < 0:
            at = self._definitions.get(written, -1)
        return (at, at + len(written)) if at >= 0 else (start, end)

    @cached_property
    def _definitions(self) -> dict[str, int]:
        """Offset of each address that is written in a link reference definition."""
        found: dict[str, int] = {}
        for block in self._chapter.shown:
            match = grammar.REFERENCE.match(block.lines[0][1]) if block.kind == "reference" else None
            if match:
                address = match["angled"] or match["plain"] or ""
                found.setdefault(address, self._body.find(address, block.start))
        return found

    @cached_property
    def _folded(self) -> str:
        return self._body.lower()

    def _name_in(self, tag: Tag, name: str) -> int:
        at = self._folded.find(name, tag.start + 1 + len(tag.name), tag.end)
        return at if at >= 0 else tag.start
