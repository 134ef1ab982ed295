"""Number lists and headings as Word shows them: `1.`, `(a)`, `2.3`, with restarts and overridden starts."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct, field

from microsite.authoring.word.styles import Styles, indents_of
from microsite.authoring.word.symbols import shown
from microsite.authoring.word.xml_part import Element, child, child_value, children

LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
_ROMAN_SMALL = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile(r"%([1-9])")
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


class Level(Struct, kw_only=True):
    """One level of a list."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    #: The level whose numbers restart this one; 0 for none, and None for any level above.
    restart: int | None = None
    legal: bool = False
    font: str = ""
    style: str = ""
    indent: int | None = None
    hanging: int | None = None


class Label(Struct, frozen=True, kw_only=True):
    """The number or bullet in front of a paragraph."""

    text: str
    is_bullet: bool
    kind: str
    number: int
    list_id: str
    level: int
    indent: int | None
    hanging: int | None


class _Num(Struct, kw_only=True):
    abstract: str
    levels: dict[int, Level] = field(default_factory=lambda: {})
    starts: dict[int, int] = field(default_factory=lambda: {})


class Numbering:
    """Counts the list numbers of a document; ask for the labels of its paragraphs in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Read `numbering.xml`, if there is one."""
        self._styles = styles
        self._abstract: dict[str, dict[int, Level]] = {}
        linked: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for each in children(root, "w:abstractNum"):
            key = each.get("w:abstractNumId", "")
            self._abstract[key] = {level: _level(made) for level, made in _levels(each)}
            if link := child_value(each, "w:numStyleLink"):
                linked[key] = link
            if name := child_value(each, "w:styleLink"):
                by_style[name] = key
        for key, name in linked.items():
            if not self._abstract[key] and name in by_style:
                self._abstract[key] = self._abstract[by_style[name]]
        self._nums = {each.get("w:numId", ""): self._num(each) for each in children(root, "w:num")}
        #: The numbers reached, by list definition; lists with the same definition share one count.
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def _num(self, element: Element) -> _Num:
        made = _Num(abstract=child_value(element, "w:abstractNumId") or "")
        for each in children(element, "w:lvlOverride"):
            level = int(each.get("w:ilvl", "0") or 0)
            inner = child(each, "w:lvl")
            if inner is not None:
                made.levels[level] = _level(inner)
            start = child_value(each, "w:startOverride")
            if start is not None:
                made.starts[level] = int(start or 1)
        return made

    def level_of_style(self, number_id: str, style_id: str) -> int | None:
        """Return the level that a style has in a list."""
        num = self._nums.get(number_id)
        levels = self._abstract.get(num.abstract, {}) if num else {}
        return next((key for key, each in levels.items() if each.style == style_id), None)

    def next_label(self, number_id: str, level: int) -> Label | None:
        """Advance the count and return the label of the next paragraph; None if it has none."""
        num = self._nums.get(number_id)
        if num is None or not 0 <= level < LEVELS:
            return None
        levels = {**self._abstract.get(num.abstract, {}), **num.levels}
        here = levels.get(level)
        if here is None:
            return None
        counts = self._counts.setdefault(num.abstract, [None] * LEVELS)
        start = here.start
        if level in num.starts and (number_id, level) not in self._begun:
            counts[level], start = None, num.starts[level]
        elif level in num.starts:
            start = num.starts[level]
        self._begun.add((number_id, level))
        reached = counts[level]
        counts[level] = start if reached is None else reached + 1
        for above in range(level):
            if counts[above] is None:
                counts[above] = levels[above].start if above in levels else 1
        for below in range(level + 1, LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or (restart > 0 and level < restart):
                counts[below] = None
        return self._label(here, levels, counts, number_id, level)

    def _label(
        self, here: Level, levels: dict[int, Level], counts: list[int | None], number_id: str, level: int
    ) -> Label:
        number = counts[level] or 0
        bullet = here.kind == "bullet"

        def place(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            kind = levels[at].kind if at in levels else "decimal"
            if here.legal and kind not in ("bullet", "none"):
                kind = "decimal"
            return number_text(counts[at] or 0, kind)

        text = shown(here.text, here.font) if bullet else _PLACE.sub(place, here.text)
        return Label(
            text=text.strip(),
            is_bullet=bullet,
            kind=here.kind,
            number=number,
            list_id=number_id,
            level=level,
            indent=here.indent,
            hanging=here.hanging,
        )


def _levels(element: Element) -> list[tuple[int, Element]]:
    return [(int(each.get("w:ilvl", "0") or 0), each) for each in children(element, "w:lvl")]


def _level(element: Element) -> Level:
    fonts = child(child(element, "w:rPr"), "w:rFonts")
    indent, hanging = indents_of(child(element, "w:pPr"), None, None)
    start, restart = child_value(element, "w:start"), child_value(element, "w:lvlRestart")
    return Level(
        kind=child_value(element, "w:numFmt") or "decimal",
        text=child_value(element, "w:lvlText") or "",
        start=_number(start, 0 if start is None else 1),
        restart=None if restart is None else _number(restart, 0),
        legal=child_value(element, "w:isLgl") not in (None, "0", "false"),
        font=(fonts.get("w:ascii") or fonts.get("w:hAnsi") or "") if fonts is not None else "",
        style=child_value(element, "w:pStyle") or "",
        indent=indent,
        hanging=hanging,
    )


def _number(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.lstrip("-").isdecimal() else otherwise


def number_text(number: int, kind: str) -> str:
    """Write a number in one of Word's formats; in digits if we do not know the format."""
    return _FORMATS.get(kind, str)(number)


def _roman(number: int) -> str:
    if not 0 < number < 5000:
        return str(number)
    out = ""
    for value, sign in (*_ROMAN, *_ROMAN_SMALL):
        while number >= value:
            out, number = out + sign, number - value
    return out


def _letter(number: int) -> str:
    """Return `a` to `z`, then `aa`, `bb` to `zz`: Word repeats the letter."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else _ORDINALS.get(number % 10, "th")
    return f"{number}{ending}"


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ordinal": _ordinal,
    "decimalZero": lambda number: f"{number:02}",
    "none": lambda number: "",
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
}
