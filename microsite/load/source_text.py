"""Decode a file's bytes into text and lines, whatever program on whatever system saved it."""

from __future__ import annotations

from codecs import BOM_UTF8
from functools import cached_property, lru_cache

from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern
from microsite.load.file_names import nfc
from microsite.problems import Location, Problem

#: Characters that no editor shows and no text needs; tab and line ends are not among them.
CONTROL = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff]")
#: Ligatures copied from a PDF as one character: searches miss such words, and some fonts lack them.
_LIGATURE = lazy_pattern("[\ufb00-\ufb06]")
_LETTERS = dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
#: The UTF-8 bytes of one character, each decoded as a character of its own.
_MISREAD = lazy_pattern("[\xc2-\xdf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}")
SAVE_AS_UTF8 = "Open the file in its editor and save it again with the encoding UTF-8."


class SourceText(Struct, frozen=True, dict=True):
    """A file's text with normalised line ends; `file` is its path below the site's folder, with forward slashes."""

    file: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends, cached for the next location; locations count them from 1."""
        return tuple(self.text.split("\n"))

    def location(self, line: int, column: int = 1, length: int = 1) -> Location:
        """Return a location, clamped to the text: a line beyond the end becomes the last one."""
        line = min(max(line, 1), len(self.lines))
        source = self.lines[line - 1]
        column = min(max(column, 1), len(source) + 1)
        length = max(1, min(length, len(source) + 1 - column))
        return Location(file=self.file, line=line, column=column, source=source, length=length)

    def line(self, number: int) -> str:
        """Return a line, counted from 1; empty beyond the end, where YAML places a value that is missing."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    @cached_property
    def whole(self) -> Location:
        """The file as a whole."""
        return Location(file=self.file)


# The same file is often parsed twice in a row: for a cache key, then for its content.
@lru_cache(maxsize=1)
def parse_source(file: str, content: bytes) -> tuple[SourceText | None, tuple[Problem, ...]]:
    """Decode UTF-8, with or without a byte order mark; normalise line ends, ligatures and accents.

    Returns:
        The text, or None if it cannot be read, and the problems.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(content):
        return None, (_wrong_encoding("FILE-001", file, "is saved as UTF-16 (Windows calls it “Unicode”)"),)
    try:
        content = content.removeprefix(BOM_UTF8)
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(file, content, error.start),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() and _LIGATURE.search(text):
        text = text.translate(_LETTERS)
    source = SourceText(file, nfc(text))
    found = CONTROL.search(source.text)
    if found:
        line = source.text.count("\n", 0, found.start()) + 1
        column = found.start() - source.text.rfind("\n", 0, found.start())
        return None, (control_character(found[0], source.location(line, column)),)
    return source, ()


def control_character(character: str, location: Location) -> Problem:
    """Report a control character, and what was meant if it comes from a wrong encoding."""
    advice = "Delete it, or copy the text again as plain text from where you got it."
    if "\x80" <= character <= "\x9f":
        # A program decoded Windows-1252 or UTF-8 as an older encoding.
        around = location.source[: location.column + 1]
        wrong = next((each[0] for each in _MISREAD.finditer(around) if each.end() >= location.column), "")
        meant = wrong.encode("latin-1").decode() if wrong else bytes([ord(character)]).decode("cp1252", "ignore")
        if meant.isprintable() and meant:
            what = f"the {len(wrong)} characters from “{wrong[0]}” on" if wrong else "it"
            advice = f"Write {meant} in place of {what}, or copy the text again from where you got it."
    message = f"There is a control character (U+{ord(character):04X}) in the text."
    return Problem.error("FILE-012", message, location, advice)


def _looks_like_utf16(content: bytes) -> bool:
    head = content[:400]
    zeros = head.count(0)
    return len(head) > 3 and zeros * 3 > len(head) and (not any(head[0::2]) or not any(head[1::2]))


def _wrong_encoding(code: str, file: str, what: str) -> Problem:
    return Problem.error(code, f"The file {what}, not as UTF-8.", Location(file=file), SAVE_AS_UTF8)


def _not_utf8(file: str, content: bytes, start: int) -> Problem:
    """Report the first byte that is not UTF-8, showing its line decoded as Windows-1252."""
    before, after = (part.replace(b"\r\n", b"\n").replace(b"\r", b"\n") for part in (content[:start], content[start:]))
    number = before.count(b"\n") + 1
    head, tail = before.rpartition(b"\n")[2], after.partition(b"\n")[0]
    try:
        line = (head + tail).decode("cp1252")
    except UnicodeDecodeError:
        return _wrong_encoding("FILE-002", file, "holds bytes that are not text")
    return Problem.error(
        "FILE-002",
        "The file is saved as Windows-1252 (Windows calls it “ANSI”), not as UTF-8.",
        Location(file=file, line=number, column=len(head) + 1, source=line),
        SAVE_AS_UTF8,
    )
