"""A chapter's text for the page that holds all chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.html.tree import HEADINGS, escaped, renamed

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def deepen_headings(body: LexborNode, context: Context) -> None:
    """Make every heading one level deeper: it stands under the chapter's own."""
    for heading in body.css(HEADINGS):
        level = int((heading.tag or "h2")[1])
        if level < 6:
            renamed(heading, f"h{level + 1}")


def prefix_ids(body: LexborNode, context: Context) -> None:
    """Make a chapter's ids and the links to them its own, and links between chapters links within the page."""
    for node in body.traverse():
        attributes = node.attributes
        if not attributes:
            continue
        for name, value in attributes.items():
            changed = value or ""
            if name == "id":
                changed = f"{context.slug}--{changed}"
            elif name == "href" and node.tag == "a":
                changed = _within_page(changed, context)
            changed = escaped(changed)
            if changed != value:
                node.attrs[name] = changed


def _within_page(address: str, context: Context) -> str:
    page, mark, fragment = address.partition("#")
    prefix = context.slug if mark and not page else context.prefixes.get(page)
    if prefix is None:
        return address
    return f"#{prefix}--{fragment}" if fragment else f"#{prefix}"
