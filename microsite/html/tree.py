"""The tree of a chapter's HTML: parsed once, changed by the passes, and serialised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from microsite.lazy_patterns import lazy_pattern

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_NOTE_NUMBER = "sup[id^='fnref']"
HEADINGS = "h1, h2, h3, h4, h5, h6"
#: An HTML parser drops a line break directly after the tag; the sanitiser has dropped it already.
_LISTING = lazy_pattern(r"<pre(?: [^<>]*)?>(?=\n)")
#: Characters that the serialiser would write differently from `html.escape`, which the templates use; private use
#: characters stand for them in the tree.
_STAND_INS = {"'": "\ue003", '"': "\ue004", "\u00a0": "\ue005"}
_SERIALISED = {"\ue003": "&#x27;", "\ue004": "&quot;", "\ue005": "\u00a0"}
_TO_STAND_INS = str.maketrans(_STAND_INS)
_FROM_STAND_INS = {stand_in: sign for sign, stand_in in _STAND_INS.items()}
#: White space except the no-break space.
_SPACE = lazy_pattern(r"[^\S\u00a0]+")


def parse(safe_html: str) -> LexborNode:
    """Parse sanitised HTML, and return the element that contains it."""
    from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

    for stand_in in _SERIALISED:
        safe_html = safe_html.replace(stand_in, "")
    if "<pre" in safe_html:
        safe_html = _LISTING.sub(r"\g<0>\n", safe_html)
    without_events = LexborDocumentOptions.WO_EVENTS.value
    body = LexborHTMLParser(f"<div>{safe_html}</div>", is_fragment=True, options=without_events).root
    assert body is not None
    return body


def serialise(body: LexborNode) -> str:
    """Serialise the content of an element."""
    html = body.inner_html or ""
    for stand_in, reference in _SERIALISED.items():
        html = html.replace(stand_in, reference)
    return html.strip()


def with_stand_ins(value: str) -> str:
    """Prepare a text or an attribute's value so that its quotes are serialised as `html.escape` writes them."""
    if "'" in value or '"' in value or "\u00a0" in value:
        return value.translate(_TO_STAND_INS)
    return value


def new_element(near: LexborNode, tag: str, attributes: dict[str, str] | None = None) -> LexborNode:
    """Create an element for the tree that a node is part of; it still has to be inserted."""
    element = near.parser.create_node(tag)
    for name, value in (attributes or {}).items():
        element.attrs[name] = with_stand_ins(value)
    return element


def rename(node: LexborNode, tag: str) -> LexborNode:
    """Replace an element with one of another name, with the same attributes and content, and return that."""
    element = node.parser.create_node(tag)
    for name, value in node.attributes.items():
        element.attrs[name] = value or ""
    move_children(node, element)
    node.replace_with(element, move=True)
    return element


def move_children(node: LexborNode, into: LexborNode) -> None:
    """Move the children of an element to the end of another."""
    while (child := node.child) is not None:
        into.insert_child(child, move=True)


def wrap(node: LexborNode, around: LexborNode) -> None:
    """Wrap a node in a new element."""
    node.insert_before(around, move=True)
    around.insert_child(node, move=True)


def is_blank(node: LexborNode) -> bool:
    """Whether a node is text that is only white space; a no-break space does not count as white space."""
    if not node.is_text_node:
        return False
    text = node.text_content or ""
    return not text or (text.isspace() and "\u00a0" not in text)


def only_child(node: LexborNode) -> LexborNode | None:
    """Return the only child of an element, ignoring white space; None if there is none or more than one."""
    found = None
    for child in node.iter(include_text=True):
        if is_blank(child):
            continue
        if found is not None:
            return None
        found = child
    return found


def first_child(node: LexborNode) -> LexborNode | None:
    """Return the first child of an element, skipping white space."""
    child = node.child
    while child is not None and is_blank(child):
        child = child.next
    return child


def previous_sibling(node: LexborNode) -> LexborNode | None:
    """Return the previous sibling of a node, skipping white space."""
    before = node.prev
    while before is not None and is_blank(before):
        before = before.prev
    return before


def next_sibling(node: LexborNode) -> LexborNode | None:
    """Return the next sibling of a node, skipping white space."""
    following = node.next
    while following is not None and is_blank(following):
        following = following.next
    return following


def remove_space_after(node: LexborNode) -> None:
    """Remove the white space after an element."""
    while (following := node.next) is not None and following.is_text_node:
        text = following.text_content or ""
        space = _SPACE.match(text)
        if space and space.end() == len(text):
            following.decompose()
            continue
        if space:
            following.replace_with(text[space.end() :])
        return


def plain_text(node: LexborNode, *, without_notes: bool = False) -> str:
    """Return the text of an element with white space collapsed.

    Args:
        node: the element.
        without_notes: whether to leave out the numbers that link to footnotes.
    """
    kept = without_notes and node.css_first(_NOTE_NUMBER) is not None
    text = "".join(_text_without_notes(node)) if kept else node.text()
    for stand_in, sign in _FROM_STAND_INS.items():
        text = text.replace(stand_in, sign)
    return " ".join(text.split())


def _text_without_notes(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.is_text_node:
            yield child.text_content or ""
        elif child.tag != "sup" or not (child.attributes.get("id") or "").startswith("fnref"):
            yield from _text_without_notes(child)


def text_nodes(body: LexborNode) -> list[LexborNode]:
    """Return all text nodes of a tree in document order."""
    return [node for node in body.traverse(include_text=True) if node.is_text_node]


def replace_matches(
    node: LexborNode, matches: Iterator[re.Match[str]], make: Callable[[str], list[LexborNode | str]]
) -> None:
    """Replace some parts of a text node.

    Args:
        node: the text node.
        matches: the parts, found in its content, in order.
        make: returns what to put in place of a part.
    """
    text = node.text_content or ""
    kept = 0
    for match in matches:
        if match.start() > kept:
            node.insert_before(text[kept : match.start()])
        for part in make(match[0]):
            node.insert_before(part, move=True)
        kept = match.end()
    if kept == len(text):
        node.decompose()
    elif kept:
        node.replace_with(text[kept:])
