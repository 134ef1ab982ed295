"""Build Windows drawings for tests (EMF, EMF+ and WMF), with only what a test needs."""

import struct

HEAD = struct.pack("<II", 1, 88) + bytes(32) + b" EMF" + bytes(44)


def emf(*records: bytes) -> bytes:
    """Build a drawing of these EMF records."""
    return HEAD + b"".join(records) + record(14, bytes(12))


def record(kind: int, body: bytes) -> bytes:
    """Build an EMF record, padded to a multiple of four bytes."""
    body += bytes(-len(body) % 4)
    return struct.pack("<II", kind, len(body) + 8) + body


def text_out(text: str, x: int = 0, y: int = 0, *, kind: int = 84, options: int = 0, advance: int = 0) -> bytes:
    """EMR_EXTTEXTOUTW, or EMR_EXTTEXTOUTA if the kind is 83."""
    content = text.encode("utf-16-le" if kind == 84 else "cp1252")
    content += bytes(-len(content) % 4)
    advances = 76 + len(content) if advance else 0
    about = struct.pack("<iiIII", x, y, len(text), 76, options) + bytes(16) + struct.pack("<I", advances)
    return record(kind, bytes(28) + about + content + struct.pack("<I", advance) * (len(text) if advance else 0))


def many_texts(*texts: str) -> bytes:
    """EMR_POLYTEXTOUTW."""
    place, abouts, contents = 40 + 40 * len(texts), b"", b""
    for at, text in enumerate(texts):
        abouts += struct.pack("<iiIII", 0, at, len(text), place + len(contents), 0) + bytes(20)
        contents += text.encode("utf-16-le")
    return record(97, bytes(28) + struct.pack("<I", len(texts)) + abouts + contents)


def small_text(text: str, options: int) -> bytes:
    """EMR_SMALLTEXTOUT."""
    content = text.encode("cp1252" if options & 0x200 else "utf-16-le")
    frame = b"" if options & 0x100 else bytes(16)
    return record(108, struct.pack("<iiII", 0, 5, len(text), options) + bytes(12) + frame + content)


def plus(*records: bytes) -> bytes:
    """Build an EMF comment record that holds these EMF+ records."""
    content = b"EMF+" + b"".join(records)
    return record(70, struct.pack("<I", len(content)) + content)


def plus_record(kind: int, body: bytes) -> bytes:
    """Build an EMF+ record."""
    return struct.pack("<HHII", kind, 0, len(body) + 12, len(body)) + body


def draw_string(text: str) -> bytes:
    """EmfPlusDrawString."""
    return plus_record(0x401C, struct.pack("<III4f", 0, 0, len(text), 1, 2, 0, 0) + text.encode("utf-16-le"))


def driver_string(text: str, *, options: int = 1) -> bytes:
    """EmfPlusDrawDriverString."""
    return plus_record(0x4036, struct.pack("<IIII", 0, options, 0, len(text)) + text.encode("utf-16-le") + bytes(8))


def wmf(*records: bytes) -> bytes:
    """Build a WMF drawing with the placeable header that Word writes before it."""
    placeable = b"\xd7\xcd\xc6\x9a" + bytes(18)
    return placeable + struct.pack("<HHH", 1, 9, 0x300) + bytes(12) + b"".join(records) + old(0, b"")


def old(kind: int, body: bytes) -> bytes:
    """Build a WMF record."""
    return struct.pack("<IH", (len(body) + 6) // 2, kind) + body


def old_text(text: str, *, options: int = 0) -> bytes:
    """META_EXTTEXTOUT."""
    content = text.encode("cp1252") + bytes(len(text) % 2)
    return old(0x0A32, struct.pack("<hhHH", 3, 1, len(text), options) + (bytes(8) if options & 6 else b"") + content)
