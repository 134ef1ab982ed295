"""Read a Word table onto a grid of cells, with merged cells as one, and find its header cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from microsite.authoring.word.document import Block, Cell, Paragraph, Remark, Table, paragraphs_in
from microsite.authoring.word.xml_part import Element, child, child_value, is_on

_HOLDERS = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"})
#: A longer cell is not the name of a column.
_MOST_WORDS = 12


def read_table(element: Element, read: Callable[[Element], list[Block]]) -> list[Block]:
    """Read a table; one with a single cell is only a frame, so return the blocks inside it."""
    table = Table()
    open_cells: dict[int, Cell] = {}
    marked = 0
    for row in _within(element, "w:tr"):
        about = child(row, "w:trPr")
        if is_on(about, "w:hidden"):
            continue
        if is_on(about, "w:tblHeader") and marked == len(table.rows):
            marked += 1
        table.rows.append(_read_row(row, read, open_cells))
    table.rows = _without_empty_rows(table.rows)
    if not table.rows:
        return []
    cells = [cell for row in table.rows for cell in row]
    if len(cells) == 1:
        for paragraph in paragraphs_in(cells[0].blocks):
            paragraph.boxed = True
        blocks = cells[0].blocks
        if blocks and isinstance(blocks[0], Paragraph):
            blocks[0].remarks.append(Remark(kind="changed", text="A frame made of a table with one cell became text."))
        return blocks
    _find_headers(table, element, marked)
    return [table]


def _read_row(row: Element, read: Callable[[Element], list[Block]], open_cells: dict[int, Cell]) -> list[Cell]:
    """Read a row; a cell that continues the one above makes that one taller.

    Args:
        row: the row's element.
        read: reads the blocks in a cell.
        open_cells: cells that may continue below, by column; updated from row to row.
    """
    cells: list[Cell] = []
    at = _whole(child_value(child(row, "w:trPr"), "w:gridBefore"), 0)
    wide: Cell | None = None
    for each in _within(row, "w:tc"):
        properties = child(each, "w:tcPr")
        columns = max(1, _whole(child_value(properties, "w:gridSpan"), 1))
        merged, beside = child_value(properties, "w:vMerge"), child_value(properties, "w:hMerge")
        blocks = read(each)
        above = open_cells.get(at)
        if merged is not None and merged != "restart" and above is not None:
            above.rows += 1
            above.blocks += blocks
        elif beside is not None and beside != "restart" and wide is not None:
            wide.columns += columns
            wide.blocks += blocks
        else:
            wide = Cell(blocks=blocks, columns=columns, at=at)
            cells.append(wide)
            open_cells.pop(at, None)
            if merged == "restart":
                open_cells[at] = wide
        if merged is None:
            open_cells.pop(at, None)
        at += columns
    return cells


def _within(parent: Element, name: str) -> Iterator[Element]:
    for each in parent:
        if each.tag == name:
            yield each
        elif each.tag in _HOLDERS:
            yield from _within(each, name)


def _whole(written: str | None, otherwise: int) -> int:
    return min(int(written), 100) if written and written.isdecimal() else otherwise


def _without_empty_rows(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Drop rows without cells of their own, and shorten the cells that span them."""
    kept: list[list[Cell]] = []
    for index, row in enumerate(rows):
        if row:
            kept.append(row)
            continue
        for above_index, above in enumerate(rows[:index]):
            for cell in above:
                if above_index + cell.rows > index:
                    cell.rows -= 1
    return kept


def _find_headers(table: Table, element: Element, marked: int) -> None:
    if marked and marked < len(table.rows):
        table.header_rows = marked
    first = table.rows[0]
    look = child(child(element, "w:tblPr"), "w:tblLook")
    says_first_row = look is None or look.get("w:firstRow", "1") in ("1", "true") or _has_bit(look, 0x20)
    filled = [cell for cell in first if _words(cell)]
    short = all(len(_words(cell).split()) <= _MOST_WORDS for cell in first)
    if not table.header_rows and len(table.rows) > 1 and short and len(filled) >= max(1, len(first) - 1):
        bold = all(_is_bold(cell) for cell in filled)
        others_bold = all(_is_bold(cell) for row in table.rows[1:] for cell in row if _words(cell))
        one_wide = len(first) == 1 and len(table.rows[1]) > 1
        if bold and not others_bold and not one_wide:
            table.header_rows = 1
        elif says_first_row and not one_wide and len(first) > 1 and not _is_pairs(table):
            table.header_rows = 1
            text = "The first row of the table became its header, because Word does not say: check that it is one."
            table.remarks.append(Remark(kind="check", text=text))
    column = [row[0] for row in table.rows[table.header_rows :] if row and row[0].at == 0]
    named = [cell for cell in column if _words(cell)]
    rest = [cell for row in table.rows[table.header_rows :] for cell in row[1:] if _words(cell)]
    if len(named) == len(column) > 0 and all(_is_bold(cell) for cell in named):
        table.header_column = bool(rest) and not all(_is_bold(cell) for cell in rest)
    if not table.header_rows and not table.header_column:
        text = "The table has no header row. Choose one: in Word, Table Layout > Repeat Header Rows."
        table.remarks.append(Remark(kind="check", text=text))


def _is_pairs(table: Table) -> bool:
    """Whether each row of a table is a name and a value."""
    return all(len(row) == 2 for row in table.rows) and all(_is_bold(row[0]) for row in table.rows if _words(row[0]))


def _has_bit(look: Element, bit: int) -> bool:
    try:
        return bool(int(look.get("w:val", "0"), 16) & bit)
    except ValueError:
        return False


def _words(cell: Cell) -> str:
    return " ".join(paragraph.text for paragraph in paragraphs_in(cell.blocks)).strip()


def _is_bold(cell: Cell) -> bool:
    spans = [
        span for each in paragraphs_in(cell.blocks) for span in each.spans if span.kind == "text" and span.text.strip()
    ]
    return bool(spans) and all(span.bold for span in spans)
