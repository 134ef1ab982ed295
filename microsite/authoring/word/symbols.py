"""Map the characters of symbol fonts, which mean something else in every other font, to Unicode."""

from __future__ import annotations

_SYMBOL_FROM_21 = "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_FROM_A0 = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x26: "📖", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x3A: "💻", 0x41: "✌", 0x45: "☜", 0x46: "☞",
    0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x4E: "☠", 0x52: "☼", 0x54: "❄", 0x6C: "●", 0x6D: "○",
    0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥",
    0x78: "☒", 0x7A: "⌘", 0x80: "⓪", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪",
    0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦",
    0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS.update({0x81 + at: chr(0x2460 + at) for at in range(10)})
_WINGDINGS.update({0x8C + at: chr(0x2776 + at) for at in range(10)})
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "•", 0x98: "●", 0xA3: "☐"}
_WINGDINGS_3 = {0x7D: "▶", 0x84: "◀", 0x22: "↔", 0x61: "→", 0x70: "▲", 0x71: "▼", 0x75: "▶", 0x74: "◀"}
_WEBDINGS = {0x61: "✓", 0x63: "□", 0x67: "■", 0x72: "✗", 0x34: "▶", 0x33: "◀", 0x35: "▲", 0x36: "▼", 0xC8: "📞"}
_SYMBOL = {
    **{0x21 + at: sign for at, sign in enumerate(_SYMBOL_FROM_21)},
    **{0xA0 + at: sign for at, sign in enumerate(_SYMBOL_FROM_A0)},
    0xB7: "•",
}
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}
#: What an unknown symbol is shown as.
BULLET = "•"


def is_symbol_font(font: str | None) -> bool:
    """Whether letters in this font are shown as symbols."""
    return bool(font) and str(font).lower() in _FONTS


def sign_of(code: int, font: str | None) -> str:
    """Return the character that a symbol font shows for a code; empty if it is not known."""
    table = _FONTS.get((font or "wingdings").lower())
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if table is not None:
        return table.get(low, "")
    return "" if 0xE000 <= code <= 0xF8FF else chr(code)


def shown(text: str, font: str | None) -> str:
    """Return text with the characters that its font shows; an unknown private-use character becomes a bullet."""
    if not is_symbol_font(font) and not any("\uf000" <= sign <= "\uf0ff" for sign in text):
        return text
    known = font if is_symbol_font(font) else "symbol" if "\uf0b7" in text else "wingdings"
    return "".join(
        sign if sign.isspace() else sign_of(ord(sign), known) or (BULLET if ord(sign) > 0xE000 else sign)
        for sign in text
    )
