"""An open PDF, with everything that the rules check."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import cached_property
from io import BytesIO
from typing import Any

import pikepdf

from microsite.paper.pdf_content import Page, PageContent, contents_of, place_of, text_in
from microsite.paper.structure_tree import elements_of, is_element, kids_of, role_of

#: How many characters of an element a message quotes.
LONGEST = 50


class OpenPdf:
    """The document, its elements in reading order, and what its pages show."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        """Read the elements and the pages of a document."""
        self.document = document
        self.root: Any = document.Root
        self.pages: dict[Page, PageContent] = contents_of(document)
        self.elements: list[Any] = list(elements_of(document))

    def with_role(self, *roles: str) -> list[Any]:
        """Return the elements that have one of some standard types."""
        return [each for each in self.elements if self.role(each) in roles]

    def role(self, element: Any) -> str:
        """Return the standard type of an element."""
        return role_of(self.document, element)

    def kids(self, element: Any) -> list[Any]:
        """Return the elements directly below one."""
        return [each for each in kids_of(element) if is_element(each)]

    def text(self, element: Any) -> str:
        """Return the words of an element, or what is read in place of them."""
        return " ".join(text_in(element, self.pages).split())

    def named(self, element: Any) -> str:
        """Return an element's type and first words, to name it in a message."""
        words = self.text(element)
        shown = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
        return f"{self.role(element)} “{shown}”" if words else self.role(element)

    @cached_property
    def holders(self) -> list[tuple[tuple[Page, int], Any]]:
        """The pieces of content in the tree, each with its element, and as often as it is there."""
        found = [(place_of(each, kid), each) for each in self.elements for kid in kids_of(each) if not is_element(kid)]
        return [(place, element) for place, element in found if place is not None]

    @property
    def annotations(self) -> Iterator[tuple[int, Any]]:
        """The links and other annotations on the pages, each with the number of its page."""
        for number, page in enumerate(self.document.pages, 1):
            for each in list[Any](page.obj.get("/Annots", pikepdf.Array())):
                yield number, each


@contextmanager
def opened(content: bytes) -> Generator[OpenPdf]:
    """Open a PDF."""
    with pikepdf.open(BytesIO(content)) as document:
        yield OpenPdf(document)
