"""The start of a text, for lists and search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.html.tree import plain_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST_CHARACTERS = 155


def note_first_words(body: LexborNode, context: Context) -> None:
    """Note the start of the first paragraph, cut between words; marks of footnotes are left out."""
    paragraph = body.css_first("p")
    text = plain_text(paragraph, without_notes=True) if paragraph is not None else ""
    if len(text) > MOST_CHARACTERS:
        text = f"{text[:MOST_CHARACTERS].rsplit(' ', 1)[0].rstrip(',;:–')}…"
    context.found.first_words = text
