"""The chapter's title, which the page says above the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.html.tree import HEADINGS, first_child, plain_text, without_space_after

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_TAGS = frozenset(HEADINGS.split(", "))


def take_title(body: LexborNode, context: Context) -> None:
    """Find the title in a text, and leave it out where the page says it again.

    A heading is left out when it is the first thing in the text or of level 1, and says the title.
    """
    given = context.found.title = context.title
    start = first_child(body)
    opening = [start] if start is not None and start.tag in _TAGS else []
    repeating = [*opening, *body.css("h1")]
    if given:
        said_again = [each for each in repeating if plain_text(each).casefold() == given.casefold()]
    else:
        first = body.css_first(HEADINGS)
        context.found.title = plain_text(first) if first is not None else ""
        said_again = [each for each in repeating if first is not None and each.mem_id == first.mem_id]
    if said_again:
        without_space_after(said_again[0])
        said_again[0].decompose()
