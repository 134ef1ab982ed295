"""Social cards: the picture shown with a link to the site where people share it, 1200 × 630 pixels.

A card is drawn with the fonts that come with the templates, letter by letter, so that every machine draws the same. If
the font lacks letters that the words need, the card has no words.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from microsite.assets.arabic_letters import is_right_to_left, visual_order
from microsite.assets.mark import PngFile, shield_mask
from microsite.assets.palette import light_roles

WIDTH_PX, HEIGHT_PX = 1200, 630
FONT = "fonts/SourceSerifPro-Semibold.ttf"
ARABIC_FONT = "fonts/Amiri-Bold.ttf"
MARGIN_PX, BAR_PX, MARK_PX = 80, 24, 92
#: A title has the largest of these sizes at which it fits.
TITLE_SIZES_PX, TITLE_TOP_PX, TITLE_HEIGHT_PX = (84, 72, 62, 54, 47), 160, 300
SMALL_PX = 33
#: No line of a card holds more characters; to cut a longer text takes time that grows with the square of its length.
LONGEST_CUT = 300
#: Line spacing as a multiple of the font size; Arabic letters reach further up and down.
LEADING = {FONT: 1.14, ARABIC_FONT: 1.42}
#: The number of shades between paper and ink: to the eye, as good as all of them.
_SHADES = 16
_INK, _SOFT = 255, 205


class CardText(Struct, frozen=True, kw_only=True):
    """The words on a card."""

    title: str
    #: Above the title: who asks.
    above: str
    #: Below the title: the place, or the site that a chapter belongs to.
    below: str


def social_card(text: CardText, brand: str, templates: Path) -> bytes:
    """Draw a card as a PNG.

    Args:
        text: the words.
        brand: the site's colour as `#rrggbb`.
        templates: the engine's own templates, whose folder has the fonts.
    """
    from PIL import Image

    shown = CardText(title=_plain(text.title), above=_plain(text.above), below=_plain(text.below))
    turned = is_right_to_left(shown.title)
    font = str(templates / (ARABIC_FONT if turned else FONT))
    words = can_be_drawn(f"{shown.title}{shown.above}{shown.below}", font)
    card: Any = Image.new("L", (WIDTH_PX, HEIGHT_PX))
    if words:
        _write(card, shown, font, turned=turned)
    card = card.point([level // _SHADES for level in range(256)])
    card.paste(_SHADES, (0, HEIGHT_PX - BAR_PX, WIDTH_PX, HEIGHT_PX))
    side = MARK_PX if words else MARK_PX * 3
    start = WIDTH_PX - MARGIN_PX - side if turned else MARGIN_PX
    corner = (start, HEIGHT_PX - BAR_PX - side - 40) if words else ((WIDTH_PX - side) // 2, 150)
    card.paste(_mark(side), corner)
    card.putpalette(_palette(brand))
    out = PngFile()
    card.save(out, compress_level=7)
    return out.getvalue()


def can_be_drawn(text: str, font: str) -> bool:
    """Whether the font has every letter of a text, and the letters can be drawn one by one."""
    turned = font.endswith(ARABIC_FONT)
    text = visual_order(text) if turned else text
    return all(
        (turned or unicodedata.bidirectional(each) not in ("R", "AL", "AN"))
        and not unicodedata.combining(each)
        and (each == " " or _has_letter(each, font))
        for each in set(text)
    )


def _write(card: Any, text: CardText, font: str, *, turned: bool) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(card)
    width = WIDTH_PX - 2 * MARGIN_PX
    small = _font(font, SMALL_PX)

    def put(start: int, top: int, words: str, face: Any, fill: int, line: str = "a") -> None:
        """Write a line that begins at this distance from the side at which the language begins."""
        place = (WIDTH_PX - start, top) if turned else (start, top)
        draw.text(place, _visual_order(words), font=face, fill=fill, anchor=f"{'r' if turned else 'l'}{line}")

    put(MARGIN_PX, 74, _cut(text.above, small, width), small, _SOFT)
    leading = LEADING[ARABIC_FONT if turned else FONT]
    lines, size = _fitted(text.title, font, width, leading)
    face = _font(font, size)
    for number, line in enumerate(lines):
        put(MARGIN_PX, TITLE_TOP_PX - 20 + number * round(size * leading), line, face, _INK)
    start = MARGIN_PX + MARK_PX + 28
    below = _cut(text.below, small, WIDTH_PX - MARGIN_PX - start)
    put(start, HEIGHT_PX - BAR_PX - 40 - MARK_PX // 2, below, small, _SOFT, "m")


def _fitted(title: str, font: str, width: int, leading: float) -> tuple[list[str], int]:
    """Wrap a title at the largest size that fits; cut it if it is too long for the smallest."""
    smallest = TITLE_SIZES_PX[-1]
    for size in TITLE_SIZES_PX:
        lines = _lines(title, _font(font, size), width)
        if len(lines) <= _most_lines(size, leading):
            return lines, size
    lines, most = _lines(title, _font(font, smallest), width), _most_lines(smallest, leading)
    return [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), _font(font, smallest), width)], smallest


def _most_lines(size: int, leading: float) -> int:
    return TITLE_HEIGHT_PX // round(size * leading)


def _lines(text: str, face: Any, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _length(longer, face) <= width:
            lines[-1] = longer
        else:
            lines.append(_cut(word, face, width))
    return lines


def _cut(text: str, face: Any, width: int) -> str:
    if _length(text, face) <= width:
        return text
    text = text[:LONGEST_CUT]
    while text and _length(f"{text}…", face) > width:
        text = text[:-1].rstrip()
    return f"{text}…"


def _visual_order(line: str) -> str:
    return visual_order(line) if is_right_to_left(line) else line


def _length(text: str, face: Any) -> float:
    return face.getbbox(_visual_order(text))[
        2
    ]  # Some glyphs of this font, such as …, are wider than their advance width.


@cache
def _mark(side_px: int) -> Any:
    from PIL import Image, ImageDraw

    plate: Any = Image.new("L", (side_px * 4, side_px * 4))
    ImageDraw.Draw(plate).rounded_rectangle((0, 0, side_px * 4 - 1, side_px * 4 - 1), side_px, fill=255)
    corners: Any = plate.resize((side_px, side_px)).point([0] * 128 + [_SHADES] * 128)
    shield = shield_mask(side_px).point([_SHADES + level // _SHADES for level in range(256)])
    return Image.composite(shield, Image.new("L", (side_px, side_px)), corners.point([0] * _SHADES + [255] * 240))


@cache
def _palette(brand: str) -> tuple[int, ...]:
    """Return the shades from paper to ink, then from the brand's colour to what is drawn on it."""
    roles = light_roles(brand)
    return (*_ramp(roles["paper"], roles["ink"]), *_ramp(brand, roles["on-ornament"]))


def _ramp(first: str, last: str) -> list[int]:
    ends = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (first, last)]
    steps = _SHADES - 1
    return [round(a + (b - a) * step / steps) for step in range(_SHADES) for a, b in zip(*ends, strict=True)]


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(each for each in composed if unicodedata.category(each) != "Cf").split())


@cache
def _font(font: str, size: int) -> Any:
    from PIL import ImageFont

    # The other layout engine depends on a library that one machine has and the next does not.
    return ImageFont.truetype(font, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has_letter(letter: str, font: str) -> bool:
    face = _font(font, SMALL_PX)
    return bytes(face.getmask(letter)) != bytes(face.getmask("\U000f1234"))
