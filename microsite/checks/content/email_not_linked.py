"""Email addresses that are not links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern
from microsite.source import grammar

#: An address disguised from programs that harvest addresses; readers' own programs miss it too.
_DISGUISED = lazy_pattern(
    r"(?<![\w.+-])([\w.+-]{1,64}(?:\s?[(\[{]dot[)\]}]\s?[\w+-]{1,64}){0,8})\s?[(\[{]at[)\]}]\s?"
    r"([\w-]{1,64}(?:(?:\.|\s?[(\[{]dot[)\]}]\s?)[\w-]{1,64}){1,8})",
    re.IGNORECASE,
)
_DOT = lazy_pattern(r"\s?[(\[{]dot[)\]}]\s?", re.IGNORECASE)


def email_not_linked(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each email address in raw HTML that is not a link, and each that is written with “(at)”."""
    for run in reading.raw_runs:
        for match in grammar.BARE_ADDRESS.finditer(run.words) if "@" in run.words else ():
            at = run.start + match.start()
            if match["mail"] and not reading.in_link(at):
                yield _problem(reading, match[0], match[0], at)
    if "(at)" in reading.folded or "[at]" in reading.folded or "{at}" in reading.folded:
        for passage in reading.passages:
            for found in _DISGUISED.finditer(passage.text):
                at = reading.find(passage, found[0])
                if not reading.in_link(at):
                    address = f"{_DOT.sub('.', found[1])}@{_DOT.sub('.', found[2])}"
                    yield _problem(reading, found[0], address, at)


def _problem(reading: Reading, written: str, address: str, start: int) -> Finding:
    return reading.hint(
        "LINK-011",
        f"The email address {written} is not a link.",
        start,
        len(written),
        f"People have to copy it by hand, and screen readers spell it out. Write [{address}](mailto:{address}). In "
        "Markdown, the address on its own also makes a link.",
    )
