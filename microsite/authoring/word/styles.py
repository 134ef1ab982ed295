"""Resolve the styles of a document, including everything that they inherit."""

from __future__ import annotations

import re

from msgspec import Struct

from microsite.authoring.word.xml_part import Element, child, child_value, children, is_on

_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
#: A longer chain of styles, each based on the next, must be circular.
_LONGEST_CHAIN = 30


class Look(Struct, kw_only=True):
    """How text looks; None for whatever is not specified."""

    bold: bool | None = None
    italic: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    vertical_align: str | None = None
    language: str | None = None
    font: str | None = None
    size: int | None = None
    right_to_left: bool | None = None

    def over(self, other: Look) -> Look:
        """Return this look, completed by the other for whatever this one does not specify."""
        made = Look()
        for name in Look.__struct_fields__:
            own = getattr(self, name)
            setattr(made, name, getattr(other, name) if own is None else own)
        return made


def look_of(properties: Element | None) -> Look:
    """Read what a `w:rPr` itself specifies."""
    look = Look()
    if properties is None or not len(properties):
        return look
    look.bold, look.italic = is_on(properties, "w:b"), is_on(properties, "w:i")
    struck, twice = is_on(properties, "w:strike"), is_on(properties, "w:dstrike")
    look.struck = struck if struck is not None else twice
    look.hidden = is_on(properties, "w:vanish")
    look.vertical_align = child_value(properties, "w:vertAlign")
    look.right_to_left = is_on(properties, "w:rtl")
    language = child(properties, "w:lang")
    if language is not None:
        look.language = language.get("w:bidi" if look.right_to_left else "w:val")
    fonts = child(properties, "w:rFonts")
    if fonts is not None:
        look.font = fonts.get("w:ascii") or fonts.get("w:hAnsi")
    size = child_value(properties, "w:sz")
    look.size = int(size) if size and size.isdecimal() else None
    return look


class Style(Struct, kw_only=True):
    """One style, with everything it inherits."""

    name: str = ""
    look: Look
    #: 0 for the highest level of heading; None for text.
    outline: int | None = None
    number_id: str | None = None
    number_level: int | None = None
    indent: int | None = None
    hanging: int | None = None


class Styles:
    """All styles of a document."""

    def __init__(self, root: Element | None) -> None:
        """Read `styles.xml`, if there is one."""
        self._elements = {each.get("w:styleId", ""): each for each in children(root, "w:style")}
        self._read: dict[str, Style] = {}
        defaults = child(child(child(root, "w:docDefaults"), "w:rPrDefault"), "w:rPr")
        self.defaults = look_of(defaults)
        self._default_paragraph = next(
            (
                key
                for key, each in self._elements.items()
                if each.get("w:type") == "paragraph" and each.get("w:default") in ("1", "true", "on")
            ),
            "",
        )

    def paragraph(self, identifier: str) -> Style:
        """Return a paragraph style; the document's default if the id is empty or unknown."""
        return self.style(identifier if identifier in self._elements else self._default_paragraph)

    def style(self, identifier: str, depth: int = 0) -> Style:
        """Return a style of any kind; an empty one if the id is unknown."""
        known = self._read.get(identifier)
        if known is not None:
            return known
        element = self._elements.get(identifier)
        if element is None or depth > _LONGEST_CHAIN:
            return Style(look=Look())
        based_on = child_value(element, "w:basedOn")
        base = self.style(based_on, depth + 1) if based_on else Style(look=Look())
        about = child(element, "w:pPr")
        made = Style(
            name=child_value(element, "w:name") or identifier, look=look_of(child(element, "w:rPr")).over(base.look)
        )
        made.outline = _whole(child_value(about, "w:outlineLvl"), base.outline)
        if made.outline is not None and made.outline > 8:
            made.outline = None
        named = _HEADING.match(made.name)
        if made.outline is None and named and child(about, "w:outlineLvl") is None:
            made.outline = int(named[1]) - 1
        numbers = child(about, "w:numPr")
        made.number_id = child_value(numbers, "w:numId") or base.number_id
        made.number_level = _whole(child_value(numbers, "w:ilvl"), base.number_level)
        made.indent, made.hanging = indents_of(about, base.indent, base.hanging)
        self._read[identifier] = made
        return made


def indents_of(about: Element | None, indent: int | None, hanging: int | None) -> tuple[int | None, int | None]:
    """Return how far text is indented, and how far its first line hangs out, in twentieths of a point."""
    found = child(about, "w:ind")
    if found is None:
        return indent, hanging
    start = found.get("w:left", found.get("w:start"))
    out = found.get("w:hanging")
    further = found.get("w:firstLine")
    if out is None and further is not None:
        out = f"-{further}"
    return _whole(start, indent), _whole(out, hanging)


def _whole(written: str | None, otherwise: int | None) -> int | None:
    try:
        return otherwise if written is None else int(float(written))
    except ValueError:
        return otherwise
