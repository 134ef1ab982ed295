"""Parse an XML part of a Word document, without trusting it, into elements with short names such as `w:p`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.etree import ElementTree

#: Word never nests this deeply; a part that does was made to exhaust memory.
DEEPEST = 400
MOST_ELEMENTS = 6_000_000
_OPEN = "http://schemas.openxmlformats.org/"
#: Namespaces by the short name used here; files saved as “Strict Open XML” have others for the same things.
_SHORT = {
    f"{_OPEN}wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    f"{_OPEN}officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    f"{_OPEN}package/2006/relationships": "rel",
    f"{_OPEN}package/2006/content-types": "ct",
    f"{_OPEN}drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    f"{_OPEN}drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    f"{_OPEN}drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    f"{_OPEN}drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.microsoft.com/office/drawing/2014/chartex": "cx",
    f"{_OPEN}drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    f"{_OPEN}officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    f"{_OPEN}markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas": "wpc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/drawing/2017/decorative": "adec",
    "http://www.w3.org/XML/1998/namespace": "xml",
}

Element = ElementTree.Element


class PartUnreadable(Exception):
    """The part is not XML that Word would write; the message says briefly why."""


class _Target:
    """Builds the tree, and refuses what no part of a real document has."""

    def __init__(self) -> None:
        self._builder = ElementTree.TreeBuilder()
        self._depth = self._count = 0
        self.data = self._builder.data

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise PartUnreadable("it is nested far more deeply than Word nests anything")
        self._builder.start(_short(tag), {_short(name): value for name, value in attributes.items()})

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._builder.end(_short(tag))

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise PartUnreadable("it declares entities, which no Word document does")

    def close(self) -> Element:
        return self._builder.close()


def parse_part(content: bytes) -> Element:
    """Parse a part.

    Raises:
        PartUnreadable: it is damaged, too large, nested too deeply, or has a doctype.
    """
    parser = ElementTree.XMLParser(target=_Target())
    try:
        parser.feed(content)
        return parser.close()
    except ElementTree.ParseError:
        raise PartUnreadable("it is damaged") from None


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    if name[0] != "{":
        return name
    space, _, local = name[1:].partition("}")
    short = _SHORT.get(space)
    return f"{short}:{local}" if short else f"other:{local}"


def child(parent: Element | None, name: str) -> Element | None:
    """Return the first child with a name."""
    if parent is not None:
        for each in parent:
            if each.tag == name:
                return each
    return None


def children(parent: Element | None, name: str) -> Iterator[Element]:
    """Return all children with a name."""
    return (each for each in (parent if parent is not None else ()) if each.tag == name)


def child_value(parent: Element | None, name: str, attribute: str = "w:val") -> str | None:
    """Return a child's attribute; None if there is no such child, empty if it does not have the attribute."""
    found = child(parent, name)
    return None if found is None else found.get(attribute, "")


def is_on(parent: Element | None, name: str) -> bool | None:
    """Whether a toggle such as `w:b` is on; None if it is not specified."""
    value = child_value(parent, name)
    return None if value is None else value not in ("0", "false", "off", "none")
