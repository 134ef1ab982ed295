"""Replaces texts in a tree of elements with text and elements, in linear time."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable

from markdown.util import AtomicString


def replace_text(root: etree.Element, read: Callable[[str], tuple[str, list[etree.Element]]]) -> None:
    """Process every text in an element, except atomic strings.

    Args:
        root: the element.
        read: returns what stays of a text, and the elements that follow it, each with its own tail.
    """
    for parent in list(root.iter()):
        children = list(parent)
        made: list[etree.Element] = []
        if parent.text and parent.text.strip() and not isinstance(parent.text, AtomicString):
            parent.text, found = read(parent.text)
            made += found
        for child in children:
            made.append(child)
            if child.tail and child.tail.strip() and not isinstance(child.tail, AtomicString):
                child.tail, found = read(child.tail)
                made += found
        if len(made) > len(children):
            parent[:] = made
