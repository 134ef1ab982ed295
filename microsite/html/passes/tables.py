"""Tables: captions, headers, and regions that scroll by themselves on a telephone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.html.tree import (
    before_space,
    beyond_space,
    first_child,
    move_children,
    new_element,
    only_child,
    plain_text,
    renamed,
    without_space_after,
    wrapped,
)

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_CAPTION = "table: "
_ROW_GROUPS = ("thead", "tbody", "tfoot")


def finish_tables(body: LexborNode, context: Context) -> None:
    """Give each table its caption, its headers' scopes and a named region that a keyboard can scroll.

    A paragraph that begins with `Table:` straight before or after a table is its caption. A region without a caption
    has a number in its name, since no two regions of a page may share a name.
    """
    names: set[str] = set()
    for number, table in enumerate(body.css("table"), 1):
        caption = _caption_of(table) or _moved_caption(table)
        name = plain_text(caption, without_notes=True) if caption is not None else ""
        if not name or name in names:
            name = f"{context.table_label}.{number}"
        names.add(name)
        _set_scopes([_cells(row) for row in _rows(table)])
        attributes = {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": name}
        wrapped(table, new_element(table, "div", attributes))


def _caption_of(table: LexborNode) -> LexborNode | None:
    first = first_child(table)
    return first if first is not None and first.tag == "caption" else None


def _moved_caption(table: LexborNode) -> LexborNode | None:
    """Move the paragraph that is a table's caption into it, from before or after it."""
    before = before_space(table)
    if before is not None and _is_caption(before):
        without_space_after(before)
        return _as_caption(before, table)
    after = beyond_space(table)
    if after is None or not _is_caption(after):
        return None
    without_space_after(table)
    without_space_after(after)
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


def _rows(table: LexborNode) -> list[LexborNode]:
    """Give the rows of a table, not those of tables within it."""
    rows: list[LexborNode] = []
    for part in table.iter():
        rows += [part] if part.tag == "tr" else part.iter() if part.tag in _ROW_GROUPS else []
    return rows


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in row.iter() if cell.tag in ("th", "td")]


def _set_scopes(rows: Sequence[list[LexborNode]]) -> None:
    """Name what each header cell is the header of.

    The first column holds headers when the corner above it is empty, or when all of its cells are bold.
    """
    if not rows:
        return
    body = [row for row in rows if row and not _is_head(row)]
    corner = bool(rows[0]) and rows[0][0].tag == "th" and first_child(rows[0][0]) is None
    named = (corner or (bool(body) and all(_bold(row[0]) is not None for row in body))) and len(rows[0]) > 1
    for row in rows:
        if _is_head(row):
            for cell in row:
                _finish_header(cell, "col")
            continue
        if named and row and row[0].tag == "td" and first_child(row[0]) is not None:
            _unwrap_bold(row[0])
            row[0] = renamed(row[0], "th")
        for cell in row:
            if cell.tag == "th":
                _finish_header(cell, "row")


def _is_head(row: list[LexborNode]) -> bool:
    return bool(row) and all(cell.tag == "th" for cell in row)


def _bold(cell: LexborNode) -> LexborNode | None:
    """Give the bold words of a cell that holds nothing else."""
    words = only_child(cell)
    return words if words is not None and words.tag == "strong" else None


def _finish_header(cell: LexborNode, scope: str) -> None:
    if first_child(cell) is None:
        renamed(cell, "td")  # A header cell with nothing in it is announced as a header of nothing.
    elif "scope" not in cell.attributes:
        cell.attrs["scope"] = scope


def _unwrap_bold(cell: LexborNode) -> None:
    words = _bold(cell)
    if words is None:
        return
    for text in (words.prev, words.next):
        if text is not None:
            text.decompose()
    move_children(words, cell)
    words.decompose()
