"""Read what a screen reader gets from a tagged PDF, in a form that can be compared wherever its lines break."""

import re

from microsite.paper.open_pdf import opened
from microsite.paper.pdf_content import contents_of, text_in


def words_of(content: bytes) -> str:
    """Return all text in reading order, without spaces; a picture is its alternative text."""
    with opened(content) as pdf:
        return without_spaces(text_in(pdf.document.Root.StructTreeRoot, pdf.pages))


def words_on_pages(content: bytes) -> list[str]:
    """Return the tagged text of each page, without spaces."""
    with opened(content) as pdf:
        shown = contents_of(pdf.document).values()
        return [without_spaces("".join(piece.text for piece in page.pieces.values())) for page in shown]


def roles_between(content: bytes, first: str, last: str) -> list[str]:
    """Return the roles of the elements from the first heading that contains one text up to the one with the other."""
    with opened(content) as pdf:
        told = [(pdf.role(each), pdf.text(each)) for each in pdf.elements]
    places = [
        next(place for place, each in enumerate(told) if each[0] == "H2" and of in each[1]) for of in (first, last)
    ]
    return [role for role, _ in told[places[0] : places[1]]]


def without_spaces(text: str) -> str:
    """Strip spaces, and the zero-width ones where an address may break, so that texts can be compared."""
    return re.sub(r"[\s\u200b]", "", text)
