"""HTML of our own making → a tree that can be changed, and serialised as HTML or XHTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import escape

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: Elements that nobody reads.
_UNREAD = frozenset({"script", "style", "template", "source"})
#: Elements that have no content, and so no closing tag.
_EMPTY = frozenset("area br col embed hr img input link meta wbr".split())
#: Returns where a link leads for somebody who is not on the site; empty if it leads nowhere.
ResolveLink = Callable[[str], str]


@dataclass(slots=True)
class Element:
    """One element, which can be changed."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict[str, str])
    children: list[Element | str] = field(default_factory=list["Element | str"])

    def has_class(self, name: str) -> bool:
        """Whether it has a class."""
        return name in self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        """The words in it, with spaces as they are in the HTML."""
        return text_of(self.children)

    @property
    def within(self) -> Iterator[Element]:
        """The elements in it, in the order of the text."""
        return elements(self.children)


Nodes = list[Element | str]


def read_tree(html: str, resolve_link: ResolveLink) -> Nodes:
    """Parse HTML that people will read without the site.

    Args:
        html: what a template of ours rendered, with authors' texts sanitised.
        resolve_link: returns where each link leads; if nowhere, only its words stay.
    """
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(html).body
    return list(_read(body, resolve_link)) if body is not None else []


def elements(nodes: Sequence[Element | str]) -> Iterator[Element]:
    """Yield every element in some nodes, in the order of the text."""
    for node in nodes:
        if isinstance(node, Element):
            yield node
            yield from elements(node.children)


def text_of(nodes: Sequence[Element | str]) -> str:
    """Return the words in some nodes, with spaces as they are in the HTML."""
    return "".join(node if isinstance(node, str) else text_of(node.children) for node in nodes)


def write_html(nodes: Sequence[Element | str]) -> str:
    """Serialise nodes as HTML."""
    return _written(nodes, closed=False)


def write_xhtml(nodes: Sequence[Element | str]) -> str:
    """Serialise nodes as XHTML, which is XML."""
    return _written(nodes, closed=True)


def _read(parent: LexborNode, resolve_link: ResolveLink) -> Iterator[Element | str]:
    for child in parent.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            yield child.text(deep=False) or ""
        elif tag.startswith("-") or tag in _UNREAD or "hidden" in child.attributes:
            continue
        elif tag == "picture":  # The `img` in it is the picture that every program can show.
            yield from _read(child, resolve_link)
        else:
            yield from _read_element(child, tag, resolve_link)


def _read_element(child: LexborNode, tag: str, resolve_link: ResolveLink) -> Iterator[Element | str]:
    attributes = {name: value or "" for name, value in child.attributes.items()}
    if tag == "a":
        to = resolve_link(attributes.get("href", ""))
        if not to:
            yield from _read(child, resolve_link)
            return
        attributes["href"] = to
    yield Element(tag, attributes, list(_read(child, resolve_link)))


def _written(nodes: Sequence[Element | str], *, closed: bool) -> str:
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(str(escape(node)))
            continue
        named = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
        if node.tag in _EMPTY:
            parts.append(f"<{node.tag}{named}{'/' if closed else ''}>")
        else:
            parts.append(f"<{node.tag}{named}>{_written(node.children, closed=closed)}</{node.tag}>")
    return "".join(parts)
