"""Rules on a PDF as a file: its metadata, its bookmarks, and its fonts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from microsite.paper.open_pdf import OpenPdf
from microsite.paper.pdf_fonts import letters_of

_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
#: Characters that are not letters at all.
_NO_LETTERS = frozenset("\x00\ufeff\ufffe")


def not_marked(pdf: OpenPdf) -> Iterator[str]:
    """The file does not say that it is tagged, or says that its tags are in doubt."""
    info = pdf.root.get("/MarkInfo", {})
    if info.get("/Marked") is not True or "/StructTreeRoot" not in pdf.root:
        yield "The file does not say that it is tagged."
    if info.get("/Suspects", False):
        yield "The file says that its tags are in doubt."


def without_identifier(pdf: OpenPdf) -> Iterator[str]:
    """The metadata do not name the standard."""
    if "<pdfuaid:part>1<" not in _metadata(pdf):
        yield "The metadata do not say PDF/UA-1."


def without_title(pdf: OpenPdf) -> Iterator[str]:
    """There is no title, or readers are shown the name of the file in its place."""
    title = _metadata(pdf).partition("<dc:title>")[2].partition("</dc:title>")[0]
    if not title.partition("<rdf:li")[2].partition(">")[2].partition("<")[0].strip():
        yield "The metadata have no title."
    if pdf.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield "The title is not shown in the window's bar."


def without_language(pdf: OpenPdf) -> Iterator[str]:
    """The language of the text is not named, or a passage names one that is none."""
    if not str(pdf.root.get("/Lang", "")):
        yield "The file does not name its language."
    for each in pdf.elements:
        if "/Lang" in each and not str(each["/Lang"]).split("-")[0].isalpha():
            yield f"{pdf.named(each)} names no language: “{each['/Lang']}”."


def encrypted(pdf: OpenPdf) -> Iterator[str]:
    """The file is encrypted, which can keep a screen reader out."""
    if "/Encrypt" in pdf.document.trailer:
        yield "The file is encrypted."


def without_bookmarks(pdf: OpenPdf) -> Iterator[str]:
    """There are headings of chapters, and no bookmarks to them."""
    headings = pdf.with_role("H1")
    with pdf.document.open_outline() as outline:
        count = len(outline.root)
    if len(headings) > 1 and count == 0:
        yield f"There are {len(headings)} headings of chapters and no bookmarks."


def other_tab_order(pdf: OpenPdf) -> Iterator[str]:
    """Links on a page are not reached in the order in which the text is read."""
    pages = dict.fromkeys(number for number, _ in pdf.annotations)
    for number in pages:
        if pdf.document.pages[number - 1].obj.get("/Tabs") != "/S":
            yield f"The links on page {number} are not reached in the order of the text."


def font_not_embedded(pdf: OpenPdf) -> Iterator[str]:
    """A font is not in the file, so its letters depend on the reader's machine."""
    for name, font in _fonts(pdf).items():
        descendants = font.get("/DescendantFonts")
        described = (descendants[0] if descendants is not None else font).get("/FontDescriptor", {})
        if font.get("/Subtype") != "/Type3" and not any(key in described for key in _FONT_FILES):
            yield f"The font {name} is not in the file."


def letters_without_unicode(pdf: OpenPdf) -> Iterator[str]:
    """What is shown cannot be read as letters: the font does not name them, or names none."""
    for name, font in _fonts(pdf).items():
        if "/ToUnicode" not in font:
            yield f"The font {name} does not name its letters."
        elif any(not _NO_LETTERS.isdisjoint(letter) for letter in letters_of(font).values()):
            yield f"The font {name} names what is no letter."
    for each in dict.fromkeys(code for page in pdf.pages.values() for code in page.unmapped):
        yield f"A letter that is shown has no name in its font: {each}."


def sign_without_shape(pdf: OpenPdf) -> Iterator[str]:
    """A font shows the shape that stands for a letter which it has not got."""
    for name in dict.fromkeys(name for page in pdf.pages.values() for name in page.shapeless):
        yield f"The font {name} has no shape for a letter that is shown."


def font_in_other_codes(pdf: OpenPdf) -> Iterator[str]:
    """The signs of a font are not found by their own numbers, which needs more tables that we do not look at."""
    for name, font in _fonts(pdf).items():
        descendants = font.get("/DescendantFonts")
        described = descendants[0] if descendants is not None else font
        if font.get("/Subtype") != "/Type0" or font.get("/Encoding") not in ("/Identity-H", "/Identity-V"):
            yield f"The font {name} is not in the codes of its own signs."
        elif described.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in described:
            yield f"The font {name} does not say which code is which sign."


def unexpected_parts(pdf: OpenPdf) -> Iterator[str]:
    """The file has layers, attachments, an XFA form or pages from a different file, which we do not look into."""
    if "/OCProperties" in pdf.root:
        yield "The file has layers."
    if "/EmbeddedFiles" in pdf.root.get("/Names", {}):
        yield "The file has attachments."
    if "/XFA" in pdf.root.get("/AcroForm", {}):
        yield "The file has an XFA form."
    for number, page in enumerate(pdf.document.pages, 1):
        drawn: Any = page.resources.get("/XObject", pikepdf.Dictionary())
        if any("/Ref" in each for each in drawn.values()):
            yield f"Page {number} shows a page from a different file."


def _metadata(pdf: OpenPdf) -> str:
    found: Any = pdf.root.get("/Metadata")
    return "" if found is None else found.read_bytes().decode("utf-8", "replace")


def _fonts(pdf: OpenPdf) -> dict[str, Any]:
    """Return the fonts of all pages by name."""
    found: dict[str, Any] = {}
    for page in pdf.document.pages:
        fonts: Any = page.resources.get("/Font", pikepdf.Dictionary())
        found |= {str(font.get("/BaseFont", name)): font for name, font in fonts.items()}
    return dict(sorted(found.items()))
