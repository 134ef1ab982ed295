"""Tables typed with tabs, or with pipes but no line of hyphens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.source import grammar
from microsite.source.tab_tables import tabs_within
from microsite.source.tree import Block


def typed_table(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report lines with tabs if it is unclear what table they are, and lines with pipes that are not a table."""
    if "\t" in reading.source.written:
        yield from _with_tabs(reading)
    if "|" in reading.body:
        for block in reading.source.shown:
            if block.kind == "paragraph" and _is_drawn(block):
                yield _no_table(reading, block)


def _with_tabs(reading: Reading) -> Iterator[Finding]:
    typed = reading.source.typed_lines
    for block in reading.source.shown:
        if block.kind == "table" and block.cells and not block.flag:
            cells = [block.lines[0][1][start:end].strip() for start, end in block.cells[0]]
            yield reading.hint(
                "TABLE-010",
                f"These {len(block.lines)} lines with tabs are shown as a table, but it is not clear whether the "
                "first line names the columns.",
                block.start,
                _length(block),
                f"If it does, write “{_row(cells)}”, below it “{_row(['---'] * len(cells))}”, and the other lines "
                "with pipes as well. If not, add a first line like that, with a name for each column.",
                "1.3.1",
            )
        elif block.kind == "paragraph":
            lines = [line for line in block.lines if tabs_within(typed[line[0] - 1])]
            if len(lines) > 1:
                cells = [cell.strip() for cell in typed[lines[0][0] - 1].split("\t") if cell.strip(" >")]
                yield reading.warning(
                    "TABLE-010",
                    f"{len(lines)} lines of this paragraph have tabs. They are shown as spaces, and the lines run "
                    "together.",
                    lines[0][2],
                    max(1, len(lines[0][1].rstrip())),
                    "They do not all have the same number of tabs. If they are a table, write each one with pipes, "
                    f"such as “{_row(cells)}”, and below the first “{_row(['---'] * len(cells))}”.",
                    "1.3.1",
                )


def _is_drawn(block: Block) -> bool:
    """Whether pipes divide all lines of a paragraph into the same number of cells."""
    if len(block.lines) < 2:
        return False
    counts = {grammar.cells(text) for _, text, _ in block.lines}
    return (
        len(counts) == 1
        and counts.pop() > 1
        and (len(block.lines) > 2 or all(text.lstrip().startswith("|") for _, text, _ in block.lines))
    )


def _no_table(reading: Reading, block: Block) -> Finding:
    count = grammar.cells(block.lines[0][1])
    return reading.warning(
        "TABLE-010",
        f"These {len(block.lines)} lines with pipes are not a table: the line of hyphens is missing.",
        block.start,
        _length(block),
        f"Below the line that names the columns, write “{_row(['---'] * count)}”.",
        "1.3.1",
    )


def _length(block: Block) -> int:
    _, text, at = block.lines[0]
    return max(1, at + len(text.rstrip()) - block.start)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
