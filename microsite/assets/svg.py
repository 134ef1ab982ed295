"""Sanitise an author's SVG file: the same drawing without anything that runs or loads.

The file is parsed as a stream and written anew from what is on an allow list, so that nothing unknown gets through.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any
from xml.parsers import expat

from msgspec import Struct, field

from microsite.assets.svg_names import ATTRIBUTES, ELEMENTS, PASSED_OVER, UNWRAPPED
from microsite.assets.svg_references import References
from microsite.assets.svg_style import draws_only, safe_declarations, safe_rules
from microsite.lazy_patterns import lazy_pattern

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XHTML = "http://www.w3.org/1999/xhtml"
_XML = "http://www.w3.org/XML/1998/namespace"
#: Deeper than any drawing program nests elements; browsers have limits of their own.
DEEPEST = 200
_LENGTH = lazy_pattern(r"\s*([0-9]+(?:\.[0-9]+)?)(?:px)?\s*")
_INLINE_PICTURE = lazy_pattern(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")


class SvgRefused(Exception):
    """A file that cannot be read as SVG; the message says why in words that the author understands."""


class Svg(Struct, frozen=True, kw_only=True):
    """A drawing that may be published."""

    content: bytes
    #: Size in CSS pixels, or None if the file does not say.
    width_px: int | None
    height_px: int | None
    #: What was left out, in words that the author understands, each once: `the <script> element`.
    removed: tuple[str, ...]


def sanitise_svg(content: bytes) -> Svg:
    """Write a drawing anew from what is allowed; idempotent.

    Raises:
        SvgRefused: it is not well-formed, defines entities, is not SVG, or would take a browser for ever to draw.
    """
    writer = _Writer()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    parser.EntityDeclHandler = _refuse_entities
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise SvgRefused(f"{expat.ErrorString(error.code)} on line {error.lineno}") from None
    except (LookupError, ValueError):  # An encoding that Python does not know.
        raise SvgRefused("we do not know its encoding") from None
    return writer.finished()


def _refuse_entities(*_: object) -> None:
    raise SvgRefused("it defines entities")


class _Writer(Struct):
    """Handles the events of the parser, and keeps what is allowed."""

    parts: list[str] = field(default_factory=lambda: [])
    removed: dict[str, None] = field(default_factory=lambda: {})
    #: The closing tag of each open element.
    open: list[str] = field(default_factory=lambda: [])
    #: How many open elements are inside, or are, an element that is left out with everything in it.
    inside_removed: int = 0
    #: The text of an open style element.
    style: list[str] | None = None
    size: tuple[int | None, int | None] = (None, None)
    references: References = field(default_factory=References)

    def start(self, qualified: str, attributes: list[str]) -> None:
        """Handle the start of an element."""
        space, _, name = qualified.rpartition(" ")
        if not self.open and not self.inside_removed and (space, name) not in ((SVG, "svg"), ("", "svg")):
            raise SvgRefused("its outermost element is not <svg>")
        if self.inside_removed:
            self.inside_removed += 1
        elif space not in (SVG, "") or name not in ELEMENTS | UNWRAPPED:
            self.inside_removed = 1
            # Drawing programs keep data of their own in the file; nobody sees or misses that.
            if space in (SVG, "", XHTML) and name not in PASSED_OVER:
                self.removed[f"the <{name}> element"] = None
        elif len(self.open) >= DEEPEST:
            raise SvgRefused("its parts are nested too deeply")
        else:
            self._open(name, list(zip(attributes[::2], attributes[1::2], strict=True)))

    def _open(self, name: str, attributes: list[tuple[str, str]]) -> None:
        if name in UNWRAPPED:
            self.open.append("")
            return
        first = not self.open
        if name == "style":
            self.style = []
            self.open.append("style")
            return
        kept = dict(pair for key, value in attributes for pair in self._attribute(name, key, value))
        if first:
            kept = {"xmlns": SVG, **self._sized(kept)}
        if name == "image" and "href" not in kept:
            self.open.append("")
            return
        written = "".join(f' {key}="{_escaped(value)}"' for key, value in kept.items())
        self.parts.append(f"<{name}{written}>")
        self.open.append(f"</{name}>")
        self.references.begin(name, kept)

    def _attribute(self, element: str, qualified: str, value: str) -> Any:
        """Return an attribute as a list of one pair, or an empty list if it may not stay."""
        space, _, name = qualified.rpartition(" ")
        if name == "href" and space in ("", XLINK):
            reference = value.strip()
            if reference.startswith("#") or (element == "image" and _INLINE_PICTURE.fullmatch(reference)):
                return [("href", reference)]
            self.removed[f"the reference “{reference[:60]}”"] = None
            return []
        if (space, name) in ((_XML, "space"), (_XML, "lang")):
            return [(f"xml:{name}", value)]
        if space or name in PASSED_OVER or name.startswith("data-"):
            return []
        if name == "style":
            safe, dropped = safe_declarations(value)
        elif name in ATTRIBUTES:
            safe, dropped = value, "(" in value and not draws_only(value)
        else:
            self.removed[f"the “{name}” attribute"] = None
            return []
        if dropped:
            self.removed[f"part of the “{name}” attribute"] = None
            safe = safe if name == "style" else ""
        return [(name, safe)] if safe or not dropped else []

    def _sized(self, attributes: dict[str, str]) -> dict[str, str]:
        """Work out the size of the drawing; add a `viewBox` if it has none, so that it can be scaled."""
        width, height = _number(attributes.get("width", "")), _number(attributes.get("height", ""))
        box = [_number(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip().replace("-", ""))]
        if len(box) != 4 and width and height:
            attributes = {"viewBox": f"0 0 {width:g} {height:g}", **attributes}
        elif len(box) == 4 and box[2] and box[3] and not (width and height):
            scale = width / box[2] if width else height / box[3] if height else 1
            width, height = box[2] * scale, box[3] * scale
        if width and height:
            self.size = max(1, round(width)), max(1, round(height))
        return attributes

    def end(self, _: str) -> None:
        """Handle the end of an element."""
        if self.inside_removed:
            self.inside_removed -= 1
            return
        closing = self.open.pop()
        if closing == "style":
            rules, dropped = safe_rules("".join(self.style or ()))
            self.style = None
            if dropped:
                self.removed["part of the <style> element"] = None
            if rules:
                self.parts.append(f"<style>{escape(rules, quote=False)}</style>")
                self.references.style(rules)
        else:
            self.parts.append(closing)
            if closing:
                self.references.end()

    def text(self, text: str) -> None:
        """Handle text: keep that of drawings and of style elements."""
        if self.inside_removed or not self.open:
            return
        if self.style is not None:
            self.style.append(text)
        else:
            self.parts.append(escape(text, quote=False).replace("\r", "&#13;"))

    def finished(self) -> Svg:
        """Return the drawing as published.

        Raises:
            SvgRefused: it would take a browser for ever to draw.
        """
        if fault := self.references.fault():
            raise SvgRefused(fault)
        written = re.sub(r"<(\w+)((?: [^<>]*)?)></\1>", r"<\1\2/>", "".join(self.parts))
        width, height = self.size
        return Svg(content=written.encode(), width_px=width, height_px=height, removed=tuple(self.removed))


def _number(written: str) -> float | None:
    match = _LENGTH.fullmatch(written)
    return float(match[1]) if match else None


def _escaped(value: str) -> str:
    return escape(value).replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")
