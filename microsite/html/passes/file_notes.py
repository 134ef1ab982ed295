"""Adds the type and size of a file to links to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.html.tree import new_element, with_stand_ins
from microsite.lazy_patterns import lazy_pattern

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: Type and size as people type them after the name of a file: (PDF, 160KB), [1.2 MB], (pdf).
_TYPED = lazy_pattern(
    r"\s*[(\[](?:\.?[A-Za-z]{2,5}x?(?: (?:document|file))?)?[\s,:;–-]*"
    r"(?:[0-9][0-9.,]*\s?[KMG]i?B(?:ytes)?)?(?:[\s,]*[0-9]+ pages?)?[)\]]",
    re.IGNORECASE,
)
_IN_BRACKETS = lazy_pattern(r"\s*[(\[][^()\[\]<>]{2,40}[)\]]")


def add_file_notes(body: LexborNode, context: Context) -> None:
    """Add the type and size of a file to its link, and remove them where the author typed them."""
    for link, type_and_size in context.found.to_files:
        kind = type_and_size.partition(",")[0]
        _remove_typed_words(link, kind)
        _remove_typed_after(link, kind)
        note = new_element(body, "span", {"class": "file-note"})
        note.insert_child(with_stand_ins(f"({type_and_size})"))
        link.insert_child(" ")
        link.insert_child(note, move=True)


def _remove_typed_words(link: LexborNode, kind: str) -> None:
    """Remove what the author typed at the end of the link's own words."""
    last = link.last_child
    typed = _TYPED.search(link.text())
    if typed is None or last is None or not last.is_text_node or not _names_file(typed[0], kind):
        return
    text = last.text_content or ""
    after_typed = len(link.text()) - typed.start()
    if typed.end() == len(link.text().rstrip()) and after_typed <= len(text):
        last.replace_with(text[:-after_typed])


def _remove_typed_after(link: LexborNode, kind: str) -> None:
    """Remove what the author typed directly after the link."""
    after = link.next
    if after is None or not after.is_text_node:
        return
    text = after.text_content or ""
    typed = _IN_BRACKETS.match(text)
    if typed and _TYPED.fullmatch(typed[0]) and _names_file(typed[0], kind):
        after.replace_with(text[typed.end() :])


def _names_file(typed: str, kind: str) -> bool:
    """Whether what is in brackets is a file's type or size, and not part of the sentence."""
    return bool(re.search(r"[0-9]\s?[KMG]i?B", typed, re.IGNORECASE)) or kind.casefold() in typed.casefold()
