"""Turn charts into tables of their figures, and diagrams into lists of their words."""

from __future__ import annotations

from collections.abc import Sequence

from microsite.authoring.word.document import Block, Cell, Paragraph, Span, Table
from microsite.authoring.word.numbering import Label
from microsite.authoring.word.xml_part import Element, child


def chart_blocks(root: Element | None) -> list[Block]:
    """Return a chart's title, and its series and values as the table that it was drawn from."""
    if root is None:
        return []
    title = next((_words(each) for each in root.iter("c:title")), "")
    blocks: list[Block] = [_text(title)] if title else []
    named: dict[str, dict[str, str]] = {}
    order: dict[str, None] = {}
    for at, series in enumerate(root.iter("c:ser")):
        name = " ".join(_points(child(series, "c:tx")).values()) or f"{at + 1}"
        categories = _points(_first(series, "c:cat", "c:xVal"))
        values = _points(_first(series, "c:val", "c:yVal"))
        column = named.setdefault(name, {})
        for key, value in values.items():
            row = categories.get(key, str(int(key) + 1) if key.isdecimal() else key)
            order[row] = None
            column[row] = _plain_number(value)
        for row in categories.values():
            order[row] = None
    if named and order:
        rows = [[_cell("", 0), *(_cell(name, at + 1) for at, name in enumerate(named))]]
        rows += [
            [_cell(row, 0), *(_cell(column.get(row, ""), at + 1) for at, column in enumerate(named.values()))]
            for row in order
        ]
        blocks.append(Table(rows=rows, header_rows=1, header_column=True))
    if not blocks:
        words = [each.text or "" for each in root.iter() if each.tag in ("a:t", "c:v")]
        blocks = [_text(" ".join(words))] if any(words) else []
    return blocks


def diagram_blocks(root: Element | None) -> list[Block]:
    """Return the text of a SmartArt diagram as a list, one item for each point."""
    if root is None:
        return []
    points = ["".join(part.text or "" for part in each.iter("a:t")).strip() for each in root.iter("dgm:pt")]
    return listed([words for words in points if words])


def listed(lines: Sequence[str]) -> list[Block]:
    """Return lines as the items of a bulleted list."""
    label = Label(text="•", is_bullet=True, kind="bullet", number=0, list_id="", level=0, indent=None, hanging=None)
    return [Paragraph(spans=[Span(text=line)], label=label, boxed=True) for line in lines]


def _first(parent: Element, *names: str) -> Element | None:
    return next((each for each in (child(parent, name) for name in names) if each is not None), None)


def _points(parent: Element | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in parent.iter("c:pt") if parent is not None else ():
        key = each.get("idx", str(len(found)))
        value = " ".join(part.text or "" for part in each.iter("c:v"))
        found[key] = value if key not in found else f"{value} {found[key]}"
    if parent is not None and not found:
        plain = child(parent, "c:v")
        if plain is not None and plain.text:
            found["0"] = plain.text
    return found


def _plain_number(value: str) -> str:
    """Return a figure as people write it, without floating-point noise."""
    try:
        number = float(value)
    except ValueError:
        return value
    return f"{number:.10g}" if abs(number) < 1e15 else value


def _words(element: Element) -> str:
    return " ".join("".join(part.text or "" for part in element.iter() if part.tag in ("a:t", "c:v")).split())


def _text(words: str) -> Paragraph:
    return Paragraph(spans=[Span(text=words)], boxed=True)


def _cell(words: str, at: int) -> Cell:
    return Cell(blocks=[_text(words)], at=at)
