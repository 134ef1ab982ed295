"""Rules on what the pages of a PDF show: all of it is in the structure tree, or is only there for the eye."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from microsite.paper.open_pdf import OpenPdf
from microsite.paper.structure_tree import numbered_parents


def neither_tagged_nor_artifact(pdf: OpenPdf) -> Iterator[str]:
    """Something is shown that no screen reader knows of, and that is not marked as decoration."""
    for number, page in enumerate(pdf.pages.values(), 1):
        if page.unmarked:
            shown = ", ".join(sorted(set(page.unmarked)))
            yield f"On page {number}, something is neither tagged nor an artifact: {shown}."


def artifact_within_content(pdf: OpenPdf) -> Iterator[str]:
    """Decoration stands within content, or content within decoration."""
    for number, page in enumerate(pdf.pages.values(), 1):
        for each in dict.fromkeys(page.nested):
            yield f"On page {number}, there is {each}."


def content_outside_tree(pdf: OpenPdf) -> Iterator[str]:
    """Marked content is in no element, in two, or is not on the page that its element names."""
    named = Counter(place for place, _ in pdf.holders)
    shown = [(page, number) for page, content in pdf.pages.items() for number in content.pieces]
    numbers = {page: number for number, page in enumerate(pdf.pages, 1)}
    for page, number in shown:
        count = named[page, number]
        if count != 1:
            words = pdf.pages[page].pieces[number].text[:40]
            yield f"“{words}” on page {numbers[page]} is in {count} elements."
    for page, number in sorted(set(named) - set(shown)):
        yield f"An element names the content {number} of page {numbers.get(page, 0)}, which is not there."


def content_without_way_back(pdf: OpenPdf) -> Iterator[str]:
    """A page or a link does not name the element that it belongs to."""
    tree = numbered_parents(pdf.document)
    pages = {page.obj.objgen: (number, page) for number, page in enumerate(pdf.document.pages, 1)}
    for (at, piece), element in pdf.holders:
        if at in pages:
            number, page = pages[at]
            back: Any = tree.get(int(page.obj.get("/StructParents", -1)), [])
            if piece >= len(back) or back[piece].objgen != element.objgen:
                yield f"Page {number} does not link its content {piece} to {pdf.named(element)}."
    for number, each in pdf.annotations:
        if int(each.get("/StructParent", -1)) not in tree:
            yield f"A {str(each.get('/Subtype', ''))[1:]} on page {number} does not name its element."
