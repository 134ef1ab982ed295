"""HTML of our own making → nodes for the typesetter: plain data, so that nothing an author wrote is code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from microsite.lazy_patterns import lazy_pattern

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: A text, or an element: its tag as `t`, its classes as `c`, its children as `k`, and some attributes.
Node = str | dict[str, Any]
#: Returns where a link leads on paper; empty if it leads nowhere.
ResolveLink = Callable[[str], str]

_SPACES = lazy_pattern(r"[ \t\r\n\f]+")
#: Elements that nobody reads on paper.
_UNREAD = frozenset("script style template svg button".split())
#: Classes of what only a screen or a screen reader needs.
_NOT_ON_PAPER = frozenset({"visually-hidden", "footnote-backref", "button__away"})
#: Elements within a line; spaces around them are kept.
_INLINE = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark picture q s samp small span strong sub sup time "
    "u var wbr".split()
)
#: The class of a bar, which shows a share as a drawing beside the number in words.
_BAR = "bar"
#: The length of a bar, out of 100: the width of a full one, the path of a hatched one.
_LENGTH = lazy_pattern(r'<rect width="(\d+)"|<path d="M0 5h(\d+)"')
#: Attributes that are kept unchanged.
_KEPT = (
    "id",
    "lang",
    "dir",
    "alt",
    "colspan",
    "rowspan",
    "start",
    "type",
    "value",
    "scope",
    "width",
    "height",
    "title",
)


def nodes_of(html: str, resolve_link: ResolveLink) -> list[Node]:
    """Parse HTML into nodes.

    Args:
        html: what a template of ours rendered, with authors' texts sanitised.
        resolve_link: returns where each link leads; if nowhere, only its words stay.
    """
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(html).body
    return _within(body, resolve_link, preformatted=False) if body is not None else []


def text_of(nodes: list[Node]) -> str:
    """Return the words in some nodes, unchanged."""
    return "".join(node if isinstance(node, str) else text_of(node.get("k", [])) for node in nodes)


def _within(parent: LexborNode, resolve_link: ResolveLink, *, preformatted: bool) -> list[Node]:
    """Read what is in an element; drop spaces between blocks."""
    found = list(_read(parent, resolve_link, preformatted=preformatted))
    if preformatted or _is_within_line(parent):
        return found
    for place, node in enumerate(found):
        if not isinstance(node, str):
            continue
        begins = place == 0 or not _is_inline(found[place - 1])
        ends = place == len(found) - 1 or not _is_inline(found[place + 1])
        text = node.lstrip(" ") if begins else node
        found[place] = text.rstrip(" ") if ends else text
    return [node for node in found if node != ""]


def _is_inline(node: Node) -> bool:
    return isinstance(node, str) or (node["t"] in _INLINE and node["t"] != "br")


def _is_within_line(node: LexborNode) -> bool:
    return node.tag in _INLINE


def _read(parent: LexborNode, resolve_link: ResolveLink, *, preformatted: bool) -> Iterator[Node]:
    for child in parent.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            said = child.text(deep=False) or ""
            yield said if preformatted else _SPACES.sub(" ", said)
        elif tag == "svg" and child.attributes.get("class") == _BAR:
            yield _bar(child)
        elif tag.startswith("-") or tag in _UNREAD or "hidden" in child.attributes:
            continue
        else:
            classes = (child.attributes.get("class") or "").split()
            if not _NOT_ON_PAPER.isdisjoint(classes):
                continue
            if tag == "picture":  # Only the picture that every browser can show.
                yield from _read(child, resolve_link, preformatted=preformatted)
            elif tag != "source":
                yield _element(child, tag, classes, resolve_link, preformatted=preformatted)


def _bar(drawing: LexborNode) -> Node:
    """Return a bar as data: its length out of 100, and whether it is hatched, as that of every second group is."""
    length = _LENGTH.search(drawing.html or "")
    assert length, "the component draws each bar in one of two ways"
    return {"t": _BAR, "length": int(length[1] or length[2]), "hatched": length[1] is None}


def _element(child: LexborNode, tag: str, classes: list[str], resolve_link: ResolveLink, *, preformatted: bool) -> Node:
    node: dict[str, Any] = {"t": tag}
    if classes:
        node["c"] = classes
    for name in _KEPT:
        value = child.attributes.get(name)
        if value is not None:
            node[name] = value
    if tag == "img":
        node["src"] = child.attributes.get("src") or ""
        return node
    if tag == "a":
        to = resolve_link(child.attributes.get("href") or "")
        if to:
            node["href"] = to
    lines = preformatted or tag == "pre" or "lines" in classes
    node["k"] = _within(child, resolve_link, preformatted=lines)
    return node
