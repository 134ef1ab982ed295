"""Replaces words that the converter adds to a chapter with the interface's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.context import AddedWords, Context
from microsite.html.tree import with_stand_ins
from microsite.lazy_patterns import lazy_pattern

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BACK = lazy_pattern(r"Jump back to footnote ([0-9]+) in the text")


def add_interface_words(body: LexborNode, context: Context) -> None:
    """Name callouts by their kind, and the links back from footnotes, in the interface's words."""
    words = context.words
    if not words.by_key:
        return
    for title in body.css(".admonition > .admonition-title"):
        text = title.child
        if text is None or not text.is_text_node:
            continue
        title_text = text.text_content or ""
        kind, colon, own = title_text.partition(": ")
        key = f"callout.{kind.lower()}"
        new = words.by_key.get(key)
        if new is None or kind != kind.capitalize():
            continue
        if not colon and text.next is None:
            _set_language(title, words, key)
        if new != kind:
            text.replace_with(with_stand_ins(f"{new}{colon}{own}"))
    for link in body.css("a.footnote-backref"):
        back = _BACK.fullmatch(link.attributes.get("title") or "")
        if back:
            link.attrs["title"] = with_stand_ins(words.by_key["footnote.back"].format(number=back[1]))
            _set_language(link, words, "footnote.back")


def _set_language(element: LexborNode, words: AddedWords, key: str) -> None:
    for name, value in () if key in words.in_site_language else words.language:
        element.attrs[name] = value
