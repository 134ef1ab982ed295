"""Prepares nodes for paper: levels of headings, footnotes, numbers of paragraphs, links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from microsite.paper.nodes import Node, text_of
from microsite.paper.tables import make_regular, tables_in

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def lay_out(nodes: list[Node], *, numbered: bool) -> tuple[list[Node], list[str]]:
    """Prepare nodes for the typesetter.

    Args:
        nodes: what `nodes_of` returned.
        numbered: whether the paragraphs of chapters get numbers.

    Returns:
        The nodes, changed in place, and the ids that links in them lead to.
    """
    notes = _take_notes(nodes)
    nodes = [each for each in nodes if not isinstance(each, str) or each.strip()]
    _place_notes(nodes, notes, set())
    _level_headings(nodes)
    for table in tables_in(nodes):
        make_regular(table)
    if numbered:
        _number_paragraphs(nodes)
    there = {str(each["id"]) for each in elements(nodes) if "id" in each}
    targets = set[str]()
    for each in elements(nodes):
        to = str(each.get("href", ""))
        if to.startswith("#"):
            if to[1:] in there:
                targets.add(to[1:])
            else:
                del each["href"]
    return nodes, sorted(targets)


def elements(nodes: Iterable[Node]) -> Iterator[dict[str, Any]]:
    """Yield every element in some nodes, in the order of the text."""
    for node in nodes:
        if not isinstance(node, str):
            yield node
            yield from elements(node.get("k", ()))


def _has(node: Node, name: str) -> bool:
    return not isinstance(node, str) and name in node.get("c", ())


def _take_notes(nodes: list[Node]) -> dict[str, list[Node]]:
    """Take the lists of footnotes out of the text; return each footnote by its id."""
    found: dict[str, list[Node]] = {}
    for node in list(nodes):
        if isinstance(node, str):
            continue
        if _has(node, "footnote"):
            nodes.remove(node)
            for item in elements([node]):
                if item["t"] == "li" and "id" in item:
                    found[str(item["id"])] = item["k"]
        else:
            found |= _take_notes(node.get("k", []))
    return found


def _place_notes(nodes: list[Node], notes: dict[str, list[Node]], placed: set[str]) -> None:
    """Put each note where the text first refers to it."""
    for place, node in enumerate(nodes):
        if isinstance(node, str):
            continue
        within: list[Node] = node.get("k", [])
        mark = next((each for each in within if _has(each, "footnote-ref")), None)
        if node["t"] == "sup" and mark is not None and not isinstance(mark, str):
            name, number = str(mark.get("href", "#"))[1:], text_of(mark["k"])
            if name in notes:
                first = name not in placed
                placed.add(name)
                nodes[place] = (
                    {"t": "note", "n": number, "id": name, "k": _in_line(notes[name])}
                    if first
                    else {"t": "again", "n": number, "to": name}
                )
                continue
        _place_notes(within, notes, placed)


def _in_line(nodes: list[Node]) -> list[Node]:
    """Return the content of a note with line breaks in place of paragraphs."""
    made: list[Node] = []
    for node in nodes:
        block = not isinstance(node, str) and node["t"] in ("p", "div")
        if block and made:
            made.append({"t": "br"})
        made += [node] if isinstance(node, str) or not block else node["k"]
    while made and isinstance(made[-1], str) and not made[-1].strip("\xa0 "):
        made.pop()
    if made and isinstance(made[-1], str):
        made[-1] = made[-1].rstrip("\xa0 ")
    return made


def _level_headings(nodes: list[Node]) -> None:
    """Set each heading's level on paper: the first level in a chapter is 1, and none is skipped."""
    last = 0
    for each in elements(nodes):
        if each["t"] in _HEADINGS and each["t"] != "h1":
            last = each["level"] = min(int(each["t"][1]) - 1, last + 1)


def _number_paragraphs(nodes: list[Node]) -> None:
    """Number the paragraphs of each chapter: 2.1, 2.2."""
    chapters = (each for each in nodes if _has(each, "chapter"))
    for number, chapter in enumerate(chapters, 1):
        prose = next((each for each in elements([chapter]) if "prose" in each.get("c", ())), None)
        inside: list[Node] = prose["k"] if prose else []
        paragraphs = [
            each for each in inside if not isinstance(each, str) and each["t"] == "p" and text_of([each]).strip()
        ]
        for count, paragraph in enumerate(paragraphs, 1):
            paragraph["number"] = f"{number}.{count}"
