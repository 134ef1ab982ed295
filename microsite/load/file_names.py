"""Normalise accents in file names, and make names readable that are not valid text."""

from __future__ import annotations

import unicodedata

#: What Python puts in place of a byte of a name that it cannot decode (`surrogateescape`).
_FIRST_STAND_IN, _LAST_STAND_IN = "\udc80", "\udcff"


def nfc(text: str) -> str:
    """Normalise to NFC: a letter with its accents is one character, as on Windows; macOS separates them."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_unicode(name: str) -> bool:
    """Whether a name is valid text: no bytes that could not be decoded."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def readable(name: str) -> str:
    """Make a name printable: undecodable bytes as Windows-1252, control characters as escapes."""
    return "".join(_shown(character) for character in name)


def escaped(name: str) -> str:
    r"""Escape what is not ASCII, so that names that look alike can be told apart: `caf\xe9.md`, `cafe\u0301.md`."""
    return name.encode("ascii", "backslashreplace").decode()


def _shown(character: str) -> str:
    if _FIRST_STAND_IN <= character <= _LAST_STAND_IN:
        return bytes([ord(character) - 0xDC00]).decode("cp1252", "backslashreplace")
    if unicodedata.category(character) not in ("Cc", "Cs"):
        return character
    return f"\\x{ord(character):02x}" if ord(character) < 0x100 else f"\\u{ord(character):04x}"
