"""Colours in OKLCH and as sRGB hex, and their contrast.

Colours are worked out in OKLCH, where equal steps look equal, and written as hex, which every browser knows.
Lightness is 0 to 1, chroma 0 to about 0.37, hue in degrees.

Source: Björn Ottosson, “A perceptual color space for image processing” (2020); contrast as WCAG 2.2 defines it.
"""

from __future__ import annotations

import math
from functools import lru_cache

from msgspec import Struct

Linear = tuple[float, float, float]
#: WCAG 2.2, 1.4.6 and 1.4.11.
TEXT_CONTRAST, SHAPE_CONTRAST = 7.0, 3.0


class Oklch(Struct, frozen=True):
    """A colour by lightness, chroma and hue."""

    lightness: float
    chroma: float
    hue: float

    def hex(self) -> str:
        """Return as `#rrggbb`; a colour that sRGB cannot show loses chroma until it can."""
        low, high = 0.0, self.chroma
        if not _fits(_linear(self)):
            for _ in range(20):
                middle = (low + high) / 2
                low, high = (middle, high) if _fits(_linear(Oklch(self.lightness, middle, self.hue))) else (low, middle)
            return _hex(_linear(Oklch(self.lightness, low, self.hue)))
        return _hex(_linear(self))


def hue_of(colour: str) -> tuple[float, float]:
    """Return the hue and chroma of a `#rrggbb` colour; a grey has the chroma 0."""
    found = oklch_of(colour)
    return found.hue, found.chroma


def oklch_of(colour: str) -> Oklch:
    """Return the lightness, chroma and hue of a `#rrggbb` colour; a grey has the chroma and the hue 0."""
    red, green, blue = _linear_of_hex(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    chroma = math.hypot(a, b)
    hue = math.degrees(math.atan2(b, a)) % 360
    return Oklch(lightness, chroma, hue) if chroma > 0.002 else Oklch(lightness, 0.0, 0.0)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=512)
def readable_shade(colour: Oklch, backgrounds: tuple[str, ...], minimum: float) -> str:
    """Make a colour darker or lighter until it has enough contrast with its backgrounds.

    Args:
        colour: the colour wanted.
        backgrounds: the `#rrggbb` colours of the backgrounds, all light or all dark.
        minimum: the least contrast with each of them.
    """
    step = -0.005 if _luminance(backgrounds[0]) > 0.18 else 0.005
    lightness = colour.lightness
    while 0 <= lightness <= 1:
        found = Oklch(lightness, colour.chroma, colour.hue).hex()
        if min(contrast(found, ground) for ground in backgrounds) >= minimum:
            return found
        lightness += step
    return "#000000" if step < 0 else "#ffffff"


def _linear(colour: Oklch) -> Linear:
    a = colour.chroma * math.cos(math.radians(colour.hue))
    b = colour.chroma * math.sin(math.radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _fits(linear: Linear) -> bool:
    return all(-0.0001 <= part <= 1.0001 for part in linear)


def _hex(linear: Linear) -> str:
    def encoded(part: float) -> int:
        part = min(max(part, 0.0), 1.0)
        curved = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
        return round(curved * 255)

    return "#{:02x}{:02x}{:02x}".format(*(encoded(part) for part in linear))


def _linear_of_hex(colour: str) -> Linear:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


@lru_cache(maxsize=4096)
def _luminance(colour: str) -> float:
    red, green, blue = _linear_of_hex(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
