"""Turns links to facts from the YAML into placeholders, which are filled in when the page is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.html.shortcuts import SCHEME, WITHIN
from microsite.html.tree import move_children, new_element, only_child

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def mark_shortcuts(body: LexborNode, context: Context) -> None:
    """Turn links to facts into placeholders; one that is alone in its paragraph becomes a block."""
    for link in body.css("a"):
        address = link.attributes.get("href") or ""
        if not address.startswith(f"{SCHEME}:"):
            continue
        name = address.removeprefix(f"{SCHEME}:").strip().casefold()
        context.found.shortcuts.append(name)
        around = link.parent
        if around is not None and around.tag == "p" and not around.attributes and only_child(around) is not None:
            around.replace_with(new_element(body, "div", {"data-show": name}), move=True)
        else:
            mark = new_element(body, WITHIN, {"data-show": name})
            move_children(link, mark)
            link.replace_with(mark, move=True)
