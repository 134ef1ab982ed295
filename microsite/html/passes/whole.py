"""Adapts a chapter's text to the page with all chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.html.tree import HEADINGS, rename, with_stand_ins

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def deepen_headings(body: LexborNode, context: Context) -> None:
    """Move every heading one level down: they are below the chapter's own."""
    for heading in body.css(HEADINGS):
        level = int((heading.tag or "h2")[1])
        if level < 6:
            rename(heading, f"h{level + 1}")


def prefix_ids(body: LexborNode, context: Context) -> None:
    """Prefix a chapter's ids and the links to them, and turn links between chapters into links within the page."""
    for node in body.css("[id]"):
        node.attrs["id"] = f"{context.slug}--{node.attributes['id'] or ''}"
    for link in body.css("a[href]"):
        address = link.attributes["href"] or ""
        within_page = _within_page(address, context)
        if within_page != address:
            link.attrs["href"] = with_stand_ins(within_page)
    for cell in body.css("[headers]"):
        ids = (cell.attributes["headers"] or "").split()
        cell.attrs["headers"] = " ".join(f"{context.slug}--{each}" for each in ids)
    for name in ("title", "cite"):
        for node in body.css(f"[{name}]"):
            node.attrs[name] = with_stand_ins(node.attributes[name] or "")


def _within_page(address: str, context: Context) -> str:
    page, mark, fragment = address.partition("#")
    prefix = context.slug if mark and not page else context.prefixes.get(page)
    if prefix is None:
        return address
    return f"#{prefix}--{fragment}" if fragment else f"#{prefix}"
