"""Finishes tables: captions, headers, and regions that scroll separately from the page on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.html.table_headers import set_scopes
from microsite.html.tree import (
    first_child,
    move_children,
    new_element,
    next_sibling,
    plain_text,
    previous_sibling,
    remove_space_after,
    wrap,
)

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_CAPTION = "table: "


def finish_tables(body: LexborNode, context: Context) -> None:
    """Give each table its caption, its headers' scopes and a named region that a keyboard can scroll.

    A paragraph that begins with `Table:` directly before or after a table is its caption. A region without a caption
    has a number in its name, since no two regions of a page may share a name.
    """
    names: set[str] = set()
    for number, table in enumerate(body.css("table"), 1):
        if "role" in table.attributes:
            continue  # A layout table.
        caption = _caption_of(table) or _moved_caption(table)
        name = plain_text(caption, without_notes=True) if caption is not None else ""
        if not name or name in names:
            name = f"{context.table_label}{'' if context.table_label.endswith(' ') else '.'}{number}"
        names.add(name)
        set_scopes(table)
        attributes = {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": name}
        wrap(table, new_element(table, "div", attributes))


def _caption_of(table: LexborNode) -> LexborNode | None:
    first = first_child(table)
    return first if first is not None and first.tag == "caption" else None


def _moved_caption(table: LexborNode) -> LexborNode | None:
    """Move the paragraph that is a table's caption into it, from before or after it, and return the caption."""
    before = previous_sibling(table)
    if before is not None and _is_caption(before):
        remove_space_after(before)
        return _as_caption(before, table)
    after = next_sibling(table)
    if after is None or not _is_caption(after):
        return None
    remove_space_after(table)
    remove_space_after(after)
    return _as_caption(after, table)


def _is_caption(node: LexborNode) -> bool:
    if node.tag != "p" or node.attributes:
        return False
    start = node.child
    return start is not None and start.is_text_node and (start.text_content or "").lower().startswith(_CAPTION)


def _as_caption(paragraph: LexborNode, table: LexborNode) -> LexborNode:
    caption = new_element(table, "caption")
    start = paragraph.child
    if start is not None:
        start.replace_with((start.text_content or "")[len(_CAPTION) :])
    move_children(paragraph, caption)
    paragraph.decompose()
    first = table.child
    if first is None:
        table.insert_child(caption, move=True)
    else:
        first.insert_before(caption, move=True)
    return caption
