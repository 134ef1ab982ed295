"""Which columns each cell of an HTML table spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

#: The most rows or columns that a cell is taken to span.
MOST_SPANNED = 100


def columns_of(rows: Iterable[Sequence[Mapping[str, str | None]]]) -> Iterator[list[tuple[int, int]]]:
    """Yield the first column of each cell and the one after its last, row by row.

    Args:
        rows: the attributes of each cell of each row.
    """
    taken: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        places: list[tuple[int, int]] = []
        for attributes in row:
            while taken.get(column, 0) > number:
                column += 1
            end = column + spanned(attributes, "colspan")
            taken.update(dict.fromkeys(range(column, end), number + spanned(attributes, "rowspan")))
            places.append((column, end))
            column = end
        yield places


def spanned(attributes: Mapping[str, str | None], name: str) -> int:
    """Return how many columns or rows a cell spans, according to its `colspan` or `rowspan`."""
    written = (attributes.get(name) or "1").strip()
    if not (written.isascii() and written.isdigit()):
        return 1
    least = MOST_SPANNED if name == "rowspan" else 1  # A rowspan of 0 spans to the end.
    return min(int(written[:6]) or least, MOST_SPANNED)
