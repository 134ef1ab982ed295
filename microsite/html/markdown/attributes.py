"""Attribute lists after a heading, a paragraph or a link: `{: #id .class }`."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.extensions.attr_list import AttrListTreeprocessor

from microsite.lazy_patterns import lazy_pattern


class Attributes(AttrListTreeprocessor):
    """Reads only what begins like an attribute list; other words in braces are the author's."""

    BASE_RE = r"\{(?::(?=[ ]*[#.\w-])|(?=[ ]*(?:#\w|\.[A-Za-z])))[ ]*([^\}\n ][^\n}]*)\}"  # pyright: ignore[reportGeneralTypeIssues]
    HEADER_RE = lazy_pattern(rf"[ ]+{BASE_RE}[ ]*$")  # pyright: ignore[reportGeneralTypeIssues]
    BLOCK_RE = lazy_pattern(rf"\n[ ]*{BASE_RE}[ ]*$")  # pyright: ignore[reportGeneralTypeIssues]
    INLINE_RE = lazy_pattern(rf"^{BASE_RE}")  # pyright: ignore[reportGeneralTypeIssues]

    def run(self, doc: etree.Element) -> None:
        """Apply the attribute lists of a document; most have none."""
        lines: list[str] = vars(self.md)["lines"]
        if any("{" in line for line in lines):
            super().run(doc)
