"""What a word processor leaves in pasted text: its lists, its tables, its numbered and indented paragraphs."""

from __future__ import annotations

from microsite.lazy_patterns import lazy_pattern
from microsite.source import grammar
from microsite.source.container import Container
from microsite.source.glued_numbers import split_glued_numbers
from microsite.source.indented_text import begins_paragraph
from microsite.source.lists import parse_list
from microsite.source.tab_tables import begins_tab_table, parse_tab_table
from microsite.source.tree import Block
from microsite.source.word_lists import parse_word_list

#: Numbers and letters that no Markdown list can have; each begins a paragraph of its own.
_NUMBERED = lazy_pattern(r"\s*(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})+[.)]?|[A-Z][.)]|Q[0-9]{1,3}[.:)]?)\s+\S")


def parse_pasted(container: Container, at: int, first: str) -> int:
    """Parse a list or table that only a word processor writes like this; returns `at` if there is none.

    Args:
        container: the container that it is in.
        at: the index of its first line.
        first: the first non-blank character of that line.
    """
    if first.isalnum() and split_glued_numbers(container, at):
        return parse_list(container, at)
    text = container.lines[at][1]
    typed = container.notes.typed
    tab = bool(typed) and "\t" in typed[container.lines[at][0] - 1]
    if not tab and not _may_be_item(text, first):
        return at
    if tab and _begins_numbered(container, at):
        _begin_paragraph(container, at)
        return at
    found = parse_word_list(container, at)
    if found > at or not tab:
        return found
    found = parse_tab_table(container, at)
    if found == at and begins_paragraph(container, at):
        _begin_paragraph(container, at)
    return found


def _may_be_item(text: str, first: str) -> bool:
    """Whether a line without tabs may be a list item that Markdown does not know."""
    if first.isalnum() and first not in "0123456789":
        return False
    if grammar.is_bullet(first) or first == "·" or text.startswith("    ") or not text.isascii():
        return True
    return first in "-+*" and text.lstrip()[1:2].isalpha()


def _begins_numbered(container: Container, at: int) -> bool:
    line = container.lines[at]
    found = _NUMBERED.match(line[1])
    if not found or not container.notes.has_tab_after(line[0], found["number"]):
        return False
    return not begins_tab_table(container, line)


def _begin_paragraph(container: Container, at: int) -> None:
    """Begin a new paragraph with a line."""
    if container.paragraph is None:
        return
    line = container.lines[at]
    container.blocks.append(Block("blank", line[0], line[2], line[2]))
    container.paragraph = None
    container.notes.repair(line, "This line became a paragraph of its own.")
