"""Read the words of a PDF in the order in which a screen reader does, and those of the HTML that it was made from."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from io import BytesIO
from urllib.parse import urljoin

import pikepdf
from selectolax.lexbor import LexborHTMLParser

from microsite.paper.pdf_content import WITHIN_LINE, Read, contents_of, place_of, text_at
from microsite.paper.structure_tree import is_element, kids_of

#: Elements that aren't on paper, or that paper shows in another way.
NOT_ON_PAPER = ".visually-hidden, .footnote-backref, .button__away, script, style, template, svg, button, [hidden]"
#: Inline elements; all others are separate from the text around them.
WITHIN_LINE_OF_HTML = frozenset(
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time u var "
    "wbr".split()
)
#: A paragraph's number, in the margin.
NUMBER = re.compile(r"\d+\.\d+\xa0?")


def words(text: str, addresses: Collection[str] = ()) -> list[str]:
    """Split a text into words, however its lines break and its letters are composed.

    Args:
        text: the text.
        addresses: the links' targets, to be left out; paper prints them in brackets after the text of the link.
    """
    said = re.sub("[\u200b\u2060\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", unicodedata.normalize("NFC", text))
    behind = {f"({re.sub('^https?://', '', address)})" for address in addresses}
    for each in sorted(behind, key=len, reverse=True):
        said = said.replace(f" {each}", "")
    return said.split()


def addresses_in(html: str, site_address: str) -> set[str]:
    """Return the absolute addresses of the links in some HTML."""
    links = LexborHTMLParser(html).css("a[href]")
    return {urljoin(site_address, each.attributes["href"] or "") for each in links} - {""}


def read_aloud(pdf: bytes, qr_code: str) -> list[str]:
    """Return the text of each chapter and part of a PDF, the cover first, in the order of its structure tree.

    What paper adds is left out: the table of contents, bullets and the numbers of lists, paragraphs and notes.

    Args:
        pdf: the file.
        qr_code: the alternative text of the QR code on the cover, to be left out because no page has it.
    """
    parts: list[list[Read]] = [[]]
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = contents_of(document)
        (whole,) = kids_of(document.Root.StructTreeRoot)
        for each in kids_of(whole):
            if each.S == "/TOC":
                parts[-1] = []
                continue
            if each.S == "/H1":
                parts.append([])
            parts[-1] += [None, *_read(each, pages, qr_code), None]
        return [said for said in (text_at(part, pages) for part in parts) if said.strip()]


def _read(element, pages, qr_code) -> Iterator[Read]:
    if element.S == "/Figure":
        yield f" {element.Alt} " if element.Alt != qr_code else " "
    elif "/ActualText" in element:
        yield str(element.ActualText)
    elif element.S != "/Lbl" or any(is_element(kid) and kid.S == "/Strong" for kid in kids_of(element)):
        for kid in kids_of(element):
            if is_element(kid):
                ends = [] if str(kid.S)[1:] in WITHIN_LINE else [None]
                yield from (*ends, *_read(kid, pages, qr_code), *ends)
            elif (place := place_of(element, kid)) is not None and not NUMBER.fullmatch(text_at([place], pages)):
                yield place


def told(html: str) -> list[str]:
    """Return the text of each chapter and part of some HTML, starting with what is before the first heading.

    Notes are moved to where they are first referred to, and pictures are replaced by their alternative text.
    """
    tree = LexborHTMLParser(html)
    for each in tree.css(NOT_ON_PAPER):
        each.decompose()
    notes = {item.attributes["id"]: _text(item) for item in tree.css(".footnote li[id]")}
    for each in tree.css(".footnote"):
        each.decompose()
    for mark in tree.css("sup:has(.footnote-ref)"):
        name = (mark.css(".footnote-ref")[0].attributes["href"] or "")[1:]
        mark.replace_with(f"\n{notes.pop(name, '')}\n")
    for each in tree.css("img"):
        each.replace_with(f" {each.attributes.get('alt') or ''} ")
    for each in tree.css("h2"):
        each.insert_before("\f")
    return [part for part in _text(tree.body).split("\f") if part.strip()]


def chapter_on_page(page: str) -> str:
    """Return the title and the text of a chapter from its own page."""
    main = LexborHTMLParser(page).css("main")[0]
    parts = [main.css("h1")[0], *main.css(".other-language"), main.css(".prose")[0]]
    return "\n".join(told("".join(part.html or "" for part in parts)))


def _text(node) -> str:
    if node.tag == "-text":
        return node.text(deep=False)
    within = "".join(_text(each) for each in node.iter(include_text=True))
    return within if node.tag in WITHIN_LINE_OF_HTML else f"\n{within}\n"
