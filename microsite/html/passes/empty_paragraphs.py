"""Removes paragraphs that only held what was taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.html.tree import first_child, remove_space_after

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def remove_empty_paragraphs(body: LexborNode, context: Context) -> None:
    """Remove paragraphs that contain nothing, and the white space after them."""
    empty = [each for each in body.css("p") if first_child(each) is None and not each.attributes]
    for paragraph in empty:
        remove_space_after(paragraph)
        paragraph.decompose()
    if empty:  # Merge the texts around them: words are counted text by text.
        body.merge_text_nodes()
