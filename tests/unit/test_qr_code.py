"""The QR code on printed pages has the site's address, which is also printed next to it."""

import re
import xml.etree.ElementTree as ET

import segno

from microsite.assets.qr_code import qr_code
from microsite.assets.svg import sanitise_svg
from tests.built_sites import built, pages

ADDRESS = "https://www.example.org/consultations/room-to-grow/"


def dots_of(svg: bytes) -> set[tuple[int, int]]:
    """Return the dark modules of a drawn QR code, as column and row."""
    dark = ET.fromstring(svg).findall("{http://www.w3.org/2000/svg}path")[1].attrib["d"]
    dots: set[tuple[int, int]] = set()
    x = y = 0.0
    for letter, numbers in re.findall(r"([Mmh])([-\d. ]+)", dark):
        given = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if letter == "h":
            dots |= {(int(x) + step, int(y)) for step in range(int(given[0]))}
            x += given[0]
        else:
            x, y = (given[0], given[1]) if letter == "M" else (x + given[0], y + given[1])
    return dots


def test_code_is_that_of_the_address():
    """The drawing is the QR code of the address, with a quiet zone of four modules on each side."""
    matrix = segno.make_qr(ADDRESS, error="q", boost_error=False).matrix
    svg = qr_code(ADDRESS)
    assert dots_of(svg) == {
        (column + 4, row + 4) for row, line in enumerate(matrix) for column, dot in enumerate(line) if dot
    }
    assert f'viewBox="0 0 {len(matrix) + 8} {len(matrix) + 8}"'.encode() in svg
    assert sanitise_svg(svg).removed == () and qr_code(ADDRESS) == svg and len(svg) < 12_000


def test_code_stands_beside_its_address():
    """The home page, Have your say and the whole document have the code in print, with the address next to it."""
    site = pages("harbour-town", "open")
    for path, text in site.items():
        blocks = re.findall(r"<div class=\"qr only-print\">.*?</div>", text, re.DOTALL)
        assert len(blocks) == (path in ("index.html", "have-your-say.html", "whole-document.html")), path
        for block in blocks:
            code = re.search(r"src=\"([^\"]*)\"", block)
            assert code and built("harbour-town", "open").files[code[1]] == qr_code(ADDRESS)
            assert f">{ADDRESS}<" in block


def test_no_code_without_an_address():
    """If the site's address is not known, there is no code."""
    assert not [path for path in built("first", "closed").files if "qr" in path]
    assert not [path for path, text in pages("first", "closed").items() if "qr" in text]
