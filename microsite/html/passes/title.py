"""The chapter's title, which the page says above the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.html.tree import HEADINGS, first_child, plain_text, without_space_after

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def take_title(body: LexborNode, context: Context) -> None:
    """Find the title in a text, and leave it out where the page says it again.

    A heading is left out when it is the first thing in the text or of level 1, and says the title.
    """
    given = context.found.title = context.title
    start = first_child(body)
    for heading in body.css(HEADINGS):
        text = plain_text(heading)
        first = start is not None and heading.mem_id == start.mem_id
        repeats = first or heading.tag == "h1"
        if given and (text.casefold() != given.casefold() or not repeats):
            continue
        context.found.title = given or text
        if given or repeats:
            without_space_after(heading)
            heading.decompose()
        return
