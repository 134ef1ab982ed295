"""Names of files: accents written in one way, and names that cannot be read shown in letters that can."""

from __future__ import annotations

import unicodedata

#: What a system puts in place of a byte that is no text.
_FIRST_STAND_IN, _LAST_STAND_IN = "\udc80", "\udcff"


def composed(text: str) -> str:
    """Write each letter with its accents as one character, as Windows does; a Mac keeps them apart."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_unicode(name: str) -> bool:
    """Whether a name is text, and not bytes that the system could not read as text."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def readable(name: str) -> str:
    """Show a name as Windows would have written it; what cannot be shown at all is written as a number."""
    return "".join(_shown(character) for character in name)


def spelt_out(name: str) -> str:
    r"""Write a name so that two that look alike can be told apart: `caf\xe9.md`, `cafe\u0301.md`."""
    return name.encode("ascii", "backslashreplace").decode()


def _shown(character: str) -> str:
    if _FIRST_STAND_IN <= character <= _LAST_STAND_IN:
        return bytes([ord(character) - 0xDC00]).decode("cp1252", "backslashreplace")
    if unicodedata.category(character) not in ("Cc", "Cs"):
        return character
    return f"\\x{ord(character):02x}" if ord(character) < 0x100 else f"\\u{ord(character):04x}"
