"""Text in EMF and WMF drawings: each record that draws text, and files that are damaged or malicious."""

import gzip
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.authoring.word.metafile import LONGEST_LINE, MOST_LINES, words_in
from tests.drawing_files import (
    HEAD,
    draw_string,
    driver_string,
    emf,
    many_texts,
    old,
    old_text,
    plus,
    record,
    small_text,
    text_out,
    wmf,
)


@pytest.mark.parametrize(
    ("drawing", "lines"),
    [
        (emf(text_out("Café")), ["Café"]),
        (emf(text_out("Café", kind=83)), ["Café"]),
        (emf(text_out("glyphs", options=0x10), text_out("Words", y=9)), ["Words"]),
        (emf(text_out("Par", advance=5), text_out("ks", 15), text_out("for all", 31, advance=5)), ["Parks", "for all"]),
        (emf(text_out("Our", advance=5), text_out("parks", 20)), ["Our parks"]),
        (emf(text_out("Left", advance=5), text_out("Right", 400)), ["Left", "Right"]),
        (emf(text_out("Shadow", 1, 1), text_out("Shadow", 2, 2)), ["Shadow"]),
        (emf(many_texts("One", "Two")), ["One", "Two"]),
        (
            emf(small_text("Small", 0x300), small_text("Wider", 0x100), small_text("Framed", 0)),
            ["Small", "Wider", "Framed"],
        ),
        (emf(plus(draw_string("Plus"), driver_string("Driver"))), ["Plus", "Driver"]),
        (emf(plus(driver_string("glyphs", options=0))), []),
        (emf(plus(draw_string("Twice")), text_out("Twice")), ["Twice"]),
        (gzip.compress(emf(text_out("Packed")), mtime=0), ["Packed"]),
        (wmf(old_text("Odd"), old_text("Even", options=2)), ["Odd", "Even"]),
        (wmf(old(0x0521, struct.pack("<H", 5) + b"Plain\0" + struct.pack("<hh", 1, 2))), ["Plain"]),
        (wmf(old_text("Bare"))[22:], ["Bare"]),
        (emf(text_out("a\x00b\nc")), ["a b c"]),
        (b"", []),
        (b"\x1f\x8bnot packed", []),
        (b"%PDF-1.7", []),
    ],
)
def test_words_of_each_record(drawing, lines):
    """Each record that draws text yields its words; glyph indices, which are not characters, yield none."""
    assert words_in(drawing) == lines


def test_traps_end():
    """A record that claims too great a length yields nothing, and no file yields more lines than a person reads."""
    huge = struct.pack("<iiIII", 0, 0, 0xFFFFFFFF, 76, 0) + bytes(20)
    assert words_in(emf(record(84, bytes(28) + huge), text_out("After"))) == ["After"]
    assert words_in(emf(record(97, bytes(28) + b"\xff" * 4), text_out("After"))) == ["After"]
    assert words_in(emf(text_out("Before"), struct.pack("<II", 84, 0xFFFFFFFF))) == ["Before"]
    assert words_in(emf(text_out("Before"), struct.pack("<II", 84, 0))) == ["Before"]
    assert words_in(HEAD + plus(struct.pack("<HHII", 0x401C, 0, 0, 0))) == []
    many = words_in(emf(*(text_out(f"{at} " + "x" * 2000, y=at) for at in range(MOST_LINES + 9))))
    assert len(many) == MOST_LINES
    assert max(map(len, many)) == LONGEST_LINE
    assert words_in(gzip.compress(emf(text_out("Before"), record(2, bytes(80_000_000)), text_out("After")))) == [
        "Before"
    ]
    cut = text_out("Whole").replace(struct.pack("<II", 5, 76), struct.pack("<II", 9, 76))
    assert words_in(emf(cut, text_out("After"))) == ["After"]


WHOLE = [emf(text_out("Our parks", advance=3), many_texts("a", "b"), small_text("c", 0), plus(draw_string("d")))]
WHOLE += [wmf(old_text("Our parks"), old_text("d", options=2))]


@given(st.sampled_from(WHOLE), st.data())
def test_damaged_files_are_read_as_far_as_they_go(whole, data):
    """Wherever a file is truncated or changed, it yields lines of text and never fails."""
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 4))):
        if damaged:
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    assert all(line and line.isprintable() for line in words_in(bytes(damaged)))
