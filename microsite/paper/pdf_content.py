"""What the pages of a PDF show: the text of each piece of marked content, and what is not marked at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf
from msgspec import Struct

from microsite.paper.pdf_fonts import letters_of, widths_of
from microsite.paper.structure_tree import is_element, kids_of

_SHOW_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_SHOWS = _SHOW_TEXT | {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"}
#: Types of elements within a line.
WITHIN_LINE = frozenset("Span Em Strong Datetime Code Quote Link Reference".split())
#: Characters after which a line may wrap: a space, a dash, and where long addresses are split.
MAY_BREAK = (" ", "\n", "-", "–", "—", "/", "?", "&", "=", "\u200b", "\u00ad")

#: The number of a page's object.
Page = tuple[int, int]
#: What is read: a piece of content by its page and number, a text in its place, or None for the end of a line.
Read = tuple[Page, int] | str | None


class Piece(Struct):
    """A piece of marked content."""

    text: str = ""
    #: The heights on the page of its first and its last line, and the size of its last letters, in points.
    begins: float = 0
    ends: float = 0
    size: float = 0
    #: How far from the left its first letter begins, in points.
    start: float = 0
    #: What each of its glyphs stands for, from left to right, and whether it has a width, which accents do not.
    glyphs: list[tuple[str, bool]] = []
    #: Whether the file says that they are read from right to left.
    reversed: bool = False
    #: Its language, if it is named here and not further up in the tree.
    language: str = ""


class PageContent(Struct):
    """What one page shows."""

    #: The pieces of marked content, by number; one that shows no text is empty.
    pieces: dict[int, Piece]
    #: Operators that show something which is neither marked nor an artifact.
    unmarked: list[str]
    #: Artifacts within marked content, and marked content within artifacts.
    nested: list[str]
    #: Codes for which the font names no letter, after the name of the font.
    unmapped: list[str]
    #: Fonts whose glyph for a missing letter is shown.
    shapeless: list[str]


class _Mark(Struct):
    number: int | None
    artifact: bool
    #: Replacement text: what is read in place of what is shown.
    replacement: str | None
    piece: Piece


def contents_of(document: pikepdf.Pdf) -> dict[Page, PageContent]:
    """Return what each page shows, by the number of its object."""
    return {page.obj.objgen: _Reader(page).read() for page in document.pages}


def text_in(element: Any, pages: Mapping[Page, PageContent]) -> str:
    """Return the words of an element and of all below it, in reading order."""
    return text_at(read_in(element), pages)


def text_at(read: Iterable[Read], pages: Mapping[Page, PageContent]) -> str:
    """Return the words of what is read; a line break that is not from wrapping separates words."""
    text = ""
    last: tuple[Page, Piece] | None = None
    for each in read:
        if each is None:
            text = f"{text}\n" if text and not text.endswith("\n") else text
        elif isinstance(each, str):
            text += each
        elif each[0] in pages and (piece := pages[each[0]].pieces.get(each[1])) is not None and piece.text:
            if last is not None and (each[0] != last[0] or abs(piece.begins - last[1].ends) > last[1].size):
                text = _with_space_after_line(text)
            text += piece.text
            last = each[0], piece
    return text


def _with_space_after_line(text: str) -> str:
    return text if not text or text.endswith(MAY_BREAK) else f"{text}\n"


def read_in(element: Any) -> Iterator[Read]:
    """Yield what is read of an element and of all below it, in order."""
    for each in kids_of(element):
        if is_element(each):
            apart = str(each["/S"])[1:] not in WITHIN_LINE
            if apart:
                yield None
            replacement = next((str(each[key]) for key in ("/ActualText", "/Alt") if key in each), None)
            if replacement is None:
                yield from read_in(each)
            else:
                yield replacement
            if apart:
                yield None
        elif (place := place_of(element, each)) is not None:
            yield place


def place_of(element: Any, kid: Any) -> tuple[Page, int] | None:
    """Return the page and number of the marked content that a child of an element is; None for any other child."""
    if isinstance(kid, int):
        page = element.get("/Pg")
    elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
        page, kid = kid.get("/Pg", element.get("/Pg")), int(kid["/MCID"])
    else:
        return None
    return (page.objgen if page is not None else (0, 0), kid)


class _Reader:
    """Reads one page, operator by operator."""

    def __init__(self, page: pikepdf.Page) -> None:
        self._page = page
        self._fonts: Any = page.resources.get("/Font", pikepdf.Dictionary())
        self._letters: dict[str, dict[int, str]] = {}
        self._widths: dict[str, dict[int, float]] = {}
        self._font = ""
        self._size = 0.0
        #: Where letters are put, from the left and from below: the shift of coordinates, and the position with it.
        self._base = self._at = (0.0, 0.0)
        self._marks: list[_Mark] = []
        self.found = PageContent(pieces={}, unmarked=[], nested=[], unmapped=[], shapeless=[])

    def read(self) -> PageContent:
        """Return what the page shows."""
        for instruction in pikepdf.parse_content_stream(self._page):
            operator, operands = str(instruction.operator), list[Any](instruction.operands)
            if operator in ("BMC", "BDC"):
                self._begin(operands)
            elif operator == "EMC" and self._marks:
                self._end()
            elif operator == "Tf":
                self._choose_font(str(operands[0]), float(operands[1]))
            elif operator == "cm":
                self._base = float(operands[4]), float(operands[5])
            elif operator == "Tm":
                self._at = self._base[0] + float(operands[4]), self._base[1] + float(operands[5])
            elif operator in _SHOW_TEXT:
                self._show(operands[-1])
            if operator in _SHOWS and not any(mark.artifact or mark.number is not None for mark in self._marks):
                self.found.unmarked.append(operator)
        return self.found

    def _begin(self, operands: list[Any]) -> None:
        properties_given: Any = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
        if isinstance(properties_given, pikepdf.Name):
            properties: Any = self._page.resources["/Properties"]
            properties_given = properties[str(properties_given)]
        number, replacement = properties_given.get("/MCID"), properties_given.get("/ActualText")
        mark = _Mark(
            number=None if number is None else int(number),
            artifact=str(operands[0]) == "/Artifact",
            replacement=None if replacement is None else str(replacement),
            piece=Piece(reversed=str(operands[0]) == "/ReversedChars", language=str(properties_given.get("/Lang", ""))),
        )
        if mark.artifact and any(each.number is not None for each in self._marks):
            self.found.nested.append("an artifact within marked content")
        if mark.number is not None and any(each.artifact for each in self._marks):
            self.found.nested.append("marked content within an artifact")
        self._marks.append(mark)

    def _end(self) -> None:
        mark = self._marks.pop()
        piece = mark.piece
        if mark.replacement is not None:
            piece.text = mark.replacement
            piece.glyphs = [(mark.replacement, any(room for _, room in piece.glyphs))]
        if mark.number is not None:
            self.found.pieces[mark.number] = piece
        elif self._marks and not mark.artifact:
            self._add(piece)

    def _choose_font(self, name: str, size: float) -> None:
        self._font, self._size = name, size
        if name not in self._letters:
            self._letters[name] = letters_of(self._fonts[name])
            self._widths[name] = widths_of(self._fonts[name])

    def _add(self, more: Piece) -> None:
        """Append words to those that the innermost mark has so far."""
        piece = self._marks[-1].piece
        if not piece.text:
            piece.begins, piece.start = more.begins, more.start
        elif abs(more.begins - piece.ends) > piece.size:
            piece.text = _with_space_after_line(piece.text)
        piece.text += more.text
        piece.glyphs = [*piece.glyphs, *more.glyphs]
        piece.ends, piece.size = more.ends, self._size
        piece.reversed = piece.reversed or more.reversed

    def _show(self, operand: Any) -> None:
        font = self._fonts[self._font]
        step = 2 if font.get("/Subtype") == "/Type0" else 1
        glyphs: list[tuple[str, bool]] = []
        for part in list(operand) if isinstance(operand, pikepdf.Array) else [operand]:
            if isinstance(part, pikepdf.String):
                written = bytes(part)
                codes = (int.from_bytes(written[at : at + step]) for at in range(0, len(written), step))
                glyphs += ((self._letter(code), self._widths[self._font].get(code, 0) > 0) for code in codes)
        if self._marks:
            start, line = self._at
            text = "".join(letter for letter, _ in glyphs)
            self._add(Piece(text=text, begins=line, ends=line, start=start, glyphs=glyphs))

    def _letter(self, code: int) -> str:
        letter = self._letters[self._font].get(code, "")
        if code == 0:
            self.found.shapeless.append(str(self._fonts[self._font].get("/BaseFont")))
        if not letter:
            self.found.unmapped.append(f"{self._fonts[self._font].get('/BaseFont')} {code}")
        return letter
