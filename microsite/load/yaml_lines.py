"""Find the lines of a YAML file that have keys and items, skipping comments and multi-line texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from microsite.lazy_patterns import lazy_pattern

KEY = lazy_pattern(r"^(?P<lead>[ ]*(?:- +)*)(?P<key>[^\s:#\"'\[\]{},&*!|>%@`-][^:#]*):(?P<gap>\s+|$)(?P<value>.*)$")
ITEM = lazy_pattern(r"^(?P<lead>[ ]*(?:- +)+)(?P<value>\S.*)$")
BLOCK_TEXT = lazy_pattern(r":[ \t]*[|>][+-]?[0-9]?[ \t]*(?:#.*)?$|^[ ]*- +[|>][+-]?[ \t]*$")
#: A comment after a value.
COMMENT = lazy_pattern(r"[ \t]#(?:[ \t!].*)?$")
_OPENED = lazy_pattern(r"^[ ]*(?:- +)*(?:[^\s:#\"'][^:#]*:[ \t]+)?(?P<quote>[\"'])(?P<rest>.*)$")


def structure_lines(lines: Sequence[str], first_line: int = 1) -> Iterator[tuple[int, str]]:
    """Yield the lines that are neither comments nor inside a multi-line text, each with its number."""
    inside_indent = -1
    open_quote = ""
    for number, line in enumerate(lines, 1):
        if number < first_line or not line.strip():
            continue
        indent = indent_of(line)
        if inside_indent >= 0:
            if indent > inside_indent:
                continue
            inside_indent = -1
        if open_quote:
            open_quote = "" if closes(line, open_quote) else open_quote
            continue
        if line.lstrip().startswith("#"):
            continue
        yield number, line
        if BLOCK_TEXT.search(line):
            inside_indent = indent
        opened = _OPENED.match(line)
        if opened and not closes(opened["rest"], opened["quote"]) and continues_below(lines, number, indent):
            open_quote = opened["quote"]


def indent_of(line: str) -> int:
    """The number of spaces that a line begins with."""
    return len(line) - len(line.lstrip(" "))


def closes(text: str, quote: str) -> bool:
    """Whether quotation marks opened before a text are closed in it."""
    at = 0
    while (at := text.find(quote, at)) >= 0:
        if quote == "'" and text[at + 1 : at + 2] == "'":
            at += 2
        elif quote == '"' and _escaped(text, at):
            at += 1
        else:
            return True
    return False


def _escaped(text: str, at: int) -> bool:
    before = text[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def continues_below(lines: Sequence[str], number: int, indent: int) -> bool:
    """Whether the lines after an open quotation mark can belong to it: the next is not a key or item beside it."""
    below = (line for line in lines[number : number + 50] if line.strip() and not line.lstrip().startswith("#"))
    following = next(below, "")
    beside = indent_of(following) <= indent
    return not ((beside and (KEY.match(following) or ITEM.match(following))) or re.match(r"---", following)) and bool(
        following
    )
