"""Read the text of a paragraph: its runs, fields, links, notes and bookmarks, without hidden text."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from typing import ClassVar

from msgspec import Struct, field

from microsite.authoring.word.document import Block, Remark, Span
from microsite.authoring.word.drawings import Drawings, chosen
from microsite.authoring.word.styles import Look, Styles, look_of
from microsite.authoring.word.symbols import is_symbol_font, shown, sign_of
from microsite.authoring.word.xml_part import Element, child, child_value, children

#: Fields whose results are lists of pages.
_LEFT_OUT = frozenset({"TOC", "INDEX", "TOA"})
_WRAPPERS = frozenset({"w:smartTag", "w:customXml", "w:ins", "w:moveTo", "w:sdtContent", "w:dir", "w:bdo", "w:rt"})
_SCHEMES = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


class Field(Struct):
    """A field that is being read."""

    instruction: str = ""
    in_result: bool = False
    address: str = ""
    left_out: bool = False


class Found(Struct):
    """The content of a paragraph."""

    spans: list[Span] = field(default_factory=lambda: [])
    #: Text boxes, charts and diagrams, which go below it.
    blocks: list[Block] = field(default_factory=lambda: [])
    remarks: list[Remark] = field(default_factory=lambda: [])
    has_sequence: bool = False
    #: Whether any of it is in a table of contents.
    in_contents: bool = False


class Runs:
    """Reads paragraphs in order; a field may begin in one and end in a later one."""

    def __init__(self, styles: Styles, drawings: Drawings) -> None:
        """Take the document's styles, and the reader of its drawings."""
        self._styles = styles
        self._drawings = drawings
        self._fields: list[Field] = []
        #: Where the ids of the current part's relationships lead, and whether that is outside the file.
        self.targets: dict[str, tuple[str, bool]] = {}
        self.hidden_left_out = 0
        self.comments_left_out = 0

    @property
    def in_contents(self) -> bool:
        """Whether we are inside a table of contents or an index."""
        return any(each.left_out for each in self._fields)

    def read(self, paragraph: Element, base: Look) -> Found:
        """Read a paragraph; its text looks like `base` unless a run says otherwise."""
        found = Found(in_contents=self.in_contents)
        self._children(paragraph, base, "", found)
        found.in_contents = found.in_contents or self.in_contents
        return found

    def _children(self, parent: Element, base: Look, address: str, found: Found) -> None:
        for each in parent:
            handle = self._HANDLERS.get(each.tag)
            if handle is not None:
                handle(self, each, base, address, found)

    def _run(self, run: Element, base: Look, address: str, found: Found) -> None:
        properties = child(run, "w:rPr")
        look = base
        if properties is not None:
            named = child_value(properties, "w:rStyle")
            look = look_of(properties)
            if named:
                look = look.over(self._styles.style(named).look)
            look = look.over(base)
        if look.hidden:
            if any(each.tag == "w:t" and (each.text or "").strip() for each in run):
                self.hidden_left_out += 1
            for each in children(run, "w:fldChar"):
                self._field_mark(each, found)
            for each in children(run, "w:instrText"):
                self._instruction(each)
            return
        for each in run:
            self._in_run(each, look, address, found)

    def _in_run(self, each: Element, look: Look, address: str, found: Found) -> None:
        tag = each.tag
        if tag == "w:fldChar":
            self._field_mark(each, found)
            return
        if tag == "w:instrText":
            self._instruction(each)
            return
        if self._fields and not all(each.in_result for each in self._fields):
            return
        if self.in_contents:
            return
        address = next((field.address for field in reversed(self._fields) if field.address), address)
        handle = self._IN_RUN.get(tag)
        if handle is not None:
            handle(self, each, look, address, found)

    def _words(self, each: Element, look: Look, address: str, found: Found) -> None:
        text = each.text or ""
        if is_symbol_font(look.font) or max(text, default="") >= "\uf000":
            text = shown(text, look.font)
        self._text(text, look, address, found)

    def _blank(self, each: Element, look: Look, address: str, found: Found) -> None:
        self._text("\u2011" if each.tag == "w:noBreakHyphen" else " ", look, address, found)

    def _break(self, each: Element, look: Look, address: str, found: Found) -> None:
        if each.get("w:type", "textWrapping") == "textWrapping":
            found.spans.append(Span(kind="break"))
        else:
            self._text(" ", look, address, found)

    def _note(self, each: Element, look: Look, address: str, found: Found) -> None:
        kind = "f" if each.tag == "w:footnoteReference" else "e"
        found.spans.append(Span(kind="note", text=f"{kind}{each.get('w:id', '')}"))

    def _version(self, each: Element, look: Look, address: str, found: Found) -> None:
        for part in chosen(each):
            self._in_run(part, look, address, found)

    def _ruby(self, each: Element, look: Look, address: str, found: Found) -> None:
        for part, before, after in (("w:rubyBase", "", ""), ("w:rt", " (", ") ")):
            self._text(before, look, address, found)
            for inner in children(each, part):
                self._children(inner, look, address, found)
            self._text(after, look, address, found)

    def _comment(self, each: Element, look: Look, address: str, found: Found) -> None:
        self.comments_left_out += 1

    def _drawing(self, element: Element, look: Look, address: str, found: Found) -> None:
        spans, blocks, remarks = self._drawings.read(element, self.targets)
        found.spans += spans
        found.blocks += blocks
        found.remarks += remarks

    def _sign(self, each: Element, look: Look, address: str, found: Found) -> None:
        try:
            code = int(each.get("w:char", "0"), 16)
        except ValueError:
            return
        sign = sign_of(code, each.get("w:font"))
        if not sign:
            text = f"A sign of the font {each.get('w:font')} has no known character (U+{code:04X}). It is left out."
            found.remarks.append(Remark(kind="check", text=text))
        self._text(sign, look, address, found)

    def _text(self, text: str, look: Look, address: str, found: Found) -> None:
        if not text:
            return
        vertical_align = look.vertical_align if look.vertical_align in ("superscript", "subscript") else ""
        span = Span(
            text=text.replace("\u00ad", "").replace("\u200b", "").replace("\ufeff", ""),
            bold=bool(look.bold),
            italic=bool(look.italic),
            struck=bool(look.struck),
            vertical_align=vertical_align or "",
            address=address,
            language=look.language or "",
            size=look.size or 0,
        )
        last = found.spans[-1] if found.spans else None
        if last is not None and last.kind == "text" and last.style == span.style:
            last.text += span.text
        else:
            found.spans.append(span)

    def _link(self, link: Element, base: Look, address: str, found: Found) -> None:
        target, outside = self.targets.get(link.get("r:id", ""), ("", True))
        anchor = link.get("w:anchor", "")
        self._children(link, base, self._address(target if outside else "", anchor, found) or address, found)

    def _address(self, target: str, anchor: str, found: Found) -> str:
        target = target.strip()
        if not target:
            return f"#{anchor}" if anchor and not anchor.startswith("_top") else ""
        if target.lower().startswith("www."):
            target = f"https://{target}"
        if not _SCHEMES.match(target):
            if target.startswith("#"):
                return target
            text = f"A link to a file on a computer or a drive is left out, its words stay: “{target}”."
            found.remarks.append(Remark(kind="check", text=text))
            return ""
        return f"{target}#{anchor}" if anchor and "#" not in target else target

    def _field_mark(self, mark: Element, found: Found) -> None:
        kind = mark.get("w:fldCharType", "")
        if kind == "begin":
            self._fields.append(Field())
            if child(mark, "w:ffData") is not None:
                self._form(mark, found)
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
            self._begin_result(self._fields[-1], found)
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if not ended.in_result:
                self._begin_result(ended, found)

    def _form(self, mark: Element, found: Found) -> None:
        box = next((each for each in mark.iter("w:checkBox")), None)
        if box is not None:
            state = child_value(box, "w:checked")
            default = child_value(box, "w:default")
            ticked = state not in ("0", "false") if state is not None else default in ("1", "true")
            found.spans.append(Span(text="☑ " if ticked else "☐ "))

    def _instruction(self, each: Element) -> None:
        if self._fields and not self._fields[-1].in_result:
            self._fields[-1].instruction += each.text or ""

    def _begin_result(self, made: Field, found: Found) -> None:
        words = _words(made.instruction)
        name = words[0].upper() if words else ""
        if name in _LEFT_OUT:
            made.left_out = found.in_contents = True
        elif name == "HYPERLINK":
            anchor = words[words.index("\\l") + 1] if "\\l" in words[:-1] else ""
            plain = next((word for word in words[1:] if not word.startswith("\\") and word != anchor), "")
            made.address = self._address(plain, anchor, found)
        elif name in ("REF", "PAGEREF", "NOTEREF") and len(words) > 1:
            if name != "NOTEREF":
                made.address = f"#{words[1]}"
            if name == "PAGEREF":
                text = "A page number is given here, but a website has no pages: name the section instead."
                found.remarks.append(Remark(kind="check", text=text))
        elif name == "SEQ":
            found.has_sequence = True
        elif name == "SYMBOL" and len(words) > 1:
            font = words[words.index("\\f") + 1] if "\\f" in words[:-1] else ""
            code = int(words[1], 0) if re.fullmatch(r"0x[0-9a-fA-F]+|\d+", words[1]) else 0
            found.spans.append(Span(text=sign_of(code, font or "symbol")))

    def _simple_field(self, each: Element, base: Look, address: str, found: Found) -> None:
        made = Field(instruction=each.get("w:instr", ""), in_result=True)
        self._fields.append(made)
        self._begin_result(made, found)
        self._children(each, base, address, found)
        self._fields.pop()

    def _bookmark(self, each: Element, base: Look, address: str, found: Found) -> None:
        if not self.in_contents:
            found.spans.append(Span(kind="anchor", text=each.get("w:name", "")))

    def _content_control(self, each: Element, base: Look, address: str, found: Found) -> None:
        content = child(each, "w:sdtContent")
        if content is not None:
            self._children(content, base, address, found)

    def _alternative(self, each: Element, base: Look, address: str, found: Found) -> None:
        self._children(chosen(each), base, address, found)

    def _equation(self, each: Element, base: Look, address: str, found: Found) -> None:
        words = equation_text(each)
        self._text(words, base, address, found)
        text = f"There was an equation here, now in one line: “{words}”. Check that it still says the same."
        found.remarks.append(Remark(kind="check", text=text))

    #: The handler of each element in a paragraph, and in a run.
    _HANDLERS: ClassVar[dict[str, _Handler]] = {
        **dict.fromkeys(_WRAPPERS, _children),
        "w:r": _run,
        "w:hyperlink": _link,
        "w:fldSimple": _simple_field,
        "w:bookmarkStart": _bookmark,
        "w:sdt": _content_control,
        "mc:AlternateContent": _alternative,
        "m:oMath": _equation,
        "m:oMathPara": _equation,
    }
    _IN_RUN: ClassVar[dict[str, _Handler]] = {
        "w:t": _words,
        **dict.fromkeys(("w:tab", "w:ptab", "w:noBreakHyphen"), _blank),
        **dict.fromkeys(("w:br", "w:cr"), _break),
        "w:sym": _sign,
        **dict.fromkeys(("w:footnoteReference", "w:endnoteReference"), _note),
        **dict.fromkeys(("w:drawing", "w:pict", "w:object"), _drawing),
        "mc:AlternateContent": _version,
        "w:ruby": _ruby,
        "w:commentReference": _comment,
    }


_Handler = Callable[[Runs, Element, Look, str, Found], None]


def equation_text(element: Element) -> str:
    """Return an equation on one line: fractions with a slash, powers with a caret."""
    tag = element.tag
    if tag == "m:t":
        return element.text or ""
    parts = {each.tag: equation_text(each) for each in element if each.tag.startswith("m:")}
    if tag == "m:f":
        return f"({parts.get('m:num', '')})/({parts.get('m:den', '')})"
    if tag == "m:sSup":
        return f"{parts.get('m:e', '')}^{parts.get('m:sup', '')}"
    if tag == "m:rad":
        return f"√({parts.get('m:e', '')})"
    return "".join(equation_text(each) for each in element)


def _words(instruction: str) -> list[str]:
    try:
        return shlex.split(instruction.replace("\\", "\\\\"))
    except ValueError:
        return instruction.split()
