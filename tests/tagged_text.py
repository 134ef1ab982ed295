"""What a screen reader is told of a tagged PDF, as texts that can be compared wherever their lines end."""

import re

from microsite.paper.open_pdf import opened
from microsite.paper.pdf_content import contents_of, text_in


def words_of(content: bytes) -> str:
    """Give all words in the order in which they are read, without spaces; a picture's are its alternative."""
    with opened(content) as pdf:
        return without_spaces(text_in(pdf.document.Root.StructTreeRoot, pdf.pages))


def words_on_pages(content: bytes) -> list[str]:
    """Give the words of each page that are in an element, without spaces."""
    with opened(content) as pdf:
        shown = contents_of(pdf.document).values()
        return [without_spaces("".join(piece.text for piece in page.pieces.values())) for page in shown]


def roles_between(content: bytes, first: str, last: str) -> list[str]:
    """Give the roles of the elements from the heading that has some words to the one that has others."""
    with opened(content) as pdf:
        told = [(pdf.role(each), pdf.text(each)) for each in pdf.elements]
    places = [
        next(place for place, each in enumerate(told) if each[0] == "H2" and of in each[1]) for of in (first, last)
    ]
    return [role for role, _ in told[places[0] : places[1]]]


def without_spaces(text: str) -> str:
    """Give a text as it can be compared: without spaces, and without the places where an address may break."""
    return re.sub(r"[\s\u200b]", "", text)
