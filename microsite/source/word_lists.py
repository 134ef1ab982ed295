"""Lists pasted from a word processor, with its own kinds of bullet, tabs and no-break spaces.

What is certainly an item is rewritten as `- text` or `1. text` with the indentation of its level, and then parsed like
any list.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from microsite.lazy_patterns import lazy_pattern
from microsite.source import grammar
from microsite.source.container import Container
from microsite.source.indented_text import looks_like_code
from microsite.source.lists import begins_item, parse_list
from microsite.source.tab_tables import begins_tab_table
from microsite.source.tree import Line

#: Kinds of space before or after a marker.
_BLANKS = " \u00a0\u2002\u2003\u2007\u2009\u202f\u3000"
_ITEM = lazy_pattern(
    rf"(?P<indent>[{_BLANKS}]*)(?P<marker>\([a-z0-9]\)|\([ivx]{{2,5}}\)|(?:[0-9]{{1,9}}|[a-z]|[ivx]{{2,5}})[.)]|\S)"
    rf"(?P<gap>[{_BLANKS}]*)(?P<text>\S.*)$"
)
#: Characters that begin an item only if a tab follows; the letters are glyphs of a symbol font.
_WITH_TAB = "-–—·*+»›→➔✓✔✗✘☐☑□oØ§ü"
#: Those of them that mean something, and are kept.
_STAYING = "→➔✓✔✗✘☐☑□"
#: Bullets that count as the same as another one.
_SAME = {"\uf0b7": "•", "\uf0a7": "§", "▪": "§", "·": "•"}
#: Letters that are such glyphs as well, if several lines begin with the same one.
_LETTERS = "vqnlu"


class _Item(Struct):
    """A line that begins an item: its indentation, the kind and text of its marker, where its words begin."""

    indent: int
    kind: str
    marker: str
    words: int
    sign: str
    #: Whether it is valid Markdown as it is.
    plain: bool
    #: Whether it only counts as an item next to another of its kind.
    unsure: bool = False
    #: Whether there is some other kind of space around its marker, or no space after it.
    odd: bool = False


class _Level(Struct):
    """A level of the list: indentation and kind of its items as typed, columns of its markers and text as rewritten."""

    indent: int
    kind: str
    column: int
    inner: int


def parse_word_list(container: Container, at: int) -> int:
    """Parse a pasted list; returns `at` if there is none."""
    line = container.lines[at]
    first = _item(container, line)
    if first is None:
        return at
    listing = first.indent > 3 and container.paragraph is None
    if (first.plain and not listing) or (listing and first.kind in "-+*1ai" and looks_like_code(container, at)):
        return at
    if first.unsure:
        second = _item(container, container.lines[at + 1]) if at + 1 < container.count else None
        if second is None or second.kind != first.kind:
            return at
    found = _items(container, at, first)
    levels: list[_Level] = []
    for index, item in found:
        container.lines[index] = _rewritten(container.lines[index], item, levels)
    container.notes.as_items.update(container.lines[index][0] for index, _ in found)
    new = next((item for _, item in found if _is_new(item, first)), None)
    if new is not None:
        lines = f"{len(found)} lines that begin" if len(found) > 1 else "line that begins"
        became = "items of a list" if len(found) > 1 else "the item of a list"
        container.notes.repair(line, f"The {lines} with “{_shown(new.sign)}” became {became}.")
    return parse_list(container, at)


def _is_new(item: _Item, first: _Item) -> bool:
    """Whether Markdown would not have read an item as it is read here."""
    marked = len(item.sign) > 1 or item.sign in "-+*"
    return not marked or item.odd or item.indent > 3 or (not item.indent and item.kind != first.kind)


def _shown(sign: str) -> str:
    """Return a bullet in a form that a message can show."""
    return f"U+{ord(sign):04X}" if "\uf000" <= sign <= "\uf0ff" else sign


def _items(container: Container, at: int, first: _Item) -> list[tuple[int, _Item]]:
    """Find the items that belong together, with the indices of their lines; text between them belongs to an item."""
    found = [(at, first)]
    blank = False
    for index in range(at + 1, container.count):
        line = container.lines[index]
        if not line[1].strip():
            blank = True
            continue
        item = _item(container, line)
        if item is None:
            if not line[1].startswith(" ") and (blank or line[1][0] in "#>|<`~"):
                break
            continue
        starts_anew = blank and item.kind == "1" and not any(other.kind == "1" for _, other in found)
        if starts_anew or (item.unsure and item.kind != first.kind):
            break
        found.append((index, item))
        blank = False
    return found


def _item(container: Container, line: Line) -> _Item | None:
    """Read a line as an item; None if it is not one, or was turned into one already."""
    item = _read_item(container, line)
    if item is None or begins_item(f"{item.marker} {line[1][item.words :]}"):
        return item
    # With a hyphen as its marker, the line would be a thematic break.
    return replace(item, marker="*") if item.sign == "*" else None


def _read_item(container: Container, line: Line) -> _Item | None:
    number, text, _ = line
    if number in container.notes.as_items:
        return None
    match = _ITEM.match(text)
    if match is None:
        return None
    marker, sign = match["marker"], match["marker"][0]
    indent, gap = len(match["indent"]), match["gap"]
    tab = bool(gap) and container.notes.has_tab_after(number, marker)
    odd = bool((match["indent"] + gap).strip(" "))
    words = match.start("text")
    if len(marker) > 1:
        if not gap or (tab and begins_tab_table(container, line)):
            return None
        return _Item(
            indent, _kind(marker), marker, words, marker, plain=not (odd or tab), unsure=odd and not tab, odd=odd
        )
    if grammar.is_bullet(sign) or (sign == "·" and gap):
        if _BROKEN.search(text):
            return None
        return _Item(indent, _SAME.get(sign, sign), "-", words, sign, plain=False)
    if sign in "-+*":
        glued = not gap
        if glued and (not match["text"][0].isalpha() or text.count(sign) > 1):
            return None
        if not glued and not begins_item(f"{sign} {match['text']}"):
            return None
        odd = odd or glued
        return _Item(indent, sign, "-", words, sign, plain=not (odd or tab), unsure=odd and not tab, odd=odd)
    if tab and (sign in _WITH_TAB or sign in _LETTERS) and not begins_tab_table(container, line, beyond=1):
        start = match.start("marker") if sign in _STAYING else words
        return _Item(indent, sign, "-", start, sign, plain=False, unsure=sign in _LETTERS)
    return None


#: Several items on one line, separated by `<br>`.
_BROKEN = lazy_pattern(rf"<br\s*/?>\s*[{grammar.BULLETS}]", re.IGNORECASE)


def _kind(marker: str) -> str:
    """Return the kind of a number or letter; items of one kind are on one level."""
    inner = marker.strip("().")
    kind = "1" if inner.isdigit() else "i" if len(inner) > 1 or inner == "i" else "a"
    return f"{kind}{'(' if marker[0] == '(' else ''}" if kind != "1" else kind


def _rewritten(line: Line, item: _Item, levels: list[_Level]) -> Line:
    """Rewrite an item's line with the indentation of its level, which its own and the kind of marker determine."""
    number, text, at = line
    end = at + len(text)
    while levels and levels[-1].indent > item.indent:
        levels.pop()
    same = [index for index, level in enumerate(levels) if level.indent == item.indent and _continues(level, item)]
    if same:
        del levels[same[-1] + 1 :]
    else:
        column = levels[-1].inner if levels else 0
        levels.append(_Level(item.indent, item.kind, column, 0))
    level = levels[-1]
    level.inner = level.column + len(item.marker) + 1
    words = text[item.words :]
    made = f"{' ' * level.column}{item.marker} {words}"
    return number, made, end - len(made)


def _continues(level: _Level, item: _Item) -> bool:
    """Whether an item is of the same kind as a level; a single letter may be a letter or a Roman numeral."""
    if level.kind == item.kind:
        return True
    return {level.kind, item.kind} == {"a", "i"} and len(item.marker) == 2 and level.kind == "a"
