"""Makes the words for a fact that is still to be supplied stand out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.html.tree import new_element, replace_matches, text_nodes
from microsite.lazy_patterns import lazy_pattern
from microsite.validate.field_types import TO_BE_SUPPLIED

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_WORDS = lazy_pattern(rf"\b{TO_BE_SUPPLIED}\b", re.IGNORECASE)


def mark_to_be_supplied(body: LexborNode, context: Context) -> None:
    """Wrap the words for a fact that is still to be supplied in an element of their own."""
    if not context.found.lacks_facts:
        return

    def marked(words: str) -> list[LexborNode | str]:
        mark = new_element(body, "span", {"class": "supply"})
        mark.insert_child(words)
        return [mark]

    for text in text_nodes(body):
        replace_matches(text, _WORDS.finditer(text.text_content or ""), marked)
