"""Adds to the structure tree of a PDF what the typesetter cannot express.

The typesetter tags the cells of `table.header` as headers of their columns and all others as data. Which cells head a
row, and which corner heads nothing, is known from the nodes that were typeset.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from microsite.paper.nodes import Node
from microsite.paper.tables import Cell, cells_of, headers_of, tables_in

if TYPE_CHECKING:
    import pikepdf


def complete_tags(content: bytes, nodes: Iterable[Node], *, right_to_left: bool) -> bytes:
    """Mark in a PDF which cells of its tables head rows, and how its right-to-left text is read.

    Args:
        content: what the typesetter made.
        nodes: what it was made from. Tables that a template has drawn without nodes stay as they are.
        right_to_left: whether there is any right-to-left text.
    """
    wanted = [cells_of(table) for table in tables_in(nodes)]
    if not wanted and not right_to_left:
        return content
    import pikepdf

    with pikepdf.open(BytesIO(content)) as document:
        if wanted:
            _mark_tables(document, wanted)
        if right_to_left:
            from microsite.paper.right_to_left import add_replacement_text

            add_replacement_text(document)
        made = BytesIO()
        document.save(made, deterministic_id=True, fix_metadata_version=False)
    return made.getvalue()


def _mark_tables(document: pikepdf.Pdf, wanted: list[list[list[Cell]]]) -> None:
    from microsite.paper.structure_tree import tables_of

    for number, rows in enumerate(tables_of(document), 1):
        shape = _shape_in_tree(rows)
        # A table within a line is set as words: it is among the nodes, but not in the tree.
        at = next((place for place, cells in enumerate(wanted) if _shape(cells) == shape), None)
        if at is not None:
            _mark(f"T{number}", rows, wanted[at])
            del wanted[: at + 1]
    _list_ids(document)


def _shape(rows: Sequence[Sequence[Cell]]) -> list[list[tuple[int, int]]]:
    """Return how many columns and rows each cell spans."""
    return [[(cell.columns, cell.rows) for cell in row] for row in rows]


def _shape_in_tree(rows: Sequence[Sequence[Any]]) -> list[list[tuple[int, int]]]:
    from microsite.paper.structure_tree import attribute

    return [[(int(attribute(cell, "ColSpan", 1)), int(attribute(cell, "RowSpan", 1))) for cell in row] for row in rows]


def _mark(table: str, rows: Sequence[Sequence[Any]], wanted: Sequence[Sequence[Cell]]) -> None:
    """Set the role, the scope and the headers of each cell of a table."""
    from pikepdf import Array, Name, String

    cells = [cell for row in wanted for cell in row]
    names = {cell: String(f"{table}R{cell.row + 1}C{cell.column + 1}") for cell in cells}
    for cell, element in zip(cells, [element for row in rows for element in row], strict=True):
        attributes = _table_attributes(element)
        for owner, key in ((element, "/ID"), (attributes, "/Scope"), (attributes, "/Headers")):
            if key in owner:
                del owner[key]
        element.S = Name.TH if cell.heads else Name.TD
        if cell.heads:
            element.ID = names[cell]
            attributes.Scope = Name(f"/{cell.heads}")
        headed = [names[each] for each in headers_of(cell, cells)]
        if headed:
            attributes.Headers = Array(headed)


def _table_attributes(element: Any) -> Any:
    """Return the attributes that a cell has as part of a table, to be changed; add them if there are none."""
    from pikepdf import Array, Dictionary, Name

    from microsite.paper.structure_tree import attributes_of

    found = attributes_of(element)
    attributes = next((each for each in found if each.get("/O") == "/Table"), None)
    if attributes is None:
        attributes = Dictionary(O=Name.Table)
        element.A = Array([*found, attributes])
        attributes = element.A[-1]
    return attributes


def _list_ids(document: pikepdf.Pdf) -> None:
    """Rebuild the index of elements by id."""
    from pikepdf import Array, Dictionary

    from microsite.paper.structure_tree import elements_of

    named = sorted(
        ((bytes(each.ID), each) for each in elements_of(document) if "/ID" in each), key=lambda pair: pair[0]
    )
    listed = Array([part for _, each in named for part in (each.ID, each)])
    document.Root.StructTreeRoot.IDTree = document.make_indirect(Dictionary(Names=listed))
