"""E-mail addresses that cannot be written to from where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.known import Known
from microsite.checks.content.parts import Link, Tag
from microsite.checks.content.reading import Reading
from microsite.problems import Problem
from microsite.text.lines import LOOKS_LIKE_MARKDOWN

#: Written so that programs which collect addresses pass over it, and so do readers' own programs.
_DISGUISED = re.compile(
    r"(?<![\w.+-])([\w.+-]{1,64}(?:\s?[(\[{]dot[)\]}]\s?[\w+-]{1,64}){0,8})\s?[(\[{]at[)\]}]\s?"
    r"([\w-]{1,64}(?:(?:\.|\s?[(\[{]dot[)\]}]\s?)[\w-]{1,64}){1,8})",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s?[(\[{]dot[)\]}]\s?", re.IGNORECASE)


def email_not_linked(reading: Reading, known: Known) -> Iterator[Problem]:
    """Report each e-mail address in raw HTML that is no link, and each that is written with “(at)”."""
    if "@" in reading.bare:
        blocks = [block for block in reading.blocks if block.kind == "html"]
        for link in reading.links:
            within = any(block.start <= link.start < block.end for block in blocks)
            if link.kind == "bare" and link.address.startswith("mailto:") and within and _stays_text(reading, link):
                yield _problem(reading, link.words, link.words, link.start)
    if "(at)" in reading.folded or "[at]" in reading.folded or "{at}" in reading.folded:
        for passage in reading.passages:
            for found in _DISGUISED.finditer(passage.text):
                at = reading.find(passage, found[0])
                if not any(link.start <= at < link.end for link in reading.links):
                    address = f"{_DOT.sub('.', found[1])}@{_DOT.sub('.', found[2])}"
                    yield _problem(reading, found[0], address, at)


def _problem(reading: Reading, written: str, address: str, start: int) -> Problem:
    return reading.hint(
        "LINK-011",
        f"The e-mail address {written} is not a link.",
        start,
        len(written),
        f"It has to be copied by hand, and a screen reader spells it out. Write [{address}](mailto:{address}), or the "
        "address alone in Markdown, which makes it a link.",
    )


def _stays_text(reading: Reading, link: Link) -> bool:
    """Whether nobody reads as Markdown the element that holds an address, and makes a link of it."""
    opened: list[Tag] = []
    for tag in reading.tags:
        if tag.start > link.start:
            break
        if not tag.closing:
            opened.append(tag)
        elif any(each.name == tag.name for each in opened):
            while opened.pop().name != tag.name:
                pass
    outermost = next((tag for tag in opened if reading.body.find(f"</{tag.name}", link.end) >= 0), None)
    if outermost is None or any(tag.name == "a" for tag in opened):
        return False
    end = reading.body.find(f"</{outermost.name}", link.end)
    return not LOOKS_LIKE_MARKDOWN.search(reading.body, outermost.start, end)
