"""The fonts of a PDF: the letters that their codes stand for, and how wide their glyphs are."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

from microsite.lazy_patterns import lazy_pattern

_SECTION = lazy_pattern(r"beginbf(char|range)(.*?)endbf", re.DOTALL)
_CHAR = lazy_pattern(r"<(\w+)>\s*<(\w+)>")
_RANGE = lazy_pattern(r"<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[([^\]]*)\])")
_HEX = lazy_pattern(r"<(\w+)>")


def letters_of(font: Any) -> dict[int, str]:
    """Return the letters that the codes of a font stand for."""
    if "/ToUnicode" not in font:
        return {}
    table = font["/ToUnicode"].read_bytes().decode("latin-1")
    found: dict[int, str] = {}
    for section in _SECTION.finditer(table):
        if section[1] == "char":
            found |= {int(code, 16): _letters(sign) for code, sign in _CHAR.findall(section[2])}
            continue
        for first, last, sign, signs in _RANGE.findall(section[2]):
            codes = range(int(first, 16), int(last, 16) + 1)
            if sign:
                begins = _letters(sign)
                found |= {code: begins[:-1] + chr(ord(begins[-1]) + step) for step, code in enumerate(codes)}
            else:
                found |= {code: _letters(each) for code, each in zip(codes, _HEX.findall(signs), strict=False)}
    return found


def widths_of(font: Any) -> dict[int, float]:
    """Return the widths of a font's glyphs, by code; those that are not listed have no width."""
    descendants = font.get("/DescendantFonts")
    listed = list[Any](descendants[0].get("/W", ())) if descendants is not None else []
    found: dict[int, float] = {}
    while listed:
        first, second = int(listed[0]), listed[1]
        if isinstance(second, pikepdf.Array):
            found |= {first + at: float(width) for at, width in enumerate(list[Any](second))}
            del listed[:2]
        else:
            found |= dict.fromkeys(range(first, int(second) + 1), float(listed[2]))
            del listed[:3]
    return found


def _letters(sign: str) -> str:
    return bytes.fromhex(sign).decode("utf-16-be", "replace")
