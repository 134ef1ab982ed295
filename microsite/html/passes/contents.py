"""Collects a text's headings for its contents list, and counts its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from microsite.html.context import Context, Heading
from microsite.html.tree import HEADINGS, plain_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def list_headings_and_count_words(body: LexborNode, context: Context) -> None:
    """Record the headings, in order, and how many words there are to read."""
    context.found.headings = tuple(_headings(body))
    context.found.words = len(body.text(separator=" ").split())


def _headings(body: LexborNode) -> Iterator[Heading]:
    for heading in body.css(HEADINGS):
        text = plain_text(heading, without_notes=True)
        if text:
            yield Heading(level=int((heading.tag or "h2")[1]), id=heading.attributes.get("id") or "", text=text)
