"""Ordered lists: marked `(a)`, `(i)` or `(1)`, as in statutes and minutes, and with the numbers as typed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import Any

from markdown.treeprocessors import Treeprocessor
from pymdownx.fancylists import FancyOListProcessor  # pyright: ignore[reportMissingTypeStubs]

from microsite.lazy_patterns import lazy_pattern

#: Class of lists with bracketed markers; the style sheet draws the brackets.
BRACKETS = "list-brackets"
_CONFIG = {"additional_ordered_styles": ["roman", "alpha"], "inject_style": False, "inject_class": False}
#: The markers that our own parser recognises. Capital letters are just as often the initials of a name.
_MARK = r"\(?(?:\d+|[a-z]|[ivx]{2,5})[.)]"


class BracketedLists(FancyOListProcessor):
    """Ordered lists with any kind of marker, each item with its number."""

    def __init__(self, parser: Any) -> None:
        """Recognise the same markers as our own parser."""
        super().__init__(parser, _CONFIG)
        self.list_re = lazy_pattern(rf"^[ ]{{0,3}}{_MARK}[ ]+(.*)")
        self.child_re = lazy_pattern(rf"^[ ]{{0,3}}({_MARK}|[-*+])[ ]+(.*)")
        self.indent_re = lazy_pattern(rf"^[ ]{{4,7}}(?:{_MARK}|[-*+])[ ]+.*")
        #: Numbers of the items of each list being parsed, the innermost last.
        self._numbers: list[list[str]] = []

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        """Build the list, number its items, and record how they are marked."""
        bracketed = blocks[0].lstrip().startswith("(")
        self._numbers.append([])
        super().run(parent, blocks)
        numbers = self._numbers.pop()
        made = self.lastChild(parent)
        if made is None or made.tag != "ol":
            made = parent
            if made.tag != "ol":
                return
        elif bracketed:
            made.set("class", BRACKETS)
        # Look only at the latest: a loose list comes here again for each of its items.
        latest = (item for item in reversed(made) if item.tag == "li")
        for number, item in zip(reversed(numbers), latest, strict=False):
            item.set("value", number)

    def get_fancy_type(self, m: re.Match[str], first: bool, fancy_type: str) -> tuple[str, str]:
        """Return the kind of marker, ignoring an opening bracket, and record the item's number."""
        marked = _without_bracket(m)
        found = super().get_fancy_type(marked, first, fancy_type)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        kind, kind_of_list = str(found[0]), str(found[1])  # pyright: ignore[reportUnknownArgumentType]
        if kind and (first or kind == kind_of_list):
            number: Any = super().get_start(kind, marked)  # pyright: ignore[reportUnknownMemberType]
            self._numbers[-1].append(number)
        return kind, kind_of_list

    def get_start(self, fancy_type: str, m: re.Match[str]) -> str:
        """Return the number of the first item."""
        start: Any = super().get_start(fancy_type, _without_bracket(m))  # pyright: ignore[reportUnknownMemberType]
        return start


class TypedNumbers(Treeprocessor):
    """Removes an item's number if it follows from those above; a list typed `1. 1. 1.` counts up."""

    def run(self, root: etree.Element) -> None:
        """Go through all ordered lists."""
        for numbered in root.iter("ol"):
            items = [item for item in numbered if "value" in item.attrib]
            counts_on = numbered.get("type") == "1" and all(item.get("value") == "1" for item in items)
            following = int(numbered.get("start", "1"))
            for item in items:
                number = int(item.attrib["value"])
                if counts_on or number == following:
                    del item.attrib["value"]
                else:
                    item.set("value", str(number))
                following = following + 1 if counts_on else number + 1


def _without_bracket(m: re.Match[str]) -> re.Match[str]:
    found = re.match(r"(.*)", m[1].removeprefix("("), re.DOTALL)
    return found if found else m
