"""The start of a text, for lists and search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.html.tree import plain_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST_CHARACTERS = 155
#: A blank to write on; a paragraph with one says nothing in a list of chapters.
FORM_LINE = "____"


def note_first_words(body: LexborNode, context: Context) -> None:
    """Record the start of the first paragraph in the text's own language, cut between words, without footnote marks."""
    for paragraph in body.css("p"):
        if paragraph.attributes.get("class") == "admonition-title" or _is_in_another_language(paragraph, body):
            continue
        text = plain_text(paragraph, without_notes=True)
        if not text or FORM_LINE in text:
            continue
        if len(text) > MOST_CHARACTERS:
            text = text[:MOST_CHARACTERS].rsplit(" ", 1)[0].rstrip(" ,;:–")
            text += "" if text.endswith((".", "!", "?", "…")) else "…"
        context.found.first_words = text
        return


def _is_in_another_language(paragraph: LexborNode, body: LexborNode) -> bool:
    """Whether a `lang` applies to the whole paragraph: on it, around it or around all of its words."""
    element: LexborNode | None = paragraph
    while element is not None and element.mem_id != body.mem_id:
        if "lang" in element.attributes:
            return True
        element = element.parent
    paragraph_text = paragraph.text(strip=True)
    return any(part.text(strip=True) == paragraph_text for part in paragraph.css("[lang]"))
