"""Links, pictures, addresses and tags within a text; brackets are matched once rather than again for each link."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from typing import Any

from markdown import Markdown, util
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor, InlineProcessor

from microsite.source import grammar
from microsite.source.elements import ANGLED, is_tag

Found = tuple[Any, int | None, int | None]


class _Bracketed(InlineProcessor):
    """Links and pictures: brackets are matched only once for each text."""

    def __init__(self, pattern: str, md: Markdown, make: Callable[[str, str, str | None], etree.Element]) -> None:
        super().__init__(pattern, md)
        self._make = make
        self._text = ""
        self._closing: dict[int, int] = {}

    def handleMatch(self, m: re.Match[str], data: str) -> Found:
        """Return the element that begins at an opening bracket, if there is one."""
        if data is not self._text:
            self._text, self._closing = data, grammar.matching_brackets(data)
        end = self._closing.get(m.end() - 1)
        if end is None:
            return None, None, None
        words = data[m.end() : end]
        tail = grammar.LINK_TAIL.match(data, end + 1)
        if tail:
            address = tail["angled"] if tail["angled"] is not None else tail["plain"]
            title = next((tail[name] for name in ("double", "single", "round") if tail[name] is not None), None)
            return self._element(words, address.strip(), title), m.start(), tail.end()
        if self.md.references:
            return self._reference(m, data, words, end)
        return None, None, None

    def _reference(self, m: re.Match[str], data: str, words: str, end: int) -> Found:
        named = grammar.LINK_NAME.match(data, end + 1)
        for name, stop in ((named[1] or words, named.end()) if named else ("", 0), (words, end + 1)):
            known = self.md.references.get(" ".join(name.lower().split()))
            if known:
                return self._element(words, known[0], known[1]), m.start(), stop
        return None, None, None

    def _element(self, words: str, address: str, title: str | None) -> etree.Element:
        title = " ".join(self._unescaped(title).split()) if title is not None else None
        return self._make(words, self._unescaped(address), title)

    def _unescaped(self, text: str) -> str:
        return self.unescape(text) if util.STX in text else text


class LinkProcessor(_Bracketed):
    """`[words](address "title")`, `[words][reference]` and `[reference]`."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        """Set up for a converter, which knows the link references."""
        super().__init__(r"(?<!!)\[", md, self._link)

    def _link(self, words: str, address: str, title: str | None) -> etree.Element:
        element = etree.Element("a", {"href": address})
        if title:
            element.set("title", title)
        element.text = words
        return element


class PictureProcessor(_Bracketed):
    """`![alternative text](address "caption")` and its forms by reference."""

    def __init__(self, md: Markdown) -> None:
        """Set up for a converter, which knows the link references."""
        super().__init__(r"!\[", md, self._picture)

    def _picture(self, words: str, address: str, title: str | None) -> etree.Element:
        element = etree.Element("img", {"src": address, "alt": self.unescape(words)})
        if title:
            element.set("title", title)
        return element


class AddressProcessor(InlineProcessor):
    """Bare web and email addresses in the text."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        """Set up for a converter."""
        super().__init__(grammar.BARE_ADDRESS.pattern, md)
        self.compiled_re = grammar.BARE_ADDRESS

    def handleMatch(self, m: re.Match[str], data: str) -> Found:
        """Return a link to the address, without the full stop or bracket that ends the sentence."""
        address = grammar.bare_address(m)
        if not address:
            return None, None, None
        element = etree.Element("a")
        scheme = "mailto:" if m["mail"] else "" if "://" in address else "https://"
        element.set("href", f"{scheme}{address}")
        element.text = util.AtomicString(address)
        return element, m.start(), m.start() + len(address)


class TagProcessor(HtmlInlineProcessor):
    """Tags and comments within a text; words between angle brackets are left alone."""

    def __init__(self, md: Markdown) -> None:
        """Set up for a converter, which stashes the tags."""
        super().__init__(HTML_RE, md)
        #: Elements unknown to HTML that have both tags in the chapter.
        self.closed: frozenset[str] = frozenset()

    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]
        """Return the placeholder for a tag."""
        if ANGLED.fullmatch(m[0]) and not is_tag(m[0], self.closed):
            return None, None, None
        return super().handleMatch(m, data)
