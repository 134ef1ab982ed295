"""Tables pasted from a word processor or a spreadsheet: a line for each row, a tab between cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern
from microsite.source import grammar
from microsite.source.container import Container
from microsite.source.tree import Line, block_of

#: Start and end of a cell in the text of its line.
Span = tuple[int, int]
_NUMBER = lazy_pattern(
    r"[~<>+−–-]?\s*[£€$]?\s*[0-9][0-9.,: \u00a0/–-]*\s*(?:%|p|k|m|bn|km|ha|am|pm|million|th|st|nd|rd)?"
)
_YEAR = lazy_pattern(r"(?:19|20)[0-9]{2}(?:\s*[/–-]\s*[0-9]{2,4})?")
_BOLD = lazy_pattern(r"\*\*[^*]+\*\*|__[^_]+__")
#: With this many characters on either side, a tab is more likely within a sentence than between two cells.
LONG = 40
#: What begins a line of another kind of block.
_MARKED = ("#", ">", "|", "<", "```", "~~~")


class _Rows(Struct):
    """Lines with tabs, and the cells of each."""

    lines: list[Line]
    cells: list[list[Span]]


def parse_tab_table(container: Container, at: int) -> int:
    """Parse a table whose cells are separated by tabs; returns `at` if there is none."""
    rows = _rows(container, at) if container.notes.typed and at >= container.uneven_until else None
    if rows is None:
        return at
    texts = [
        [text[start:end].strip() for start, end in cells]
        for (_, text, _), cells in zip(rows.lines, rows.cells, strict=True)
    ]
    block = block_of("table", rows.lines)
    block.cells, block.flag = rows.cells, _names_columns(texts)
    container.put(block)
    what = "a table, with the first line as its header" if block.flag else "a table"
    container.notes.repair(rows.lines[0], f"The {len(rows.lines)} lines with tabs became {what}.")
    return at + len(rows.lines)


def begins_tab_table(container: Container, line: Line, beyond: int = 0) -> bool:
    """Whether a line has as many tabs as the line below or above it, and more than a list item would have."""
    number = line[0]
    own = _tabs_within(container, number)
    if own < 2 + beyond:
        return False
    return own in (_tabs_within(container, number - 1), _tabs_within(container, number + 1))


def begins_rows(container: Container, at: int) -> bool:
    """Whether a line and the next have equally many tabs: they are then rows, not text of the block above."""
    if not container.notes.typed or at + 1 >= container.count:
        return False
    number = container.lines[at][0]
    tabs = _tabs_within(container, number)
    return tabs > 0 and tabs == _tabs_within(container, number + 1)


def tabs_within(typed: str) -> int:
    """Count the tabs between the words of a line."""
    return typed.strip().count("\t")


def _tabs_within(container: Container, number: int) -> int:
    typed = container.notes.typed
    return tabs_within(typed[number - 1]) if 0 < number <= len(typed) else 0


def _rows(container: Container, at: int) -> _Rows | None:
    """Return the rows that are certainly a table: two or more, with equally many cells."""
    lines: list[Line] = []
    spans: list[list[Span]] = []
    for index in range(at, container.count):
        line = container.lines[index]
        if (
            not line[1].strip()
            or line[1].lstrip().startswith(_MARKED)
            or "\t" not in container.notes.typed[line[0] - 1]
        ):
            break
        if line[0] in container.notes.as_items or grammar.is_bullet(line[1].lstrip()[0]):
            break
        typed = container.notes.typed[line[0] - 1].lstrip()
        if typed.startswith(("* ", "- ", "+ ")) or grammar.REFERENCE.match(line[1]):
            break
        found = _cells(container, line)
        if len(found) < 2 or _within_sentence(line[1], found):
            break
        lines.append(line)
        spans.append(found)
    rows = _even(lines, spans) if len(lines) > 1 else None
    if rows is None:
        container.uneven_until = at + len(lines)
    return rows


def _within_sentence(text: str, cells: Sequence[Span]) -> bool:
    """Whether a tab is in the middle of a sentence, with many words on either side."""
    words = [text[slice(*span)].strip() for span in cells]
    return any(
        len(left) >= LONG and len(right) >= LONG and left[-1] not in ".!?:;" and right[0].islower()
        for left, right in pairwise(words)
    )


def _even(lines: list[Line], spans: list[list[Span]]) -> _Rows | None:
    """Return the lines as rows if all have equally many cells: cells of any kind, or failing that, filled ones."""
    words = [_filled(line[1], cells) for line, cells in zip(lines, spans, strict=True)]
    for kept in (spans, words):
        count = next((number for number, cells in enumerate(kept) if len(cells) != len(kept[0])), len(kept))
        if count < len(kept) or count < 2:
            continue
        first_is_filled = all(
            line[1][slice(*cells[0])].strip() for line, cells in zip(lines[1:], kept[1:], strict=True)
        )
        if first_is_filled and len(kept[0]) > 1:
            return _Rows(lines, _without_empty_columns(lines, kept))
    return None


def _filled(text: str, cells: list[Span]) -> list[Span]:
    return [span for span in cells if text[slice(*span)].strip()]


def _without_empty_columns(lines: Sequence[Line], spans: Sequence[list[Span]]) -> list[list[Span]]:
    used = [
        any(line[1][slice(*cells[column])].strip() for line, cells in zip(lines, spans, strict=True))
        for column in range(len(spans[0]))
    ]
    return [[span for span, kept in zip(cells, used, strict=True) if kept] for cells in spans]


def _cells(container: Container, line: Line) -> list[Span]:
    """Return the spans of a line's cells; leading tabs are indentation in a nested container, and a cell elsewhere."""
    number, text, offset = line
    typed = container.notes.typed[number - 1]
    shift = container.notes.starts[number - 1] - offset
    spans: list[Span] = []
    shown = 0
    start = 0
    for character in typed.rstrip(" "):
        width = 4 - shown % 4 if character == "\t" else 1
        if character == "\t" and shown + shift >= 0 and (container.depth == 0 or text[: shown + shift].strip()):
            spans.append((start, shown + shift))
            start = shown + width + shift
        shown += width
    spans.append((min(start, len(text)), len(text)))
    return spans


def _names_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row certainly names the columns."""
    first, *body = rows
    if all(_BOLD.fullmatch(cell) for cell in first if cell) and not all(
        _BOLD.fullmatch(cell) for row in body for cell in row if cell
    ):
        return True
    if not all(first[1:]):
        return False
    if not first[0]:
        return True
    if all(_YEAR.fullmatch(cell) for cell in first[1:]):
        return not any(_YEAR.fullmatch(cell) for row in body for cell in row[1:])
    if any(_NUMBER.fullmatch(cell) for cell in first):
        return False
    columns = zip(*body, strict=True)
    return any(all(_NUMBER.fullmatch(cell) for cell in column) for column in columns)
