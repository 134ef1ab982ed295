"""E-mail addresses that cannot be written to from where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter

from microsite.checks.content.known import Known
from microsite.checks.content.parts import Tag
from microsite.checks.content.reading import Reading
from microsite.problems import Problem
from microsite.text.lines import LOOKS_LIKE_MARKDOWN

#: Written so that programs which collect addresses pass over it, and so do readers' own programs.
_DISGUISED = re.compile(
    r"(?<![\w.+-])([\w.+-]{1,64}(?:\s?[(\[{]dot[)\]}]\s?[\w+-]{1,64}){0,8})\s?[(\[{]at[)\]}]\s?"
    r"([\w-]{1,64}(?:(?:\.|\s?[(\[{]dot[)\]}]\s?)[\w-]{1,64}){1,8})",
    re.IGNORECASE,
)
_VOID = frozenset({"br", "hr", "img", "input", "source", "track", "wbr", "col", "meta", "link", "area"})
_DOT = re.compile(r"\s?[(\[{]dot[)\]}]\s?", re.IGNORECASE)


def email_not_linked(reading: Reading, known: Known) -> Iterator[Problem]:
    """Report each e-mail address in raw HTML that is no link, and each that is written with “(at)”."""
    written = [link for link in reading.links if link.kind == "bare" and link.address.startswith("mailto:")]
    if written and reading.tags:
        blocks = [(block.start, block.end) for block in reading.blocks if block.kind == "html"]
        elements = list(_elements_without_markdown(reading))
        for link in written:
            if _holds(blocks, link.start) and _holds(elements, link.start):
                yield _problem(reading, link.words, link.words, link.start)
    if "(at)" in reading.folded or "[at]" in reading.folded or "{at}" in reading.folded:
        for passage in reading.passages:
            for found in _DISGUISED.finditer(passage.text):
                at = reading.find(passage, found[0])
                if not reading.in_link(at):
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


def _elements_without_markdown(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where the outermost elements of raw HTML begin and end that nobody reads as Markdown."""
    opened: list[Tag] = []
    counts: Counter[str] = Counter()
    for tag in reading.tags:
        if tag.name in _VOID:
            continue
        if not tag.closing:
            opened.append(tag)
            counts[tag.name] += 1
        elif counts[tag.name]:
            last = opened.pop()
            while last.name != tag.name:
                counts[last.name] -= 1
                last = opened.pop()
            counts[tag.name] -= 1
            if not opened and not LOOKS_LIKE_MARKDOWN.search(reading.body, last.start, tag.start):
                yield last.start, tag.start


def _holds(stretches: Sequence[tuple[int, int]], at: int) -> bool:
    number = bisect_right(stretches, at, key=itemgetter(0)) - 1
    return number >= 0 and at < stretches[number][1]
