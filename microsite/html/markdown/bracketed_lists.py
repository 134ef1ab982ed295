"""Lists whose items are marked `(a)`, `(i)` or `(1)`, as statutes and minutes write them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import Any

from pymdownx.fancylists import FancyOListProcessor  # pyright: ignore[reportMissingTypeStubs]

#: Says that the marks stand in brackets; a style draws them so.
BRACKETS = "list-brackets"
_CONFIG = {"additional_ordered_styles": ["roman", "alpha"], "inject_style": False, "inject_class": False}


class BracketedLists(FancyOListProcessor):
    """Ordered lists with any kind of mark."""

    def __init__(self, parser: Any) -> None:
        """Read an opening bracket in front of every mark as well."""
        super().__init__(parser, _CONFIG)
        for name in ("list_re", "child_re", "indent_re"):
            pattern = getattr(self, name).pattern.replace("(?:(?:", r"(?:\(?(?:", 1)
            setattr(self, name, re.compile(pattern, re.VERBOSE))
        self._bracketed = False

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        """Make the list, and note how its items are marked."""
        self._bracketed = blocks[0].lstrip().startswith("(")
        bracketed = self._bracketed
        super().run(parent, blocks)
        made = self.lastChild(parent)
        if bracketed and made is not None and made.tag == "ol":
            made.set("class", BRACKETS)

    def get_fancy_type(self, m: re.Match[str], first: bool, fancy_type: str) -> tuple[str, str]:
        """Tell the kind of mark; the opening bracket has no part in it."""
        return super().get_fancy_type(_without_bracket(m), first, fancy_type)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]

    def get_start(self, fancy_type: str, m: re.Match[str]) -> str:
        """Tell the number of the first item."""
        start: Any = super().get_start(fancy_type, _without_bracket(m))  # pyright: ignore[reportUnknownMemberType]
        return start


def _without_bracket(m: re.Match[str]) -> re.Match[str]:
    found = re.match(r"(.*)", m[1].removeprefix("("), re.DOTALL)
    return found if found else m
