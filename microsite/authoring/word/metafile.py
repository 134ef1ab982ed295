"""Extract the text from a drawing stored as EMF or WMF by a Windows program, without trusting the file.

Source: the formats as Microsoft publishes them, [MS-EMF], [MS-EMFPLUS] and [MS-WMF].
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator

from msgspec import Struct

ENDINGS = frozenset({"emf", "wmf", "emz", "wmz"})
#: A drawing with more of any of these was made to exhaust memory, or has no text that helps anybody.
MOST_BYTES, MOST_RECORDS, MOST_LINES, LONGEST_LINE = 64_000_000, 300_000, 300, 1000
_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_GLYPHS, _NO_FRAME, _NARROW, _PAIRS = 0x10, 0x100, 0x200, 0x2000
_FRAMED = 0x6
_COMMENT, _PLUS = 70, b"EMF+"


class Piece(Struct, frozen=True):
    """A string and where it is drawn; its width is 0 if the file does not say."""

    text: str
    x: float = 0
    y: float = 0
    width: float = 0


def words_in(content: bytes) -> list[str]:
    """Return a drawing's lines of text, in the order in which they are drawn; none if it is damaged."""
    if content[:2] == b"\x1f\x8b":
        try:
            content = zlib.decompressobj(31).decompress(content, MOST_BYTES)
        except zlib.error:
            return []
    if content[40:44] == b" EMF":
        plain, plus = _emf(content)
        # Some files draw everything twice, once for each format.
        return _lines(max(plain, plus, key=lambda pieces: sum(len(piece.text) for piece in pieces)))
    return _lines(list(_wmf(content[22:] if content[:4] == _PLACEABLE else content)))


def _lines(pieces: list[Piece]) -> list[str]:
    lines: list[str] = []
    last: Piece | None = None
    for piece in pieces:
        letter = last.width / len(last.text) if last is not None else 0
        gap = piece.x - last.x - last.width if last is not None else 0
        if last is not None and piece.y == last.y and piece.x > last.x and gap <= 2 * letter:
            lines[-1] += f"{' ' if gap > letter / 4 else ''}{piece.text}"
        else:
            lines.append(piece.text)
        last = piece
    found = (" ".join("".join(sign if sign.isprintable() else " " for sign in line).split()) for line in lines)
    kept = [line[:LONGEST_LINE] for line in found if line]
    return [line for at, line in enumerate(kept) if not at or line != kept[at - 1]][:MOST_LINES]


def _records(content: bytes, head: str, unit: int, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and bytes of each record, up to the first incomplete one.

    Args:
        content: the records.
        head: the `struct` format of a record's header, with the kind first and the size last; in WMF, the size first.
        unit: how many bytes a record's size is counted in; 2 for WMF only.
        start: the offset of the first record.
    """
    at, least = start, struct.calcsize(head)
    for _ in range(MOST_RECORDS):
        if at + least > len(content):
            return
        numbers = struct.unpack_from(head, content, at)
        kind, size = (numbers[1], numbers[0]) if unit == 2 else (numbers[0], numbers[-1])
        size *= unit
        if size < least or at + size > len(content):
            return
        yield kind, content[at : at + size]
        at += size


def _emf(content: bytes) -> tuple[list[Piece], list[Piece]]:
    plain: list[Piece] = []
    plus: list[Piece] = []
    for kind, record in _records(content, "<II", 1):
        if kind == _COMMENT and record[12:16] == _PLUS:
            plus += [piece for each, part in _records(record, "<HHI", 1, 16) for piece in _read(_plus, each, part)]
        else:
            plain += _read(_plain, kind, record)
    return plain, plus


def _read(read: Callable[[int, bytes], list[Piece]], kind: int, record: bytes) -> list[Piece]:
    """Read a record's text; a record shorter than it claims has none."""
    try:
        return [piece for piece in read(kind, record) if piece.text.strip()]
    except struct.error:
        return []


def _plain(kind: int, record: bytes) -> list[Piece]:
    if kind in (83, 84):
        return [_emf_text(record, 36, wide=kind == 84)]
    if kind in (96, 97):
        (count,) = struct.unpack_from("<I", record, 36)
        return [_emf_text(record, 40 + 40 * at, wide=kind == 97) for at in range(min(count, (len(record) - 40) // 40))]
    if kind == 108:
        x, y, count, options = struct.unpack_from("<iiII", record, 8)
        if options & _GLYPHS:
            return []
        at = 36 if options & _NO_FRAME else 52
        return [Piece(_text(record, at, count, wide=not options & _NARROW), x, y)]
    return []


def _emf_text(record: bytes, at: int, *, wide: bool) -> Piece:
    x, y, count, place, options = struct.unpack_from("<iiIII", record, at)
    if options & _GLYPHS:
        return Piece("")
    text = _text(record, place, count, wide=wide)
    (advances,) = struct.unpack_from("<I", record, at + 36)
    numbers = count * (2 if options & _PAIRS else 1)
    width = 0
    if text and advances and advances + 4 * numbers <= len(record):
        width = sum(struct.unpack_from(f"<{numbers}i", record, advances)[:: numbers // count])
    return Piece(text, x, y, max(width, 0))


def _plus(kind: int, record: bytes) -> list[Piece]:
    if kind == 0x401C:
        (count,) = struct.unpack_from("<I", record, 20)
        x, y = struct.unpack_from("<ff", record, 24)
        return [Piece(_text(record, 40, count, wide=True), x, y)]
    if kind == 0x4036:
        options, _, count = struct.unpack_from("<III", record, 16)
        text = _text(record, 28, count, wide=True) if options & 1 else ""
        if not text or len(record) < 28 + 2 * count + 8:
            return [Piece(text)]
        return [Piece(text, *struct.unpack_from("<ff", record, 28 + 2 * (count + count % 2)))]
    return []


def _wmf(content: bytes) -> Iterator[Piece]:
    if len(content) < 18 or content[:1] not in (b"\x01", b"\x02") or content[2:4] != b"\x09\0":
        return
    for kind, record in _records(content, "<IH", 2, 18):
        yield from _read(_old, kind, record)


def _old(kind: int, record: bytes) -> list[Piece]:
    if kind == 0x0521:
        (count,) = struct.unpack_from("<H", record, 6)
        y, x = struct.unpack_from("<hh", record, 8 + count + count % 2)
        return [Piece(_text(record, 8, count, wide=False), x, y)]
    if kind == 0x0A32:
        y, x, count, options = struct.unpack_from("<hhHH", record, 6)
        if options & _GLYPHS:
            return []
        at = 22 if options & _FRAMED else 14
        text, after = _text(record, at, count, wide=False), at + count + count % 2
        known = text and after + 2 * count <= len(record)
        return [Piece(text, x, y, max(sum(struct.unpack_from(f"<{count}h", record, after)), 0) if known else 0)]
    return []


def _text(record: bytes, at: int, count: int, *, wide: bool) -> str:
    """Decode a string; empty if the record ends before it does."""
    end = at + count * (2 if wide else 1)
    if end > len(record):
        return ""
    return record[at:end].decode("utf-16-le" if wide else "cp1252", "ignore")
